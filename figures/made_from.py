"""What each committed figure was made from, and which files came of it: content/figures/made_from.json.

`make figures` writes it. JSON, since every TOML file of that folder holds keyframes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.adapters.content_files.posters import NOTES

FILE = NOTES


class BadNotes(ValueError):
    """The file can't be read; the message is one sentence."""


@dataclass(frozen=True)
class Note:
    """How a figure was made."""

    source: str
    """The fingerprint of its keyframes, or of its words."""
    files: dict[str, str]
    """The SHA-256 of each file by its name: another film in its place is told."""
    words: str | None = None
    """The fingerprint of a poster's words alone, for the bot's own check: of films it knows none."""


def read(folder: Path) -> dict[str, Note]:
    """The notes by the figures' names; none where nothing was made yet. BadNotes if it is none of ours."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return {name: _note(**one) for name, one in json.loads(path.read_text()).items()}
    except (ValueError, TypeError, AttributeError):
        raise BadNotes(f"{path} can't be read. Take it as it was committed, or remove it.") from None


def _note(source: object, files: object, words: object = None) -> Note:
    """TypeError if it is none."""
    if not isinstance(source, str) or not isinstance(files, dict) or not isinstance(words, str | None):
        raise TypeError
    return Note(source, files, words)


def note(folder: Path, name: str, made: Note | None) -> None:
    """Write down how a figure was made; None forgets it."""
    known = read(folder)
    known.pop(name, None)
    if made is not None:
        known[name] = made
    unfinished = folder / f".{FILE}.unfinished"
    told = {
        name: {key: value for key, value in asdict(one).items() if value is not None}
        for name, one in known.items()
    }
    unfinished.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n")
    unfinished.replace(folder / FILE)


def put(folder: Path, name: str, source: str, files: list[Path], words: str | None = None) -> None:
    """Move finished files into the folder; if that is stopped half way, the figure counts as stale."""
    note(folder, name, None)
    for file in files:
        shutil.move(file, folder / file.name)
    note(folder, name, Note(source, {file.name: contents(folder / file.name) for file in files}, words))


def contents(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
