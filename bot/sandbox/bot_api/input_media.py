"""`InputMedia`: the parts of an album, and what an edit puts in the place of a file."""

from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content, required
from bot.sandbox.bot_api.media import read_file
from bot.sandbox.wire import Refusal, bad_request
from bot.sandbox.world.world import World

_KINDS = ("photo", "video", "animation", "audio", "document")
_MOST_IN_ALBUM = 10
_UNMIXED = {"audio": "Audio", "document": "Document"}


def read_album(world: World, arguments: Arguments) -> list[Content]:
    """The contents of an album, in its order; raises `Refusal`."""
    given = _opened(arguments, "can't parse media JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputMedia")
    contents = [_read(world, arguments, part, in_album=True) for part in given]
    if len(contents) > _MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    if not contents:
        raise bad_request("there are no messages to send")
    kinds = {kind for content in contents for kind in content.media or {}}
    for kind, called in _UNMIXED.items():
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{called.lower()} can't be mixed with other media types")
    return contents


def read_one(world: World, arguments: Arguments) -> Content:
    """The content of the argument `media`; raises `Refusal`."""
    given = _opened(arguments, "can't parse input media JSON object")
    return _read(world, arguments, given, in_album=False)


def _opened(arguments: Arguments, complaint: str) -> Any:
    required(arguments, "media")
    try:
        return arguments.parsed("media")
    except ValueError:
        raise bad_request(complaint) from None


def _read(world: World, arguments: Arguments, given: Any, *, in_album: bool) -> Content:
    if not isinstance(given, dict):
        raise _complaint("expected an Object")
    kind = given.get("type")
    if not isinstance(kind, str):
        raise _complaint('Can\'t find field "type"')
    inner = arguments.within(given)
    named = inner.text("media")
    if not named or (named.startswith("attach:") and inner.upload("media") is None):
        raise _complaint("media not found")
    if kind == "animation" and in_album:
        raise _complaint(f'type "{kind}" can\'t be used in sendMediaGroup')
    if kind not in _KINDS:
        raise _complaint(f'type "{kind}" is unsupported')
    return read_file(world, inner, kind, "media")


def _complaint(words: str) -> Refusal:
    return bad_request(f"can't parse InputMedia: {words}")
