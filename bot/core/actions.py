"""What the table's rows do: each returns the session's new facts and the effects, never the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.core.effects import (
    CancelDue,
    CloseSession,
    CorrectScore,
    DeletePerson,
    Effect,
    Ending,
    LogExercise,
    OpenSession,
    Outcome,
    RecordCheck,
    RecordConsent,
    RecordPlan,
    RecordScore,
    ScheduleDue,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import (
    ConditionToggled,
    CorrectionAsked,
    DailyScoreGiven,
    Event,
    HurtNamed,
    NotAScore,
    PhraseTyped,
    ScoreCorrected,
    ScoreGiven,
    VariationChosen,
)
from bot.core.guards import worse
from bot.core.plan import Plan, Setting, easier, make_plan, more, smallest, with_variation
from bot.core.session import (
    Adaptation,
    Choice,
    Hurt,
    Measure,
    Moment,
    PlannedExercise,
    Session,
    Step,
)

Done = tuple[Session, tuple[Effect, ...]]
Action = Callable[[Session, Event, Setting], Done]

EXPIRED_DUE = "session_expired"
REASK_DUE = "reask_came"


def then(*actions: Action) -> Action:
    """Several actions, one after the other."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        effects: tuple[Effect, ...] = ()
        for each in actions:
            session, added = each(session, event, setting)
            effects += added
        return session, effects

    action.__name__ = " + ".join(a.__name__ for a in actions)
    return action


def note(screen: str) -> Action:
    """Show a note beside the open question."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return session, (Show(Slot.NOTE, ScreenRow(screen, (("child", session.child),))),)

    action.__name__ = f"note_{screen}"
    return action


def word(name: str) -> Action:
    """Say a word above the next screen."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return replace(session, word=f"word:{name}"), ()

    action.__name__ = f"word_{name}"
    return action


# --- opening, checking, closing -------------------------------------------------------------------


def consent(session: Session, event: Event, setting: Setting) -> Done:
    """Record the consent and begin the first session."""
    session, effects = begin_check(replace(session, consented=True), event, setting)
    return session, (RecordConsent(), *effects)


def begin(session: Session, event: Event, setting: Setting) -> Done:
    """Open a session with its three hours; scores and plan start anew."""
    fresh = replace(
        session,
        started_at=setting.now,
        scores=(),
        exercises=(),
        position=0,
        reason="",
        flare=False,
        returning=None,
        conditions=(),
        resting="resting",
    )
    if not (session.consented or session.child):
        return fresh, ()
    closes = setting.now + timedelta(minutes=setting.rules.close_after_minutes)
    return fresh, (OpenSession(child=session.child), ScheduleDue(EXPIRED_DUE, closes))


def begin_check(session: Session, event: Event, setting: Setting) -> Done:
    """Begin with a full safety check: what was answered before counts no longer."""
    session, effects = begin(session, event, setting)
    return replace(session, passed_at=None, cleared_at=None, doctor_allowed=False, stop_reason=""), effects


def begin_child(session: Session, event: Event, setting: Setting) -> Done:
    """Begin a child's session; the adult's own check starts anew afterwards."""
    child = replace(session, child=True, adaptations=frozenset())
    return begin_check(child, event, setting)


def end_child(session: Session, event: Event, setting: Setting) -> Done:
    """Forget the child's session."""
    return replace(_forget_child(session), resting="resting"), ()


def repeat_check_for_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Sitting 6-10: the check once more, within the same session (clinical.md, section 5)."""
    return replace(session, flare=True, passed_at=None, cleared_at=None, conditions=()), ()


def clear_emergency_list(session: Session, event: Event, setting: Setting) -> Done:
    """None of the emergency list, now."""
    return replace(session, cleared_at=setting.now), ()


def toggle_condition(session: Session, event: Event, setting: Setting) -> Done:
    """Tick or untick one condition."""
    assert isinstance(event, ConditionToggled)
    ticked = set(session.conditions) ^ {event.condition}
    in_order = tuple(name for name in setting.content.safety.conditions if name in ticked)
    return replace(session, conditions=in_order), ()


def pass_check(session: Session, event: Event, setting: Setting) -> Done:
    """The check has passed: keep the adaptation that follows, never the answers."""
    known = setting.content.safety.conditions
    ticked = [known[name] for name in session.conditions if name in known]
    adaptations = {Adaptation(name) for condition in ticked for name in condition.adaptations}
    if session.doctor_allowed or session.child or len(ticked) < len(session.conditions):
        adaptations.add(Adaptation.GENTLE_ONLY)
    kept = frozenset(adaptations)
    session = replace(session, passed_at=setting.now, adaptations=kept, conditions=())
    return session, _of_adult(session, RecordCheck(passed=True, adaptations=kept))


def stop(reason: str) -> Action:
    """The check has stopped everything: no session, nothing proactive, a new check owed."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        flat = frozenset({Adaptation.NOT_LYING_FLAT} if reason == "not_lying_flat" else ())
        check = _of_adult(session, RecordCheck(passed=False, adaptations=flat))
        effects = (CancelDue(), *check, *_closing(session, Ending.RED_FLAG))
        over = replace(_closed(session), child=session.child, passed_at=None, conditions=())
        return replace(over, adaptations=flat, stop_reason=reason), effects

    action.__name__ = f"stop_{reason}"
    return action


def allow_by_doctor(session: Session, event: Event, setting: Setting) -> Done:
    """A doctor or physio said yes: gentle only (decision 4); a session opens again."""
    cleared = session.cleared_at
    session, effects = begin_check(session, event, setting)
    return replace(session, doctor_allowed=True, cleared_at=cleared), effects


def close(ending: Ending, resting: str) -> Action:
    """End the running session; ``resting`` is the screen that says so."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        return replace(_closed(session), resting=resting), _closing(session, ending)

    action.__name__ = f"close_{ending.value}"
    return action


def into_check(session: Session, event: Event, setting: Setting) -> Done:
    """A red flag has come up: end what runs and check from the top."""
    closing = (CancelDue(), *_closing(session, Ending.RED_FLAG))
    was_child = session.child
    session, opening = begin_check(replace(_closed(session), child=was_child), event, setting)
    return session, (*closing, *opening)


def _closing(session: Session, ending: Ending) -> tuple[Effect, ...]:
    if session.started_at is None or not (session.consented or session.child):
        return ()
    return (CloseSession(ending), CancelDue((EXPIRED_DUE,)))


def _closed(session: Session) -> Session:
    """The session with nothing running; a child's is forgotten, scores stay for the summary."""
    over = replace(session, started_at=None, flare=False, returning=None, exercises=(), position=0)
    return _forget_child(over)


def _forget_child(session: Session) -> Session:
    if not session.child:
        return session
    return replace(
        session, child=False, scores=(), passed_at=None, cleared_at=None, adaptations=frozenset()
    )


def _of_adult(session: Session, effect: Effect) -> tuple[Effect, ...]:
    return (effect,) if session.consented and not session.child else ()


# --- scores ---------------------------------------------------------------------------------------


def record(measure: Measure, moment: Moment) -> Action:
    """Keep the score of the open question."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        assert isinstance(event, ScoreGiven)
        scores = (*session.scores, (measure, moment, event.score))
        return replace(session, scores=scores), (RecordScore(measure, moment, event.score),)

    action.__name__ = f"record_{measure.value}_{moment.value}"
    return action


def record_daily(session: Session, event: Event, setting: Setting) -> Done:
    """Keep today's sitting score."""
    assert isinstance(event, DailyScoreGiven)
    return session, (RecordScore(Measure.SITTING, Moment.DAILY, event.score),)


def skip_getting_up(session: Session, event: Event, setting: Setting) -> Done:
    """The question turns into a line that says it was skipped."""
    return session, (Show(Slot.SESSION, ScreenRow("getting_up_skipped"), in_place=True),)


def ask_correction(session: Session, event: Event, setting: Setting) -> Done:
    """The message that shows the score asks for it again."""
    assert isinstance(event, CorrectionAsked)
    return session, (Show(Slot.SCORE, ScreenRow("correct_score", (("row", event.row),)), in_place=True),)


def correct(session: Session, event: Event, setting: Setting) -> Done:
    """Change the kept score, and this session's copy of it."""
    assert isinstance(event, ScoreCorrected)
    if event.measure is not None and event.moment is not None:
        kept = [s for s in session.scores if s[:2] != (event.measure, event.moment)]
        if len(kept) < len(session.scores):
            session = replace(session, scores=(*kept, (event.measure, event.moment, event.score)))
    return session, (CorrectScore(event.row, event.score),)


def finish(session: Session, event: Event, setting: Setting) -> Done:
    """The session is done: the summary, and after a worse one a question later."""
    got_worse = worse(session, event, setting)
    if session.child:
        effects = (Show(Slot.NOTE, summary_row(session)), *_closing(session, Ending.FINISHED))
        return replace(_closed(session), resting="resting"), effects
    done = replace(_closed(session), resting="worse" if got_worse else "summary")
    effects = _closing(session, Ending.FINISHED)
    if got_worse and session.consented:
        soon = setting.now + timedelta(minutes=setting.rules.reask_after_minutes)
        effects += (
            ScheduleDue(REASK_DUE, soon, "soon"),
            ScheduleDue(REASK_DUE, setting.next_morning, "morning"),
        )
    return done, effects


def show_summary(session: Session, event: Event, setting: Setting) -> Done:
    """The change, as a note before a stop."""
    return session, (Show(Slot.NOTE, summary_row(session)),)


def summary_row(session: Session) -> ScreenRow:
    """Before and after of both measures, as the summary's arguments."""
    args: list[tuple[str, str | int | bool | None]] = []
    for measure in Measure:
        for moment in (Moment.BEFORE, Moment.AFTER):
            args.append((f"{measure.value}_{moment.value}", session.score(measure, moment)))
    return ScreenRow("summary", tuple(args))


# --- the routine ----------------------------------------------------------------------------------


def plan_routine(session: Session, event: Event, setting: Setting) -> Done:
    """Choose level and doses from scores and history."""
    return _planned(session, make_plan(session, setting), 0)


def plan_after_flare(session: Session, event: Event, setting: Setting) -> Done:
    """Go on gently with the exercises after the smallest one."""
    plan = make_plan(session, setting)
    rest = tuple(p for p in plan.exercises if p.exercise != setting.content.routine.smallest)
    return _planned(session, replace(plan, exercises=rest), 0)


def plan_again(session: Session, event: Event, setting: Setting) -> Done:
    """A corrected score changes the level of what is still to come."""
    done = {p.exercise for p in session.exercises[: session.position]}
    plan = make_plan(session, setting)
    kept = session.exercises[: session.position]
    rest = tuple(p for p in plan.exercises if p.exercise not in done)
    return _planned(session, replace(plan, exercises=(*kept, *rest)), session.position)


def plan_smallest(session: Session, event: Event, setting: Setting) -> Done:
    """Only the smallest version of the first exercise."""
    planned = smallest(session, setting)
    return _planned(session, Plan((planned,), planned.level, "flare"), 0)


def _planned(session: Session, plan: Plan, position: int) -> Done:
    session = replace(session, exercises=plan.exercises, position=position, reason=plan.reason)
    return session, (RecordPlan(plan.level, plan.reason),)


def other_leg(session: Session, event: Event, setting: Setting) -> Done:
    """The same exercise with the other leg."""
    planned = session.current
    assert planned is not None
    return _with_current(session, replace(planned, other_leg=True)), ()


def log(outcome: Outcome) -> Action:
    """Write down how the exercise in hand ended, and move on to the next."""

    def action(session: Session, event: Event, setting: Setting) -> Done:
        planned = session.current
        if planned is None:
            return session, ()
        entry = LogExercise(planned.exercise, planned.variation, planned.level, outcome)
        return replace(session, position=session.position + 1, returning=None), (entry,)

    action.__name__ = f"log_{outcome.value}"
    return action


_OUTCOMES = {
    Hurt.TOO_SORE: Outcome.TOO_SORE,
    Hurt.SHARP: Outcome.SHARP,
    Hurt.LEG: Outcome.LEG,
    Hurt.NUMB: Outcome.NUMB,
}


def log_hurt(session: Session, event: Event, setting: Setting) -> Done:
    """Write down what hurt, and leave the move."""
    assert isinstance(event, HurtNamed)
    return log(_OUTCOMES[event.hurt])(session, event, setting)


def make_easier(session: Session, event: Event, setting: Setting) -> Done:
    """The next easier form, remembered for next time."""
    planned = session.current
    assert planned is not None
    changed = easier(planned, setting.content.exercises[planned.exercise])
    return _chosen(session, planned, changed)


def make_more(session: Session, event: Event, setting: Setting) -> Done:
    """The next fuller form, remembered for next time."""
    planned = session.current
    assert planned is not None
    changed = more(planned, setting.content.exercises[planned.exercise])
    return _chosen(session, planned, changed)


def vary(session: Session, event: Event, setting: Setting) -> Done:
    """The chosen variation, remembered for next time."""
    planned = session.current
    assert planned is not None and isinstance(event, VariationChosen)
    changed = with_variation(planned, setting.content.exercises[planned.exercise], event.variation)
    return _chosen(session, planned, changed)


def _chosen(session: Session, planned: PlannedExercise, changed: PlannedExercise | None) -> Done:
    assert changed is not None, "the row's guard has asked whether there is one"
    session = _with_current(replace(session, returning=None), changed)
    if session.child:
        return session, ()
    choices = {name: choice for name, choice in session.choices if name != planned.exercise}
    choices[planned.exercise] = Choice(planned.planned, changed.level, changed.variation)
    return replace(session, choices=tuple(choices.items())), ()


def _with_current(session: Session, planned: PlannedExercise) -> Session:
    exercises = list(session.exercises)
    exercises[session.position] = planned
    return replace(session, exercises=tuple(exercises))


# --- questions in between, and typed words --------------------------------------------------------


def remember_return(session: Session, event: Event, setting: Setting) -> Done:
    """Remember where to go on."""
    if session.step in (Step.HURTING, Step.STOPPING):
        return session, ()
    place = Step.EXERCISING if session.step is Step.CHANGING else session.step
    return replace(session, returning=place), ()


def resume(session: Session, event: Event, setting: Setting) -> Done:
    """Back to where we were."""
    return replace(session, returning=None), ()


def stop_reminders(session: Session, event: Event, setting: Setting) -> Done:
    """Nothing proactive any more."""
    return replace(session, returning=None, word="word:reminders_stopped"), (CancelDue((REASK_DUE,)),)


def stop_everything(session: Session, event: Event, setting: Setting) -> Done:
    """End the session and everything proactive."""
    effects = (*_closing(session, Ending.STOPPED), CancelDue())
    return replace(_closed(session), resting="stopped"), effects


def answer_phrase(session: Session, event: Event, setting: Setting) -> Done:
    """The content's answer above the open question; never the same twice running."""
    assert isinstance(event, PhraseTyped)
    answer = f"phrase:{event.phrase}"
    if answer == session.word:
        return answer_unknown(session, event, setting)
    return replace(session, word=answer), ()


def answer_unknown(session: Session, event: Event, setting: Setting) -> Done:
    """One of the answers to what is not understood, taken in turn."""
    turn = session.said % len(setting.content.replies.unknown)
    return replace(session, said=session.said + 1, word=f"unknown:{turn}"), ()


def answer_not_a_score(session: Session, event: Event, setting: Setting) -> Done:
    """A kind sentence on why that is no score."""
    assert isinstance(event, NotAScore)
    return replace(session, word=f"not_a_score:{event.why}"), ()


def daily_question(session: Session, event: Event, setting: Setting) -> Done:
    """Ask for today's sitting score, beside the open question."""
    args: tuple[tuple[str, str | int | bool | None], ...] = ()
    if isinstance(event, NotAScore):
        args = (("word", f"not_a_score:{event.why}"),)
    return session, (Show(Slot.NOTE, ScreenRow("daily_question", args)),)


def ask_again(session: Session, event: Event, setting: Setting) -> Done:
    """Ask again after a worse session."""
    row = ScreenRow("daily_question", (("word", "word:reask"),))
    return session, (Show(Slot.NOTE, row),)


def delete(session: Session, event: Event, setting: Setting) -> Done:
    """Erase everything and say goodbye."""
    return Session(), (DeletePerson(), Show(Slot.NOTE, ScreenRow("deleted")))
