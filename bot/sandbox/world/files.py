"""Files the bot uploaded, found again by file_id."""

import hashlib
from dataclasses import dataclass

from bot.sandbox.wire import JSON


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

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


class Files:
    """All stored files. A file keeps its kind: a photo's file_id can't be sent as an animation."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Stores an uploaded file; the same content of the same kind has one id."""
        digest = hashlib.sha256(kind.encode() + upload.name.encode() + upload.content).hexdigest()
        file_id = f"sandbox-{kind}-{digest[:40]}"
        return self._by_id.setdefault(file_id, StoredFile(file_id, digest[:15], kind, upload))

    def find(self, file_id: str) -> StoredFile | None:
        """The file of that id, if there is one."""
        return self._by_id.get(file_id)
