"""Scores: kept, corrected, summed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.actions.closing import NEXT_MORNING, REASK_DUE, closed, closing
from bot.core.actions.history import corrected_entry
from bot.core.actions.shape import Action, Done, only
from bot.core.effects import (
    CancelDue,
    CorrectScore,
    Effect,
    Ending,
    RecordScore,
    ScheduleDue,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import (
    CorrectionAsked,
    DailyScoreGiven,
    Event,
    ScoreCorrected,
    ScoreGiven,
)
from bot.core.guards import worse
from bot.core.session import (
    Measure,
    Moment,
    Session,
)
from bot.core.setting import Setting


def record(measure: Measure, moment: Moment) -> Action:
    """Keep the score of the open question."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        event = only(event, ScoreGiven)
        scores = (*session.scores, (measure, moment, event.score))
        return replace(session, scores=scores), (RecordScore(measure, moment, event.score),)

    action.__name__ = f"record_{measure.value}_{moment.value}"
    return action


def record_daily(session: Session, event: Event, setting: Setting) -> Done:
    """Keep today's sitting score."""
    event = only(event, DailyScoreGiven)
    # The newest counts, should a session begin with it.
    if session.day_score is not None and not session.leaves_nothing:
        session = replace(session, day_score=event.score, day_score_at=setting.now)
    return session, (RecordScore(Measure.SITTING, Moment.DAILY, event.score),)


def skip_getting_up(session: Session, event: Event, setting: Setting) -> Done:
    """The question turns into a line that says it was skipped."""
    return session, (Show(Slot.SESSION, ScreenRow("getting_up_skipped"), in_place=True),)


def ask_correction(session: Session, event: Event, setting: Setting) -> Done:
    """The message that shows the score asks for it again."""
    event = only(event, CorrectionAsked)
    return session, (Show(Slot.SCORE, ScreenRow("correct_score", (("row", event.row),)), in_place=True),)


def correct(session: Session, event: Event, setting: Setting) -> Done:
    """Change the kept score, and this session's copy of it."""
    event = only(event, ScoreCorrected)
    if event.moment is Moment.DAILY:
        session = replace(session, day_score=event.score)
    elif event.measure is not None and event.moment is not None:
        kept = [s for s in session.scores if s[:2] != (event.measure, event.moment)]
        if len(kept) < len(session.scores):
            session = replace(session, scores=(*kept, (event.measure, event.moment, event.score)))
    listed = (corrected_entry(event.row),) if event.listed else ()
    return session, (CorrectScore(event.row, event.score), *listed)


def finish(session: Session, event: Event, setting: Setting) -> Done:
    """The session is done: the summary, and after a worse one a question later."""
    got_worse = worse(session, event, setting)
    if session.child:
        return closed(session), (_changes_note(session), *closing(session, Ending.FINISHED))
    done = replace(closed(session), resting="worse" if got_worse else "summary")
    if session.unkept:
        return done, closing(session, Ending.FINISHED)
    if session.consented and not (got_worse or session.declined or setting.reminding.is_on):
        offered_for = session.started_at or session.offered_for
        done = replace(done, offered_for=offered_for, offered_note=session.note_revision)
    effects: tuple[Effect, ...] = (*closing(session, Ending.FINISHED), CancelDue((REASK_DUE,)))
    if got_worse and session.consented and not setting.reminding.is_paused(setting.today):
        soon = setting.now + timedelta(minutes=setting.rules.reask_after_minutes)
        effects += (
            ScheduleDue(REASK_DUE, soon, "soon"),
            ScheduleDue(REASK_DUE, setting.next_morning, NEXT_MORNING),
        )
    return done, effects


def show_summary(session: Session, event: Event, setting: Setting) -> Done:
    """The change, as a note before a stop."""
    return session, (_changes_note(session),)


def _changes_note(session: Session) -> Show:
    return Show(Slot.NOTE, ScreenRow("changes", summary_row(session).args))


def summary_row(session: Session) -> ScreenRow:
    """Before and after of both measures, as the summary's arguments."""
    args: list[tuple[str, str | int | bool | None]] = []
    for measure in Measure:
        for moment in (Moment.BEFORE, Moment.AFTER):
            args.append((f"{measure.value}_{moment.value}", session.score(measure, moment)))
    return ScreenRow("summary", tuple(args))
