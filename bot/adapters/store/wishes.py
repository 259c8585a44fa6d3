"""What people wish of the routine and of the bot."""

from __future__ import annotations

from sqlite_utils import Database

from bot.core.session import Level
from bot.core.wishes import Equipment, Pictures, Wishes

_LEVELS = {level.word: level for level in Level}


class Wished:
    """The table wishes."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, person: int) -> Wishes:
        """What a person has set; what holds for everybody of somebody who never did."""
        found = self._db.execute(
            "SELECT equipment, highest, look_back, pictures FROM wishes WHERE person = ?", [person]
        ).fetchone()
        if found is None:
            return Wishes()
        equipment, highest, look_back, pictures = found
        return Wishes(Equipment(equipment), _LEVELS[highest], bool(look_back), Pictures(pictures))

    def keep(self, person: int, wishes: Wishes) -> None:
        """Keep what a person has set, in place of what it was."""
        self._db.execute(
            "INSERT OR REPLACE INTO wishes (person, equipment, highest, look_back, pictures) "
            "VALUES (?, ?, ?, ?, ?)",
            [person, wishes.equipment.value, wishes.highest.word, wishes.look_back, wishes.pictures.value],
        )
