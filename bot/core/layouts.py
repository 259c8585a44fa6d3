"""Every screen: which words it wants from the content, and where its buttons stand."""

from __future__ import annotations

from bot.core import events as e
from bot.core.content import Form
from bot.core.events import Event
from bot.core.screens import Button, Canvas, Look, Rows, as_html
from bot.core.session import PLAIN, ROLLER, SCALE_MAX, TOWEL, Hurt, Level

SCORE_ROWS = (range(0, 1), range(1, 6), range(6, SCALE_MAX + 1))
"""Where the eleven scores stand on the keyboard."""


def _look(**layout: Event) -> Look:
    """A screen with one button a row."""

    def rows(canvas: Canvas) -> Rows:
        return tuple((canvas.button(name, event),) for name, event in layout.items())

    return Look(buttons=frozenset(layout), layout=rows)


def _score_keys(canvas: Canvas, event: type[e.ScoreGiven] | type[e.DailyScoreGiven]) -> Rows:
    return tuple(tuple(canvas.labelled(str(n), event(n)) for n in row) for row in SCORE_ROWS)


# --- the safety check -----------------------------------------------------------------------------


def _emergency_items(canvas: Canvas) -> dict[str, str]:
    safety = canvas.content.safety
    items = [i.text for i in safety.emergency if not (i.adults_only and canvas.on("child"))]
    again = canvas.words.lines["flare"] if canvas.on("flare") else ""
    return {"items": "\n".join(f"• {item}" for item in items), "again": again}


def _doctor_items(canvas: Canvas) -> dict[str, str]:
    return {"items": "\n".join(f"• {item.text}" for item in canvas.content.safety.doctor_first)}


def _conditions(canvas: Canvas) -> Rows:
    ticked = canvas.word("ticked").split(",")
    rows = [
        (canvas.labelled(f"{'☑' if name in ticked else '☐'} {known.label}", e.ConditionToggled(name)),)
        for name, known in canvas.content.safety.conditions.items()
    ]
    nothing = canvas.on("doctor_allowed") and not canvas.word("ticked")
    last = "none" if nothing else "that_is_all"
    return (*rows, (canvas.button(last, e.ConditionsConfirmed()),))


def _emergency_number(canvas: Canvas) -> dict[str, str]:
    number = canvas.host.emergency_number
    line = canvas.words.lines["number"].format(number=as_html(number)) if number else ""
    return {"number": line or canvas.words.lines["no_number"]}


def _stop_rows(*names: tuple[str, Event]) -> Look:
    """A stop's buttons; with a child there is also the way back to the start."""

    def rows(canvas: Canvas) -> Rows:
        shown = [(canvas.button(name, event),) for name, event in names]
        if canvas.on("child"):
            shown.append((canvas.button("back", e.ChildEnded()),))
        return tuple(shown)

    return Look(buttons=frozenset({"back", *(name for name, _ in names)}), layout=rows)


_STOP = _stop_rows(("check_again", e.CheckAsked()))
_DOCTOR_STOP = _stop_rows(("doctor_allowed", e.DoctorAllowed()), ("check_again", e.CheckAsked()))

STOP_REASONS = ("doctor", "pregnant", "worse_twice")


# --- scores ---------------------------------------------------------------------------------------


def _question(canvas: Canvas) -> dict[str, str]:
    return {"lead": canvas.words.lines[canvas.word("moment")], "scale": _scale(canvas)}


def _scale(canvas: Canvas) -> str:
    return canvas.content.screens["scale"].text


def _getting_up_rows(canvas: Canvas) -> Rows:
    return (*_score_keys(canvas, e.ScoreGiven), (canvas.button("skip", e.GettingUpSkipped()),))


def _kept_score(canvas: Canvas) -> dict[str, str]:
    measure = canvas.word("measure")
    return {"measure": canvas.content.screens["measures"].lines[measure], "value": canvas.word("value")}


def _kept_scores(canvas: Canvas) -> dict[str, str]:
    return {"values": canvas.word("values"), "measure": canvas.content.screens["measures"].lines["sitting"]}


def _correct_button(canvas: Canvas) -> Rows:
    return ((canvas.button("correct", e.CorrectionAsked(int(canvas.word("row")))),),)


def _correction_keys(canvas: Canvas) -> Rows:
    row = int(canvas.word("row"))
    return tuple(
        tuple(canvas.labelled(str(n), e.ScoreCorrected(row, n)) for n in numbers) for numbers in SCORE_ROWS
    )


def _changes(canvas: Canvas) -> dict[str, str]:
    """ "Sitting 4 → 3." for each measure scored twice, and what such a change means."""
    lines, measures = canvas.content.screens["summary"].lines, canvas.content.screens["measures"].lines
    told, changes = [], []
    for measure in ("sitting", "getting_up"):
        before, after = canvas.row.arg(f"{measure}_before"), canvas.row.arg(f"{measure}_after")
        if isinstance(before, int) and isinstance(after, int):
            told.append(lines["change"].format(measure=measures[measure], before=before, after=after))
            changes.append(after - before)
    if not changes:
        return {"changes": lines["no_change_known"], "meaning": ""}
    return {"changes": " ".join(told), "meaning": lines[_meaning(changes, canvas)]}


def _meaning(changes: list[int], canvas: Canvas) -> str:
    noticeable = canvas.content.routine.rules.noticeable_change
    if max(changes) >= noticeable:
        return "worse"
    return "easier" if min(changes) <= -noticeable else "same"


# --- exercises ------------------------------------------------------------------------------------


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
        "long_away",
        "away",
        "last_leg",
        "last_worse",
        "morning_worse",
        "fuller_offered",
        "settled_low",
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
    return _form(canvas).figure


# --- notes ----------------------------------------------------------------------------------------


def _stop_what(canvas: Canvas) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if canvas.on("moving"):
        rows.append((canvas.button("exercise", e.StopExerciseChosen()),))
    rows.append((canvas.button("reminders", e.StopRemindersChosen()),))
    rows.append((canvas.button("everything", e.StopEverythingChosen()),))
    rows.append((canvas.button("go_on", e.WentOn()),))
    return tuple(rows)


def _contact(canvas: Canvas) -> dict[str, str]:
    contact = canvas.host.contact
    lines = canvas.words.lines
    return {"contact": lines["contact"].format(contact=as_html(contact)) if contact else lines["no_contact"]}


def _about(canvas: Canvas) -> dict[str, str]:
    reviewed = "reviewed" if canvas.content.reviewed else "not_reviewed"
    return {**_contact(canvas), "review": canvas.words.lines[reviewed]}


_RESTING = _look(start=e.RoutineAsked(), child=e.ChildChosen())
_AGAIN = _look(start=e.RoutineAsked())
_CHANGES = frozenset({"changes", "meaning"})

SCREENS: dict[str, Look] = {
    # words other screens are made of
    "words": Look(
        lines=frozenset(
            {
                "stale",
                "already",
                "agree_first",
                "here_we_are",
                "stopped_here",
                "red_flag",
                "tick_one",
                "one_thing",
                "high_number",
                "made_easier",
                "left_out",
                "left_out_last",
                "leg",
                "exercise_gone",
                "nothing_runs",
                "reminders_stopped",
                "reask",
                "media",
                "unreadable",
            }
        )
    ),
    "measures": Look(lines=frozenset({"sitting", "getting_up"})),
    "scale": Look(),
    "toasts": Look(lines=frozenset({"stale", "already"})),
    # the way in
    "welcome": _look(agree=e.ConsentGiven(), child=e.ChildChosen(), privacy=e.PrivacyAsked()),
    "child_age": _look(
        under_five=e.ChildUnderFive(), five_to_fifteen=e.ChildFiveToFifteen(), back=e.ChildEnded()
    ),
    "too_young": _look(back=e.ChildEnded()),
    "child_doctor": _look(yes=e.ChildDoctorSaidYes(), not_yet=e.ChildDoctorNotAsked(), back=e.ChildEnded()),
    "child_wait": _look(yes=e.ChildDoctorSaidYes(), back=e.ChildEnded()),
    # the safety check
    "emergency_check": Look(
        buttons=frozenset({"yes", "none"}),
        lines=frozenset({"flare"}),
        placeholders=frozenset({"items", "again"}),
        values=_emergency_items,
        layout=_look(yes=e.EmergencyReported(), none=e.NothingReported()).layout,
        safety=True,
    ),
    "caution_check": Look(
        buttons=frozenset({"doctor", "gentle", "none"}),
        placeholders=frozenset({"items"}),
        values=_doctor_items,
        layout=_look(
            doctor=e.DoctorFirstReported(), gentle=e.GentleReported(), none=e.NothingReported()
        ).layout,
        safety=True,
    ),
    "which_gentle": Look(buttons=frozenset({"that_is_all", "none"}), layout=_conditions),
    "emergency_stop": Look(
        buttons=_STOP.buttons,
        lines=frozenset({"number", "no_number"}),
        placeholders=frozenset({"number"}),
        values=_emergency_number,
        layout=_STOP.layout,
        safety=True,
    ),
    "doctor_stop": Look(
        buttons=_DOCTOR_STOP.buttons,
        lines=frozenset(STOP_REASONS),
        placeholders=frozenset({"why"}),
        values=lambda canvas: {"why": canvas.words.lines[canvas.word("reason")]},
        layout=_DOCTOR_STOP.layout,
        safety=True,
    ),
    "flat_stop": Look(buttons=_STOP.buttons, layout=_STOP.layout, safety=True),
    "quick_check": _look(nothing_new=e.NothingNew(), something_new=e.SomethingNew()),
    # scores
    "sitting": Look(
        lines=frozenset({"before", "after", "flare"}),
        placeholders=frozenset({"lead", "scale"}),
        values=_question,
        layout=lambda canvas: _score_keys(canvas, e.ScoreGiven),
    ),
    "getting_up": Look(
        buttons=frozenset({"skip"}),
        lines=frozenset({"before", "after"}),
        placeholders=frozenset({"lead", "scale"}),
        values=_question,
        layout=_getting_up_rows,
    ),
    "getting_up_skipped": Look(),
    "daily_question": Look(
        placeholders=frozenset({"scale"}),
        values=lambda canvas: {"scale": _scale(canvas)},
        layout=lambda canvas: _score_keys(canvas, e.DailyScoreGiven),
    ),
    "score_kept": Look(
        buttons=frozenset({"correct"}),
        placeholders=frozenset({"measure", "value"}),
        values=_kept_score,
        layout=_correct_button,
    ),
    "scores_kept": Look(placeholders=frozenset({"measure", "values"}), values=_kept_scores),
    "correct_score": Look(
        placeholders=frozenset({"scale"}),
        values=lambda canvas: {"scale": _scale(canvas)},
        layout=_correction_keys,
    ),
    "sore_day": _AGAIN,
    # a sore day
    "flare_offer": _look(accept=e.OfferAccepted(), decline=e.OfferDeclined()),
    "flare_exercise": Look(
        buttons=frozenset({"done", "enough", "hurts"}),
        placeholders=EXERCISE_PLACEHOLDERS,
        values=_exercise,
        layout=_look(done=e.ExerciseDone(), enough=e.OfferDeclined(), hurts=e.HurtOpened()).layout,
        figure=_figure,
        brief=True,
        text_of="exercise",
    ),
    "flare_go_on": _look(accept=e.OfferAccepted(), decline=e.OfferDeclined()),
    "flare_over": _AGAIN,
    "flare_higher": _AGAIN,
    # the routine
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
        layout=_look(**{hurt.value: e.HurtNamed(hurt) for hurt in Hurt}, go_on=e.WentOn()).layout,
    ),
    "stop_what": Look(
        buttons=frozenset({"exercise", "reminders", "everything", "go_on"}), layout=_stop_what
    ),
    "finishing": _look(sat_up=e.SatUp()),
    "summary": Look(
        buttons=_AGAIN.buttons,
        lines=frozenset({"change", "no_change_known", "worse", "same", "easier"}),
        placeholders=_CHANGES,
        values=_changes,
        layout=_AGAIN.layout,
    ),
    "worse": Look(buttons=_AGAIN.buttons, placeholders=_CHANGES, values=_changes, layout=_AGAIN.layout),
    # at rest
    "resting": _RESTING,
    "expired": _AGAIN,
    "stopped": _AGAIN,
    "hurt": _AGAIN,
    # notes
    "help": Look(lines=frozenset({"contact", "no_contact"}), placeholders=frozenset({"contact"}), values=_contact),
    "about": Look(
        lines=frozenset({"contact", "no_contact", "reviewed", "not_reviewed"}),
        placeholders=frozenset({"contact", "review"}),
        values=_about,
    ),
    "privacy": Look(
        lines=frozenset({"contact", "no_contact"}), placeholders=frozenset({"contact"}), values=_contact
    ),
    "delete": _look(confirm=e.DeleteConfirmed(), keep=e.DeleteCancelled()),
    "kept": Look(),
    "deleted": Look(),
    "despair": Look(
        lines=frozenset({"number", "no_number"}),
        placeholders=frozenset({"number"}),
        values=_emergency_number,
    ),
    "group_only": Look(),
    "set_aside": Look(),
    "fallback": Look(),
}
