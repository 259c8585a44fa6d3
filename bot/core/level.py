"""How much of a routine."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """How much of a routine: the larger, the more."""

    GENTLE = 0
    STEADY = 1
    FULLER = 2

    @property
    def word(self) -> str:
        """The level's name as content files and tables write it."""
        return self.name.lower()
