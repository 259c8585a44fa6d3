"""What each committed figure was made from: content/figures/made_from.json, a hash by name.

`make figures` writes it. JSON, since every TOML file of that folder holds keyframes.
"""

from __future__ import annotations

import json
from pathlib import Path

FILE = "made_from.json"


def read(folder: Path) -> dict[str, str]:
    """The hashes by the figures' names; none where nothing was made yet."""
    path = folder / FILE
    return dict(json.loads(path.read_text())) if path.exists() else {}


def note(folder: Path, name: str, fingerprint: str | None) -> None:
    """Write down what a figure was made from; None forgets it."""
    known = read(folder) | ({name: fingerprint} if fingerprint else {})
    if fingerprint is None:
        known.pop(name, None)
    unfinished = folder / f".{FILE}.unfinished"
    unfinished.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    unfinished.replace(folder / FILE)


def put(folder: Path, name: str, fingerprint: str, files: list[Path]) -> None:
    """Move finished files into the folder; if that is stopped half way, the figure counts as stale."""
    note(folder, name, None)
    for file in files:
        file.replace(folder / file.name)
    note(folder, name, fingerprint)
