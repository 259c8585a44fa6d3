"""Scores, and what their change means."""

from __future__ import annotations

from dataclasses import replace

from bot.core.events import (
    DailyScoreGiven,
    Event,
    ScoreCorrected,
    ScoreGiven,
)
from bot.core.plan import choose_level
from bot.core.session import Measure, Moment, Session, Step
from bot.core.setting import Setting


def sitting_too_sore(session: Session, event: Event, setting: Setting) -> bool:
    """The score just given for sitting is above the gentle band."""
    return isinstance(event, ScoreGiven) and event.score > setting.rules.gentle_up_to


def sitting_known(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting has been scored before in this session."""
    return session.score(Measure.SITTING, Moment.BEFORE) is not None


def higher_than_before(session: Session, event: Event, setting: Setting) -> bool:
    """The score just given is higher than sitting was before."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    return isinstance(event, ScoreGiven) and before is not None and event.score > before


def flare_got_higher(session: Session, event: Event, setting: Setting) -> bool:
    """The sore day's second score, given, typed again or corrected, is above the first."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    after = session.score(Measure.SITTING, Moment.FLARE)
    if isinstance(event, DailyScoreGiven):
        after = event.score
    elif isinstance(event, ScoreCorrected) and event.measure is Measure.SITTING:
        before = event.score if event.moment is Moment.BEFORE else before
        after = event.score if event.moment is Moment.FLARE else after
    return before is not None and after is not None and after > before


def high_before(session: Session, event: Event, setting: Setting) -> bool:
    """Not the first number in this session that is too high to go on as before."""
    return session.high_numbers > 0


def too_sore_to_go_on(session: Session, event: Event, setting: Setting) -> bool:
    """A number typed during a move: above the gentle band, or 2 up (clinical.md, section 5)."""
    before = session.score(Measure.SITTING, Moment.BEFORE)
    if not isinstance(event, DailyScoreGiven):
        return False
    risen = before is not None and event.score - before >= setting.rules.noticeable_change
    return risen or event.score > setting.rules.gentle_up_to


def a_sore_day(session: Session, event: Event, setting: Setting) -> bool:
    """The day's sitting score is above the gentle band."""
    return isinstance(event, DailyScoreGiven) and event.score > setting.rules.gentle_up_to


def getting_up_was_scored(session: Session, event: Event, setting: Setting) -> bool:
    """Getting up was scored before, so that it can be compared."""
    return session.score(Measure.GETTING_UP, Moment.BEFORE) is not None


def worse(session: Session, event: Event, setting: Setting) -> bool:
    """Either measure is at least 2 higher than before, the score just given included."""
    return any(change >= setting.rules.noticeable_change for change in _changes(session, event).values())


def worse_last_time(session: Session, event: Event, setting: Setting) -> bool:
    """The session before this one ended worse as well; one that a red flag broke off says nothing."""
    points = setting.rules.noticeable_change
    last = next((one for one in setting.past if one.worse_after(points) or not one.red_flag), None)
    return not session.child and last is not None and last.worse_after(points)


def _changes(session: Session, event: Event) -> dict[Measure, int]:
    after = {
        Measure.SITTING: session.score(Measure.SITTING, Moment.AFTER),
        Measure.GETTING_UP: session.score(Measure.GETTING_UP, Moment.AFTER),
    }
    if isinstance(event, ScoreGiven):
        asked = Measure.GETTING_UP if session.step is Step.GETTING_UP_AFTER else Measure.SITTING
        after[asked] = event.score
    changes = {}
    for measure, value in after.items():
        before = session.score(measure, Moment.BEFORE)
        if before is not None and value is not None:
            changes[measure] = value - before
    return changes


def corrects_out_of_flare(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting before this session turns out to be no sore day's score."""
    return (
        session.flare
        and isinstance(event, ScoreCorrected)
        and (event.measure, event.moment) == (Measure.SITTING, Moment.BEFORE)
        and event.score <= setting.rules.gentle_up_to
    )


def corrects_into_flare(session: Session, event: Event, setting: Setting) -> bool:
    """Sitting before this session turns out to be above the gentle band."""
    return (
        isinstance(event, ScoreCorrected)
        and event.measure is Measure.SITTING
        and event.moment is Moment.BEFORE
        and event.score > setting.rules.gentle_up_to
        and not session.flare
    )


def corrects_this_session(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score is one of the session in hand."""
    return isinstance(event, ScoreCorrected) and event.moment in (Moment.BEFORE, Moment.AFTER)


def of_today(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score is of this local date: what follows from it is no old news."""
    return isinstance(event, ScoreCorrected) and event.day in (None, setting.today)


def corrects_the_plan(session: Session, event: Event, setting: Setting) -> bool:
    """The corrected score changes today's level, or why it is that."""
    if not isinstance(event, ScoreCorrected) or event.measure is None or event.moment is not Moment.BEFORE:
        return False
    scores = (*session.scores, (event.measure, event.moment, event.score))
    _, _, reason = choose_level(replace(session, scores=scores), setting)
    return reason != session.reason


def after_a_summary(session: Session, event: Event, setting: Setting) -> bool:
    """The last session's before and after are on the screen."""
    return session.resting in ("summary", "worse")
