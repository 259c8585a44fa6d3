"""The arguments of one Bot API call, whichever of Telegram's ways they came in."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.wire import JSON, Refusal, bad_request, dump_json, leading_integer, parse_json
from bot.sandbox.world.files import Upload


class Arguments:
    """Values by name, each as the text Telegram would see (JSON stays JSON text), and the uploaded files."""

    def __init__(self, values: Mapping[str, str], files: Mapping[str, Upload] | None = None) -> None:
        self._values = dict(values)
        self.files = dict(files or {})

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """The value, or "" when it is not given: to Telegram these are the same."""
        return self._values.get(name, "")

    def flag(self, name: str) -> bool:
        """True for "true", "yes" and "1"."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int = 0) -> int:
        """The number a value starts with: "12ab" is 12 and "ab" is 0, as Telegram reads them."""
        return leading_integer(self.text(name)) if self.text(name) else default

    def bounded(self, name: str, default: int, low: int, high: int) -> int:
        """An integer moved into `low..high`, as Telegram does instead of refusing."""
        return min(max(self.integer(name, default), low), high)

    def parsed(self, name: str) -> Any:
        """The value as JSON, None when it is not given; raises `ValueError` on malformed JSON."""
        return parse_json(self.text(name)) if self.text(name) else None

    def upload(self, name: str) -> Upload | None:
        """The file of that argument: sent under its own name, or under another one named as `attach://other`."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)

    def within(self, given: JSON) -> "Arguments":
        """One JSON object among these arguments, read as they are; it may name the files that came along."""
        values = {name: _as_text(value) for name, value in given.items() if value is not None}
        return Arguments(values, self.files)

    def without(self, name: str) -> "Arguments":
        """All of them but one."""
        return Arguments({key: value for key, value in self._values.items() if key != name}, self.files)

    def logged(self) -> JSON:
        """The arguments for the call log: JSON values opened up, files as size and hash."""
        shown: JSON = {name: _opened(value) for name, value in self._values.items()}
        shown.update({name: upload.logged() for name, upload in self.files.items()})
        return shown


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else dump_json(value)


def _opened(value: str) -> Any:
    if value[:1] in ("{", "["):
        try:
            return parse_json(value)
        except ValueError:
            return value
    return value


async def read_arguments(request: web.Request) -> Arguments:
    """Reads query string, form, multipart or JSON body; raises `Refusal` for a body that is none of them."""
    values = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method == "POST":
        try:
            if request.content_type == "application/json":
                _read_json(await request.read(), values)
            else:
                await _read_form(request, values, files)
        except UnicodeError:
            raise bad_request("Strings must be encoded in UTF-8") from None
        except web.HTTPRequestEntityTooLarge:
            raise Refusal(413, "Request Entity Too Large") from None
        except (ValueError, LookupError, RuntimeError) as error:  # the last two: no such encoding
            raise bad_request(f"can't parse form data: {error}") from None
    return Arguments(values, files)


def _read_json(body: bytes, values: dict[str, str]) -> None:
    if not body.strip():
        return
    try:
        found = parse_json(body)
    except UnicodeError:
        raise
    except ValueError:
        raise Refusal(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(found, dict):
        raise Refusal(400, "Bad Request: JSON object expected")
    for name, value in found.items():
        if value is not None:
            values.setdefault(name, _as_text(value))


async def _read_form(request: web.Request, values: dict[str, str], files: dict[str, Upload]) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file:  # the library closes it too, but not when whoever called has hung up
                files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values.setdefault(name, value.decode() if isinstance(value, bytes | bytearray) else value)
