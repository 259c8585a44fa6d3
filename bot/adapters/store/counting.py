"""Counts over everybody, for the host: how many people, sessions and days, and never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from bot.adapters.store.instants import text_of
from bot.adapters.store.reading import reading
from bot.adapters.store.reminders import DAYS
from bot.core.effects import Outcome

RETURNS = (1, 7, 30)
"""Days after which it is looked who came back."""
_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)

_DONE = f"EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.DONE.value}')"  # noqa: S608 - our own names
_SESSIONS = "SELECT count(*), count(DISTINCT person) FROM sessions AS s WHERE NOT child AND started_at >= ?"
_DAYS = f"""
SELECT count(*), coalesce(sum(done), 0), count(DISTINCT person) FROM ({DAYS.format(whose="IS NOT NULL")})
"""  # noqa: S608 - our own names
_RETURNED = """
WITH began AS (
    SELECT person, min(at) AS at FROM consents GROUP BY person HAVING min(at) BETWEEN ?1 AND ?2
)
SELECT count(*), coalesce(sum(
    EXISTS (
        SELECT 1 FROM sessions WHERE person = began.person AND NOT child
            AND julianday(started_at) >= julianday(began.at) + ?3
    ) OR EXISTS (
        SELECT 1 FROM scores WHERE person = began.person AND julianday(at) >= julianday(began.at) + ?3
    )
), 0) FROM began
"""


@dataclass(frozen=True)
class Group:
    """Something that was counted, and how many people stand behind it."""

    count: int
    people: int


@dataclass(frozen=True)
class Counts:
    """All that is counted; children's sessions are not."""

    known: int
    agreed: int
    blocked: int
    reminded: int
    """People who have a reminder set."""
    sessions: Group
    sessions_done: Group
    """Those in which at least one move was done."""
    last_7_days: Group
    last_30_days: Group
    days_due: Group
    """Days on which somebody was reminded, as far back as that is kept."""
    days_done: int
    returned: dict[int, tuple[int, int]]
    """For each of RETURNS, of how many people who agreed at least so many days ago how many did the routine
    or gave a score so many days later, or later still.
    """


def count(path: Path, now: datetime, since: datetime, sore_above: int) -> Counts | None:
    """Everything, at one moment; None while there is no database. Raises Unreadable.

    ``since``: when people agreed who are looked at for coming back; what they did before is no longer kept.
    ``sore_above``: a score above which no routine is offered, so that the day is due to nobody.
    """
    with reading(path) as db:
        if db is None:
            return None
        db.execute("BEGIN")
        return _count(db, now, since, sore_above)


def _count(db: Connection, now: datetime, since: datetime, sore_above: int) -> Counts:
    def people(query: str) -> int:
        [found] = db.execute(f"SELECT count(DISTINCT {query}").fetchone()
        return int(found)

    def sessions(after: str, only: str = "") -> Group:
        return Group(*db.execute(_SESSIONS + only, [after]).fetchone())

    span = {"after": "", "until": now.date().isoformat(), "sore_above": sore_above}
    due, done, behind = db.execute(_DAYS, span).fetchone()
    return Counts(
        known=people("id) FROM people"),
        agreed=people("person) FROM consents"),
        blocked=people("id) FROM people WHERE blocked"),
        reminded=people("person) FROM reminding WHERE first IS NOT NULL OR second IS NOT NULL"),
        sessions=sessions(""),
        sessions_done=sessions("", f" AND {_DONE}"),
        last_7_days=sessions(text_of(now - _WEEK)),
        last_30_days=sessions(text_of(now - _MONTH)),
        days_due=Group(due, behind),
        days_done=done,
        returned={days: _returned(db, now, since, days) for days in RETURNS},
    )


def _returned(db: Connection, now: datetime, since: datetime, days: int) -> tuple[int, int]:
    latest = text_of(now - timedelta(days=days))
    of, came = db.execute(_RETURNED, [text_of(since), latest, days]).fetchone()
    return of, came
