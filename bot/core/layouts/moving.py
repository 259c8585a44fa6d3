"""The routine: exercises, what is changed about them, a sore day."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Button, Canvas, Look, Rows
from bot.core.content import Form
from bot.core.layouts.keys import AGAIN, one_a_row
from bot.core.session import PLAIN, ROLLER, TOWEL, Hurt, Level

FIRST_LEG, SECOND_LEG = "right", "left"
"""The leg on top, of exercises that do one leg after the other; their figures' names end so."""


def _form(canvas: Canvas) -> Form:
    exercise = canvas.content.exercises[canvas.word("exercise")]
    return exercise.form(Level[canvas.word("level").upper()], canvas.word("variation"))


def _exercise(canvas: Canvas) -> dict[str, str]:
    exercise, form = canvas.content.exercises[canvas.word("exercise")], _form(canvas)
    lines = canvas.content.screens["exercise"].lines
    reason = canvas.word("reason")
    dose = form.dose_words.format(
        reps=canvas.word("reps"), seconds=canvas.word("seconds"), hold=canvas.word("hold")
    )
    leg = ""
    if canvas.on("two_legs"):
        leg = lines["second_leg" if canvas.on("other_leg") else "first_leg"]
    return {
        "number": canvas.word("number"),
        "of": canvas.word("of"),
        "name": exercise.name,
        "reason": lines[f"reason_{reason}"] if reason else "",
        "lie": form.lie or exercise.lie,
        "leg": leg,
        "move": form.move,
        "feel": exercise.feel,
        "ease_off": exercise.ease_off,
        "dose": dose,
        "mistakes": "\n".join(f"• {mistake}" for mistake in exercise.mistakes),
    }


EXERCISE_PLACEHOLDERS = frozenset(
    {"number", "of", "name", "reason", "lie", "leg", "move", "feel", "ease_off", "dose", "mistakes"}
)
REASONS = frozenset(
    {
        "first_session",
        "nothing_known",
        "none_finished",
        "long_away",
        "away",
        "last_leg",
        "last_hurt",
        "last_red_flag",
        "last_worse_gentle",
        "morning_worse_gentle",
        "remembered",
        "last_worse",
        "morning_worse",
        "fuller_offered",
        "settled_low",
        "wished_gentle",
        "wished_steady",
        "child",
        "small_range",
        "no_crossing",
        "gentle_only",
        "flare",
        "sitting_sore",
        "getting_up_sore",
    }
)


def _exercise_rows(canvas: Canvas) -> Rows:
    first_leg = canvas.on("two_legs") and not canvas.on("other_leg")
    return (
        (canvas.button("other_leg" if first_leg else "done", e.ExerciseDone()),),
        (canvas.button("change", e.ChangeOpened()),),
        (canvas.button("hurts", e.HurtOpened()),),
    )


def _change_rows(canvas: Canvas) -> Rows:
    rows = []
    if canvas.on("easier"):
        rows.append((canvas.button("easier", e.EasierChosen()),))
    if canvas.on("more"):
        rows.append((canvas.button("more", e.MoreChosen()),))
    props = [
        canvas.button(variation, e.VariationChosen(variation))
        for variation in (TOWEL, ROLLER)
        if canvas.on(variation)
    ]
    if props:
        rows.extend((prop,) for prop in props)
    if canvas.on("plain"):
        rows.append((canvas.button(PLAIN, e.MoreChosen()),))
    rows.append((canvas.button("skip", e.ExerciseSkipped()),))
    rows.append((canvas.button("back", e.BackChosen()),))
    return tuple(rows)


def _figure(canvas: Canvas) -> str:
    figure = _form(canvas).figure
    if figure and canvas.content.exercises[canvas.word("exercise")].one_leg_after_the_other:
        return f"{figure}_{SECOND_LEG if canvas.on('other_leg') else FIRST_LEG}"
    return figure


def _stop_what(canvas: Canvas) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if canvas.on("moving"):
        rows.append((canvas.button("exercise", e.StopExerciseChosen()),))
    if canvas.on("running"):
        rows.append((canvas.button("session", e.StopSessionChosen()),))
    rows.append((canvas.button("reminders", e.StopRemindersChosen()),))
    rows.append((canvas.button("everything", e.StopEverythingChosen()),))
    rows.append((canvas.button("go_on", e.WentOn()),))
    return tuple(rows)


MOVING: dict[str, Look] = {
    "flare_offer": one_a_row(
        accept=e.OfferAccepted(),
        one_move=e.OneMoveChosen(),
        comfort=e.ComfortChosen(),
        decline=e.OfferDeclined(),
    ),
    "flare_comfort": one_a_row(
        accept=e.OfferAccepted(),
        one_move=e.OneMoveChosen(),
        decline=e.OfferDeclined(),
        hurts=e.HurtOpened(),
    ),
    "comfort": Look(
        buttons=frozenset({"start", "child"}),
        # Its message takes the place of the one that offered these: with it their buttons are from earlier.
        layout=one_a_row(start=e.RoutineAsked(), child=e.ChildChosen()).layout,
        text_of="flare_comfort",
    ),
    "flare_exercise": Look(
        buttons=frozenset({"done", "enough", "hurts"}),
        placeholders=EXERCISE_PLACEHOLDERS,
        values=_exercise,
        layout=one_a_row(done=e.ExerciseDone(), enough=e.OfferDeclined(), hurts=e.HurtOpened()).layout,
        figure=_figure,
        brief=True,
        text_of="exercise",
    ),
    "flare_go_on": one_a_row(accept=e.OfferAccepted(), decline=e.OfferDeclined()),
    "flare_over": AGAIN,
    "flare_higher": AGAIN,
    "exercise": Look(
        buttons=frozenset({"done", "other_leg", "change", "hurts"}),
        lines=frozenset({"first_leg", "second_leg", *(f"reason_{reason}" for reason in REASONS)}),
        placeholders=EXERCISE_PLACEHOLDERS,
        values=_exercise,
        layout=_exercise_rows,
        figure=_figure,
        brief=True,
    ),
    "change": Look(
        buttons=frozenset({"easier", "more", TOWEL, ROLLER, PLAIN, "skip", "back"}),
        placeholders=EXERCISE_PLACEHOLDERS,
        values=_exercise,
        layout=_change_rows,
        figure=_figure,
        brief=True,
        text_of="exercise",
    ),
    "hurting": Look(
        buttons=frozenset({*(hurt.value for hurt in Hurt), "go_on"}),
        layout=one_a_row(**{hurt.value: e.HurtNamed(hurt) for hurt in Hurt}, go_on=e.WentOn()).layout,
    ),
    "stop_what": Look(
        buttons=frozenset({"exercise", "session", "reminders", "everything", "go_on"}), layout=_stop_what
    ),
    "finishing": one_a_row(sat_up=e.SatUp()),
}
