"""Files that the bot or a person uploaded, found again by file_id."""

import hashlib
import mimetypes
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from bot.sandbox.wire import JSON
from bot.sandbox.world.file_types import file_type
from bot.sandbox.world.pictures import picture_size


@dataclass(frozen=True)
class Upload:
    """A file that came with a call, or from a person."""

    name: str
    content_type: str
    content: bytes

    def logged(self) -> JSON:
        """What the call log keeps of it: no content, but enough to tell two files apart."""
        return {
            "file": self.name,
            "size": len(self.content),
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


@dataclass(frozen=True)
class StoredFile:
    """A file as Telegram keeps it."""

    file_id: str
    unique_id: str
    kind: str
    upload: Upload
    attributes: JSON = field(default_factory=dict, compare=False)
    """What was said about it when it was uploaded (duration, width, title ...): sent again, it keeps that."""

    def as_api(self) -> JSON:
        """Those fields that every kind of file has."""
        size = len(self.upload.content)
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": size}

    @property
    def path(self) -> str:
        """Where the bot fetches it: Telegram's paths end as the file's name does."""
        ending = PurePosixPath(self.upload.name).suffix or mimetypes.guess_extension(self.upload.content_type)
        return f"{self.kind}s/{self.file_id}{ending or ''}"

    def as_photo(self) -> JSON:
        """The field of a `Message` with this photo: an Array of `PhotoSize`, here of one."""
        width, height = picture_size(self.upload.content)
        return {"photo": [{**self.as_api(), "width": width, "height": height}]}


class Files:
    """All stored files. A file keeps its kind: a photo's file_id can't be sent as an animation.

    Of uploads that are more than `most_bytes` together, the oldest are forgotten.
    """

    def __init__(self, most_bytes: int = 512 << 20) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._samples: dict[str, StoredFile] = {}
        self._uploads: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Stores an uploaded file; the same content of the same kind has one id."""
        digest = hashlib.sha256(kind.encode() + upload.name.encode() + upload.content).hexdigest()
        file_id = f"sandbox-{kind}-{digest[:40]}"
        found = file_type(upload.name, upload.content_type, upload.content)
        stored = self._uploads.pop(file_id, None)
        if stored is None:
            stored = StoredFile(file_id, digest[:15], kind, replace(upload, content_type=found))
            self._bytes += len(upload.content)
        self._uploads[file_id] = stored
        while self._bytes > self._most_bytes and len(self._uploads) > 1:
            oldest = self._uploads.pop(next(iter(self._uploads)))
            self._bytes -= len(oldest.upload.content)
        return stored

    def add_sample(self, stored: StoredFile) -> None:
        """Keeps a file under the id it has, for ever."""
        self._samples[stored.file_id] = stored

    def at(self, path: str) -> StoredFile | None:
        """The file that is fetched there, if there is one."""
        stored = self.find(PurePosixPath(path).name) or self.find(PurePosixPath(path).stem)
        return stored if stored is not None and stored.path == path else None

    def find(self, file_id: str) -> StoredFile | None:
        """The file of that id, if there is one."""
        return self._uploads.get(file_id) or self._samples.get(file_id)
