"""Scores, and the questions that asked for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from bot.adapters.store.instants import text_of
from bot.core.kept import KeptScore, Question
from bot.core.session import Measure, Moment

_SCORES = (
    "SELECT id, measure, moment, value, session, message_id, local_date FROM scores WHERE person = ? AND"
)
_QUESTIONS = "SELECT message_id, measure, moment, session FROM questions AS q WHERE person = ? AND"


class Scores:
    """The tables scores and questions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self,
        person: int,
        score: KeptScore,
        *,
        on: date,
        now: datetime,
        update_id: int | None,
        source_message_id: int | None,
    ) -> KeptScore:
        """Keep a new score, whose row is given here. ``on`` is the person's local date."""
        cursor = self._db.execute(
            "INSERT INTO scores (person, session, measure, moment, value, at, local_date, update_id, "
            "source_message_id, message_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                person,
                score.session,
                score.measure.value,
                score.moment.value,
                score.value,
                text_of(now),
                on.isoformat(),
                update_id,
                source_message_id,
                score.message_id,
            ],
        )
        if score.message_id is not None:
            self._db.execute(
                "DELETE FROM questions WHERE person = ? AND message_id = ?", [person, score.message_id]
            )
        return replace(score, row=cursor.lastrowid or 0)

    def correct(self, person: int, row: int, value: int, source_message_id: int | None = None) -> None:
        """Change a score of this person. From a message of theirs: it is the one that gives the score now."""
        self._db.execute(
            "UPDATE scores SET value = ?, source_message_id = coalesce(?, source_message_id) "
            "WHERE id = ? AND person = ?",
            [value, source_message_id, row, person],
        )

    def remove(self, person: int, row: int) -> None:
        """Keep a score of this person no longer."""
        self._db.execute("DELETE FROM scores WHERE id = ? AND person = ?", [row, person])

    def newest_of_day(self, person: int) -> int | None:
        """The row of the newest score that belongs to a day and no session, or None."""
        newest = self._newest("moment = ?", person, Moment.DAILY.value)
        return newest.row if newest else None

    def adopt(self, person: int, session: int | None) -> KeptScore | None:
        """The day's newest score becomes the first one of a session. Gives it, or None when there is none."""
        newest = self._newest("moment = ?", person, Moment.DAILY.value)
        if newest is None or session is None:
            return None
        self._db.execute(
            "UPDATE scores SET session = ?, moment = ? WHERE id = ?",
            [session, Moment.BEFORE.value, newest.row],
        )
        return replace(newest, session=session, moment=Moment.BEFORE)

    def of_row(self, person: int, row: int) -> KeptScore | None:
        """The score of a row number, or None when it is not this person's."""
        return self._newest("id = ?", person, row)

    def shown_by(self, person: int, message_id: int) -> KeptScore | None:
        """The newest score that a message of the bot's shows, or None."""
        return self._newest("message_id = ?", person, message_id)

    def typed_in(self, person: int, message_id: int) -> KeptScore | None:
        """The score that the person gave by this message, or None."""
        return self._newest("source_message_id = ?", person, message_id)

    def given(self, person: int, question: Question) -> KeptScore | None:
        """The score of a session's question, or None when it was never answered."""
        return self._newest(
            "session = ? AND measure = ? AND moment = ?",
            person,
            question.session,
            question.measure.value,
            question.moment.value,
        )

    def together(self, person: int, message_id: int) -> list[KeptScore]:
        """All scores that one message shows, oldest first."""
        rows = self._db.execute(f"{_SCORES} message_id = ? ORDER BY id", [person, message_id])
        return [_score(row) for row in rows.fetchall()]

    def of_session(self, person: int, session: int) -> list[KeptScore]:
        """All scores of a session, oldest first."""
        rows = self._db.execute(f"{_SCORES} session = ? ORDER BY id", [person, session])
        return [_score(row) for row in rows.fetchall()]

    def asked_by(self, person: int, message_id: int) -> Question | None:
        """The score that a message asked for and that has not been given in answer, or None."""
        return self._question("message_id = ?", person, message_id)

    def open_question(self, person: int, measure: Measure, moment: Moment) -> Question | None:
        """The open message of any slot, when it asks for just this score."""
        return self._question(
            "measure = ? AND moment = ? "
            "AND EXISTS (SELECT 1 FROM slots WHERE person = q.person AND message_id = q.message_id)",
            person,
            measure.value,
            moment.value,
        )

    def forget_update_ids(self, before: datetime) -> None:
        """Let go of the update ids of older scores: Telegram begins its sequence anew some day."""
        self._db.execute(
            "UPDATE scores SET update_id = NULL WHERE at < ? AND update_id IS NOT NULL", [text_of(before)]
        )

    def _newest(self, condition: str, person: int, *values: Any) -> KeptScore | None:
        found = self._db.execute(
            f"{_SCORES} {condition} ORDER BY id DESC LIMIT 1", [person, *values]
        ).fetchone()
        return _score(found) if found else None

    def _question(self, condition: str, person: int, *values: Any) -> Question | None:
        found = self._db.execute(
            f"{_QUESTIONS} {condition} ORDER BY message_id DESC LIMIT 1", [person, *values]
        ).fetchone()
        return Question(found[0], Measure(found[1]), Moment(found[2]), found[3]) if found else None


def _score(row: Any) -> KeptScore:
    number, measure, moment, value, session, message_id, day = row
    return KeptScore(
        number, Measure(measure), Moment(moment), value, session, message_id, date.fromisoformat(day)
    )
