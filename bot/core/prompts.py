"""The open question of every step, as a screen and the ids and numbers it is drawn with."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.core.actions.scoring import summary_row
from bot.core.effects import ScreenRow
from bot.core.forms import easier, more, with_variation
from bot.core.guards import MOVING
from bot.core.plan import WISHED
from bot.core.session import PLAIN, ROLLER, TOWEL, Measure, Moment, PlannedExercise, Session, Step
from bot.core.setting import Setting, wished
from bot.core.setup import Setup
from bot.core.telling import Args, told_clock
from bot.core.zones import half_hours, local_minute

_SCORES = {
    Step.SITTING_BEFORE: (Measure.SITTING, Moment.BEFORE),
    Step.GETTING_UP_BEFORE: (Measure.GETTING_UP, Moment.BEFORE),
    Step.FLARE_SCORE: (Measure.SITTING, Moment.FLARE),
    Step.SITTING_AFTER: (Measure.SITTING, Moment.AFTER),
    Step.GETTING_UP_AFTER: (Measure.GETTING_UP, Moment.AFTER),
}


def asked_by(step: Step) -> tuple[Measure, Moment] | None:
    """The measure and moment a step asks a score for, or None."""
    return _SCORES.get(step)


def prompt(session: Session, setting: Setting) -> ScreenRow:
    """What a person is shown in this step."""
    row = _row(session, setting)
    args = dict(row.args)
    if session.word:
        args["word"] = session.word
    if session.child:
        args["child"] = True
    if session.unkept and session.started_at is None:  # how it ends is told, and what may follow
        args["unkept"], args["agreed"] = True, session.consented
    return ScreenRow(row.screen, tuple(args.items()))


def _row(session: Session, setting: Setting) -> ScreenRow:
    step = session.step
    if step in _SCORES:
        measure, moment = _SCORES[step]
        return ScreenRow(measure.value, (("measure", measure.value), ("moment", moment.value)))
    if step in (Step.EXERCISING, Step.FLARE_EXERCISE, Step.CHANGING):
        return ScreenRow(_EXERCISE_SCREENS[step], _exercise(session, setting))
    if step is Step.WHICH_GENTLE:
        ticked = ",".join(session.conditions)
        forgets = session.leaves_nothing or not session.consented
        return ScreenRow(
            "which_gentle",
            (("ticked", ticked), ("doctor_allowed", session.doctor_allowed), ("forgets", forgets)),
        )
    if step is Step.DOCTOR_STOP:
        return ScreenRow("doctor_stop", (("reason", session.stop_reason),))
    if step is Step.EMERGENCY_CHECK:
        return ScreenRow("emergency_check", (("flare", session.flare),))
    if step is Step.STOPPING:
        moving = session.returning in (*MOVING, Step.FLARE_EXERCISE)
        return ScreenRow(
            "stop_what", (("moving", moving), ("running", session.returning is not Step.RESTING))
        )
    if step is Step.RESTING:
        return _resting(session, setting)
    return ScreenRow(step.value, _setup(session, setting))


_EXERCISE_SCREENS = {
    Step.EXERCISING: "exercise",
    Step.FLARE_EXERCISE: "flare_exercise",
    Step.CHANGING: "change",
}


def _resting(session: Session, setting: Setting) -> ScreenRow:
    if session.unkept and session.resting in ("stopped", "stopped_today") and not session.consented:
        # The usual words speak of reminders, and of what is kept.
        return ScreenRow("unkept_over")
    if session.resting not in ("summary", "worse"):
        waits = session.reminder_open and session.resting == "resting" and session.word
        return ScreenRow("waiting" if waits else session.resting)
    args = summary_row(session).args
    if session.resting == "summary" and session.offered_for and not setting.reminding.is_on:
        args = (*args, ("offer", True))
    if session.resting == "worse" and not session.unkept and not setting.reminding.is_paused(setting.today):
        args = (*args, ("again", True))
    return ScreenRow(session.resting, args)


def _setup(session: Session, setting: Setting) -> Args:
    """What the open question of a set-up is drawn with."""
    setup = session.setup or Setup()
    match session.step:
        case Step.REMINDER_HALF:
            return (("minute", setup.minute), ("other", setup.other))
        case Step.ZONE_GUESS:
            return (("minute", local_minute(setting.now, ZoneInfo(setup.guess or setting.zone.key))),)
        case Step.ZONE_CLOCK:
            shown = sorted(half_hours(setting.now, setting.atlas.of_zones))
            return (("minutes", ",".join(map(str, shown))),)
        case Step.ZONE_PLACE:
            return tuple(
                (f"place_{n}", f"{place.name} {told_clock(setting.now, place.zone)}")
                for n, place in enumerate(setup.places)
            )
        case _:
            return ()


_OUTDONE_BY_A_CHOICE = frozenset({"settled_low", "fuller_offered", *WISHED.values()})
"""Reasons that would not be true of an exercise in another form than planned."""


def _reason(session: Session, planned: PlannedExercise) -> str:
    """Why this level; a level that is last time's choice says so instead."""
    chosen = planned.level is not planned.planned or planned.variation != PLAIN
    return "remembered" if chosen and session.reason in _OUTDONE_BY_A_CHOICE else session.reason


def _exercise(session: Session, setting: Setting) -> Args:
    planned = session.current
    if planned is None:
        return ()
    exercise = setting.content.exercises[planned.exercise]
    args: dict[str, str | int | bool | None] = {
        "exercise": planned.exercise,
        "number": session.position + 1,
        "of": len(session.exercises),
        "level": planned.level.word,
        "variation": planned.variation,
        "reps": planned.dose.reps,
        "hold": planned.dose.hold,
        "seconds": planned.dose.seconds,
        "other_leg": planned.other_leg,
        "two_legs": exercise.one_leg_after_the_other,
    }
    if planned.exercise == setting.content.routine.exercises[0]:
        args["reason"] = _reason(session, planned)
    if session.step is Step.CHANGING:
        args["easier"] = easier(planned, exercise) is not None
        with_prop = planned.variation in (TOWEL, ROLLER)
        args["more"] = not with_prop and more(planned, exercise) is not None
        args["plain"] = with_prop
        equipment = wished(session, setting).equipment
        for thing in (TOWEL, ROLLER):
            args[thing] = with_variation(planned, exercise, thing, equipment) is not None
    return tuple(args.items())
