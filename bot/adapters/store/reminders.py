"""When people are reminded, which reminders are over, and what was done on the days that had one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlite_utils import Database

from bot.adapters.store.instants import instant_of, text_of
from bot.core.effects import Came, Ending, Outcome
from bot.core.events import ReminderCame, name_of
from bot.core.recurring import Occurrence
from bot.core.reminding import Reminding, Stage
from bot.core.session import Measure
from bot.core.setting import Adherence

_KIND = name_of(ReminderCame)
_COLUMNS = "first, second, days, every, paused_until, unanswered, stage, sent, heard_on"
_OF = f"SELECT {_COLUMNS} FROM reminding WHERE person = ?"  # noqa: S608 - our own names
_KEEP = f"INSERT OR REPLACE INTO reminding (person, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_DONE = f"""EXISTS (
    SELECT 1 FROM sessions AS s JOIN exercises_done AS d ON d.session = s.id
    WHERE s.person = r.person AND NOT s.child AND s.local_date = r.day AND d.outcome = '{Outcome.DONE.value}'
)"""  # noqa: S608 - our own names
# A day that is not over yet, on which a pause began or something stopped the routine, or that was too sore
# for it, counts against nobody.
DAYS = f"""
SELECT r.person, r.day, {_DONE} AS done FROM reminders_over AS r
WHERE r.person {{whose}} AND r.day > :after AND r.day <= :until
    AND ({_DONE} OR (r.day < :until AND r.came <> '{Came.PAUSED.value}'))
    AND NOT EXISTS (
        SELECT 1 FROM sessions WHERE person = r.person AND local_date = r.day
            AND ending = '{Ending.RED_FLAG.value}'
    )
    AND NOT EXISTS (
        SELECT 1 FROM scores WHERE person = r.person AND local_date = r.day
            AND measure = '{Measure.SITTING.value}' AND value > :sore_above
    )
GROUP BY r.person, r.day
"""  # noqa: S608 - our own names
"""The days that count, and whether each was done, of those ``whose`` says."""
_ADHERENCE = f"SELECT count(*), coalesce(sum(done), 0) FROM ({DAYS.format(whose='= :person')})"  # noqa: S608


class Reminders:
    """The tables reminding and reminders_over, and the due rows that follow from them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, person: int) -> Reminding:
        """When a person is reminded; nothing is set for somebody who never said."""
        found = self._db.execute(_OF, [person]).fetchone()
        if found is None:
            return Reminding()
        first, second, days, every, paused_until, unanswered, stage, sent, heard_on = found
        return Reminding(
            first=first,
            second=second,
            days=frozenset(map(int, days)),
            every=every,
            paused_until=date.fromisoformat(paused_until) if paused_until else None,
            unanswered=unanswered,
            stage=Stage(stage),
            sent=sent,
            heard_on=date.fromisoformat(heard_on) if heard_on else None,
            last=self._last(person),
        )

    def _last(self, person: int) -> tuple[tuple[int, date], ...]:
        rows = self._db.execute(
            "SELECT number, max(day) FROM reminders_over WHERE person = ? GROUP BY number", [person]
        )
        return tuple((number, date.fromisoformat(day)) for number, day in rows.fetchall())

    def keep(self, person: int, reminding: Reminding) -> None:
        """Keep when a person is reminded; which reminders are over has a table of its own."""
        self._db.execute(
            _KEEP,
            [
                person,
                reminding.first,
                reminding.second,
                "".join(str(day) for day in sorted(reminding.days)),
                reminding.every,
                reminding.paused_until.isoformat() if reminding.paused_until else None,
                reminding.unanswered,
                reminding.stage.value,
                reminding.sent,
                reminding.heard_on.isoformat() if reminding.heard_on else None,
            ],
        )

    def over(self, person: int, number: int, day: date, came: Came, now: datetime) -> None:
        """A reminder of a local date is over. The key lets nothing come twice on one date; a pause that
        begins later that day is noted.
        """
        self._db.execute(
            "INSERT INTO reminders_over (person, number, day, came, at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET came = excluded.came WHERE excluded.came = 'paused'",
            [person, number, day.isoformat(), came.value, text_of(now)],
        )

    def schedule(
        self, person: int, upcoming: Mapping[int, Occurrence], *, keep_until: datetime | None = None
    ) -> None:
        """Have just these reminders come, by number; what has come by ``keep_until`` and waits stays."""
        kept = text_of(keep_until) if keep_until else ""
        self._db.execute("DELETE FROM due WHERE person = ? AND kind = ? AND at > ?", [person, _KIND, kept])
        for number, occurrence in upcoming.items():
            self._db.execute(
                "INSERT OR IGNORE INTO due (person, kind, key, day, at) VALUES (?, ?, ?, ?, ?)",
                [person, _KIND, str(number), occurrence.day.isoformat(), text_of(occurrence.at)],
            )

    def people_after(self, person: int, limit: int) -> list[int]:
        """The next people, by id, to whom something comes again and again."""
        rows = self._db.execute(
            "SELECT person FROM reminding WHERE person > ?1 AND (first IS NOT NULL OR second IS NOT NULL) "
            "UNION SELECT person FROM wishes WHERE person > ?1 AND look_back ORDER BY person LIMIT ?2",
            [person, limit],
        )
        return [row[0] for row in rows.fetchall()]

    def forget(self, before: date) -> None:
        """Let go of what became of reminders on earlier dates."""
        self._db.execute("DELETE FROM reminders_over WHERE day < ?", [before.isoformat()])

    def last_done(self, person: int) -> datetime | None:
        """When the last session with anything done began."""
        found = self._db.execute(
            "SELECT started_at FROM sessions AS s WHERE person = ? AND NOT child "
            "AND EXISTS (SELECT 1 FROM exercises_done WHERE session = s.id AND outcome = ?) "
            "ORDER BY id DESC LIMIT 1",
            [person, Outcome.DONE.value],
        ).fetchone()
        return instant_of(found[0]) if found else None

    def scored_on(self, person: int, day: date) -> bool:
        """Whether sitting was scored on a local date."""
        found = self._db.execute(
            "SELECT 1 FROM scores WHERE person = ? AND local_date = ? AND measure = ?",
            [person, day.isoformat(), Measure.SITTING.value],
        ).fetchone()
        return found is not None

    def adherence(self, person: int, after: date, until: date, sore_above: int) -> Adherence:
        """Days done out of days that had a reminder, later than a date and until another one.

        A day with a score above ``sore_above``, or that a red flag stopped, is left out.
        """
        due, done = self._db.execute(
            _ADHERENCE,
            {
                "person": person,
                "after": after.isoformat(),
                "until": until.isoformat(),
                "sore_above": sore_above,
            },
        ).fetchone()
        return Adherence(done, due)
