"""Messages with a file: photos, videos, voice messages, stickers ..."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.content import Content, ReadContent
from bot.sandbox.bot_api.words import read_caption
from bot.sandbox.text.formatted import Formatted
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.files import StoredFile
from bot.sandbox.world.world import World

_MOST_BYTES = 50 << 20
_LONGEST_SIDE = 10_000
_LONGEST_SECONDS = 24 * 3600


@dataclass(frozen=True)
class FileKind:
    """What Telegram keeps of one kind of file, and how it calls it."""

    called: str
    """In complaints about a file sent as another kind."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Arguments that are numbers, and what they are when not given."""
    texts: tuple[str, ...] = ()
    """Arguments that are words, left out when not given."""
    has_name: bool = True
    has_type: bool = True
    has_caption: bool = True
    most_bytes: int = _MOST_BYTES


_FILM = {"duration": 0, "width": 0, "height": 0}
FILE_KINDS: dict[str, FileKind] = {
    "photo": FileKind("Photo", most_bytes=10 << 20),
    "animation": FileKind("Animation", _FILM),
    "video": FileKind("Video", _FILM),
    "audio": FileKind("Audio", {"duration": 0}, ("performer", "title")),
    "document": FileKind("Document"),
    "voice": FileKind("VoiceNote", {"duration": 0}, has_name=False),
    "video_note": FileKind(
        "VideoNote", {"duration": 0, "length": 240}, has_name=False, has_type=False, has_caption=False
    ),
    "sticker": FileKind(
        "Sticker",
        {"width": 512, "height": 512},
        ("emoji",),
        has_name=False,
        has_type=False,
        has_caption=False,
    ),
}
_MAY_BE_HIDDEN = ("photo", "video", "animation")
CAPTIONED = tuple(name for name, kind in FILE_KINDS.items() if kind.has_caption)
"""The kinds of messages whose words are a caption."""


def file_content(kind: str) -> ReadContent:
    """Reads a message with a file of this kind; the argument of the file has the kind's name."""

    def read(world: World, arguments: Arguments) -> Content:
        return read_file(world, arguments, kind, kind)

    return read


def read_file(world: World, arguments: Arguments, kind: str, name: str) -> Content:
    """A message with the file of the argument `name`; raises `Refusal`."""
    stored = _stored_file(world, arguments, kind, name)
    words = read_caption(arguments, world.user) if FILE_KINDS[kind].has_caption else Formatted()
    extras: JSON = {}
    if kind in _MAY_BE_HIDDEN and arguments.flag("has_spoiler"):
        extras["has_media_spoiler"] = True
    if kind in _MAY_BE_HIDDEN and words.text and arguments.flag("show_caption_above_media"):
        extras["show_caption_above_media"] = True
    return Content(words, _media_fields(stored), stored.file_id, extras)


def _stored_file(world: World, arguments: Arguments, kind: str, name: str) -> StoredFile:
    """The file a call sends: uploaded with it, or named by the file_id of an earlier one."""
    value, upload = arguments.text(name), arguments.upload(name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > FILE_KINDS[kind].most_bytes:
            raise bad_request("file is too big")
        stored = world.files.keep(kind, upload)
        stored.attributes.update(_attributes(arguments, kind))
        return stored
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # The sandbox never leaves this machine.
    found = world.files.find(value)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        called, wanted = FILE_KINDS[found.kind].called, FILE_KINDS[kind].called
        raise bad_request(f"can't use file of type {called} as {wanted}")
    return found


def _attributes(arguments: Arguments, kind: str) -> JSON:
    shown: JSON = {}
    for name, default in FILE_KINDS[kind].numbers.items():
        most = _LONGEST_SECONDS if name == "duration" else _LONGEST_SIDE
        shown[name] = arguments.bounded(name, default, 0, most)
    return shown | {name: arguments.text(name) for name in FILE_KINDS[kind].texts if arguments.text(name)}


def _media_fields(stored: StoredFile) -> JSON:
    """The media part of the `Message` object."""
    kind = FILE_KINDS[stored.kind]
    if stored.kind == "photo":
        return stored.as_photo()
    shown = {**dict(kind.numbers), **stored.as_api(), **stored.attributes}
    if kind.has_name:
        shown["file_name"] = stored.upload.name
    if kind.has_type:
        shown["mime_type"] = stored.upload.content_type
    if stored.kind == "sticker":
        moves = {".tgs": "is_animated", ".webm": "is_video"}
        shown["type"] = "regular"
        shown |= {name: stored.upload.name.endswith(ending) for ending, name in moves.items()}
    if stored.kind == "animation":  # Telegram repeats it for old bots.
        return {"animation": shown, "document": _media_fields_of_document(stored)}
    return {stored.kind: shown}


def _media_fields_of_document(stored: StoredFile) -> JSON:
    return {**stored.as_api(), "file_name": stored.upload.name, "mime_type": stored.upload.content_type}
