"""Sessions: what each did, and the past that the next one's level is chosen from."""

from __future__ import annotations

from datetime import date, datetime

from sqlite_utils import Database

from bot.adapters.store.instants import text_of
from bot.adapters.store.tidying import owe
from bot.core.effects import Ending, LogExercise, Outcome
from bot.core.kept import KeptSession
from bot.core.session import Level, Measure, Moment
from bot.core.setting import PastSession

_SCORE = """(
    SELECT value FROM scores WHERE session = s.id AND measure = '{}' AND moment = '{}'
    ORDER BY id DESC LIMIT 1
)"""
_BEFORE_AND_AFTER = ",".join(
    _SCORE.format(measure.value, moment.value)
    for measure in (Measure.SITTING, Measure.GETTING_UP)
    for moment in (Moment.BEFORE, Moment.AFTER)
)
# One that was stopped after a move counts too: the next one has to know of it. All skipped is none at all,
# unless a red flag broke it off.
_PAST = f"""
SELECT s.local_date, s.level, {_BEFORE_AND_AFTER},
    (
        SELECT value FROM scores
        WHERE person = s.person AND local_date = date(s.local_date, '+1 day')
            AND measure = '{Measure.SITTING.value}'
            AND moment IN ('{Moment.BEFORE.value}', '{Moment.DAILY.value}')
            AND (session IS NULL OR NOT (SELECT child FROM sessions WHERE id = session))
        ORDER BY at, id LIMIT 1
    ),
    EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.LEG.value}'),
    EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.SHARP.value}'),
    EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.NUMB.value}'),
    ending = '{Ending.RED_FLAG.value}',
    ending = '{Ending.FINISHED.value}'
        AND EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.DONE.value}')
FROM sessions AS s
WHERE person = ? AND NOT child AND level IS NOT NULL AND closed_at IS NOT NULL
    AND (
        ending = '{Ending.RED_FLAG.value}'
        OR EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome <> '{Outcome.SKIPPED.value}')
    )
ORDER BY id DESC LIMIT ?
"""  # noqa: S608 - our own names
_KNOWS = f"""
SELECT 1 FROM scores AS s WHERE s.person = ?1 AND s.local_date BETWEEN ?2 AND ?3
    AND NOT EXISTS (SELECT 1 FROM sessions WHERE id = s.session AND child)
UNION ALL
SELECT 1 FROM sessions AS s WHERE s.person = ?1 AND s.local_date BETWEEN ?2 AND ?3 AND NOT s.child
    AND EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = '{Outcome.DONE.value}')
LIMIT 1
"""  # noqa: S608 - our own names


class Sessions:
    """The tables sessions and exercises_done."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open_one(self, person: int) -> int | None:
        """The open session's id, or None."""
        found = self._db.execute(
            "SELECT id FROM sessions WHERE person = ? AND closed_at IS NULL ORDER BY id DESC", [person]
        ).fetchone()
        return int(found[0]) if found else None

    def newest(self, person: int) -> int | None:
        """The id of the open session or else of the one closed last, or None."""
        found = self._db.execute("SELECT max(id) FROM sessions WHERE person = ?", [person]).fetchone()
        return None if found[0] is None else int(found[0])

    def open(self, person: int, *, child: bool, on: date, now: datetime) -> None:
        """A session begins. One that was never closed is over now. ``child``: nothing of it is to be kept, as
        of a child's.
        """
        self.close(person, Ending.EXPIRED, now)
        self._db.execute(
            "INSERT INTO sessions (person, started_at, local_date, child) VALUES (?, ?, ?, ?)",
            [person, text_of(now), on.isoformat(), child],
        )

    def plan(self, person: int, level: Level, reason: str) -> None:
        """Keep the level of the open session, and why."""
        self._db.execute(
            "UPDATE sessions SET level = ?, reason = ? WHERE person = ? AND closed_at IS NULL",
            [level.word, reason, person],
        )

    def log(self, person: int, done: LogExercise, now: datetime) -> None:
        """Keep what was done of one exercise."""
        self._db.execute(
            "INSERT INTO exercises_done (session, person, exercise, variation, level, outcome, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                self.open_one(person),
                person,
                done.exercise,
                done.variation,
                done.level.word,
                done.outcome.value,
                text_of(now),
            ],
        )

    def close(self, person: int, ending: Ending, now: datetime) -> None:
        """The open session is over. Of a child's, and of any other that is not to be kept, nothing stays: its
        scores and exercises go with it, from the disk too.
        """
        gone = self._db.execute("DELETE FROM sessions WHERE person = ? AND child", [person]).rowcount
        if gone:
            owe(self._db)
        self._db.execute(
            "UPDATE sessions SET ending = ?, closed_at = ? WHERE person = ? AND closed_at IS NULL",
            [ending.value, text_of(now), person],
        )

    def of_number(self, person: int, number: int) -> KeptSession | None:
        """The session of a number, or None when it is not this person's."""
        found = self._db.execute(
            "SELECT local_date, closed_at IS NOT NULL, child FROM sessions WHERE id = ? AND person = ?",
            [number, person],
        ).fetchone()
        return (
            KeptSession(number, date.fromisoformat(found[0]), bool(found[1]), bool(found[2]))
            if found
            else None
        )

    def remove(self, person: int, number: int) -> None:
        """Keep a session of this person no longer: its scores and exercises go with it."""
        self._db.execute("DELETE FROM sessions WHERE id = ? AND person = ?", [number, person])

    def knows(self, person: int, first: date, last: date) -> bool:
        """Whether anything scored or done is kept of local dates from one to another, but of a child."""
        kept = self._db.execute(_KNOWS, [person, first.isoformat(), last.isoformat()]).fetchone()
        return kept is not None

    def past(self, person: int, limit: int) -> tuple[PastSession, ...]:
        """Closed sessions, newest first, at most ``limit``; never a child's."""
        rows = self._db.execute(_PAST, [person, limit]).fetchall()
        return tuple(
            PastSession(
                on=date.fromisoformat(on),
                level=Level[level.upper()],
                sitting_before=scores[0],
                sitting_after=scores[1],
                getting_up_before=scores[2],
                getting_up_after=scores[3],
                next_morning=scores[4],
                leg=bool(leg),
                sharp=bool(sharp),
                numb=bool(numb),
                red_flag=bool(red_flag),
                finished=bool(finished),
            )
            for on, level, *scores, leg, sharp, numb, red_flag, finished in rows
        )
