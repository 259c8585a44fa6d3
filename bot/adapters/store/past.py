"""A person's history, read through a connection of its own: no picture makes the writer wait."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.adapters.store.instants import instant_of
from bot.adapters.store.reading import reading
from bot.core.history import Check, Done, History, Pause, Scored
from bot.core.schedule import local_date
from bot.core.session import Measure, Moment

# A child's session keeps nothing, so its scores are none of the adult's.
_SCORES = """
SELECT id, coalesce((SELECT local_date FROM sessions WHERE id = scores.session), local_date), at, measure,
    moment, value, session FROM scores
WHERE person = ? AND NOT EXISTS (SELECT 1 FROM sessions WHERE id = scores.session AND child) ORDER BY at, id
"""
"""What was scored in a session belongs to the day it began on, also after midnight."""
_SESSIONS = """
SELECT id, local_date, coalesce(level, ''), coalesce(ending, '') FROM sessions
WHERE person = ? AND NOT child ORDER BY id
"""
_EXERCISES = """
SELECT session, exercise, variation, level, outcome FROM exercises_done
WHERE person = ? AND session IS NOT NULL ORDER BY rowid
"""
_CHECKS = "SELECT at, passed FROM safety_checks WHERE person = ? ORDER BY at"


def history(path: Path, person: int, now: datetime, default_zone: ZoneInfo) -> History:
    """All of a person's days; those of a stranger are none. Raises Unreadable."""
    with reading(path) as db:
        if db is None:
            return History(local_date(now, default_zone))
        db.execute("BEGIN")
        found = db.execute("SELECT zone FROM people WHERE id = ?", [person]).fetchone()
        zone = _zone(found[0] if found else None, default_zone)
        scores = tuple(_scored(row) for row in db.execute(_SCORES, [person]))
        sessions = _sessions(db, person)
        # Whoever has travelled west has days that are yet to come where they are now.
        days = (*(score.day for score in scores), *(done.day for done in sessions))
        return History(
            max((local_date(now, zone), *days)),
            scores,
            sessions,
            tuple(
                Pause(date.fromisoformat(first), date.fromisoformat(last))
                for first, last in db.execute(
                    "SELECT first, last FROM pauses WHERE person = ? ORDER BY first", [person]
                )
            ),
            # Their date was not written down: it is the one in the zone where the person lives now.
            tuple(
                Check(local_date(instant_of(at), zone), bool(passed))
                for at, passed in db.execute(_CHECKS, [person])
            ),
        )


def _scored(row: tuple[int, str, str, str, str, int, int | None]) -> Scored:
    number, day, at, measure, moment, value, session = row
    return Scored(
        number, date.fromisoformat(day), instant_of(at), Measure(measure), Moment(moment), value, session
    )


def _sessions(db: sqlite3.Connection, person: int) -> tuple[Done, ...]:
    exercises: dict[int, list[tuple[str, str, str, str]]] = {}
    for session, *done in db.execute(_EXERCISES, [person]):
        exercises.setdefault(session, []).append((done[0], done[1], done[2], done[3]))
    return tuple(
        Done(number, date.fromisoformat(day), level, ending, tuple(exercises.get(number, ())))
        for number, day, level, ending in db.execute(_SESSIONS, [person])
    )


def _zone(name: str | None, default: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else default
    except (ZoneInfoNotFoundError, ValueError):
        # A name that the zone data of today no longer has.
        return default
