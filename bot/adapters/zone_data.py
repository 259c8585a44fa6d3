"""The time zone data: the newer of the machine's and the pinned ones, whichever Python would take by itself.

Governments change their clocks at short notice. A machine that is kept up to date knows it before the next
release of this project; an old one, or a container without such data, knows it from the pinned package.
"""

from __future__ import annotations

import re
import zoneinfo
from pathlib import Path

import tzdata

_VERSION = re.compile(r"(?:# version )?(\d{4}[a-z]{1,2})\s*")
_TOLD_IN = ("tzdata.zi", "+VERSION")
"""Files in which a machine's data say their version, in the first line."""


def take_newest() -> str:
    """Have Python use the newer data from now on, and give their version ("2026a").

    To be called before any zone is made. A machine that does not say its version counts as the older one.
    """
    machines, folder = max(((_version_in(Path(each)), each) for each in zoneinfo.TZPATH), default=("", ""))
    newer = machines > tzdata.IANA_VERSION
    zoneinfo.reset_tzpath(to=[folder] if newer else [])
    zoneinfo.ZoneInfo.clear_cache()
    return machines if newer else str(tzdata.IANA_VERSION)


def _version_in(folder: Path) -> str:
    """The version of the data in a folder; empty where none is told."""
    for name in _TOLD_IN:
        try:
            with (folder / name).open(encoding="utf-8") as file:
                told = _VERSION.fullmatch(file.readline())
        except (OSError, UnicodeDecodeError):
            continue
        if told:
            return told[1]
    return ""
