"""JSON in, JSON out, for everything under `/sandbox`."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.wire import JSON, dump_json, parse_json


async def read_json(request: web.Request) -> JSON:
    """The body as an object; nothing is {}. Raises `ValueError` for anything else."""
    body = await request.read()
    try:
        given = parse_json(body) if body.strip() else {}
    except UnicodeError:
        raise ValueError("a text has to be valid Unicode") from None
    if not isinstance(given, dict):
        raise ValueError("a JSON object is expected")  # noqa: TRY004 - it is the caller's value that is wrong
    return given


def answering(
    answer: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler whose result is sent as JSON; what can't be done is a 400, or 404, with the reason."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return _respond(await answer(request))
        except LookupError as error:
            missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            return _respond({"error": missing}, 400 if isinstance(error, KeyError) else 404)
        except (ValueError, TypeError, OverflowError) as error:
            return _respond({"error": str(error)}, 400)
        except web.HTTPRequestEntityTooLarge:
            return _respond({"error": "that is too large"}, 413)

    return handle


def _respond(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, dumps=dump_json)
