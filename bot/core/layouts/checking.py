"""The way in, and the safety check."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Canvas, Look, Rows, as_html
from bot.core.events import Event
from bot.core.layouts.keys import one_a_row


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
    back = (canvas.button("back", e.BackChosen()),)
    return (*rows, (canvas.button(last, e.ConditionsConfirmed()),), back)


def emergency_number(canvas: Canvas) -> dict[str, str]:
    """The host's emergency number, or the words for "your local one"."""
    number = canvas.host.emergency_number
    line = canvas.words.lines["number"].format(number=as_html(number)) if number else ""
    return {"number": line or canvas.words.lines["no_number"]}


def _flat(canvas: Canvas) -> dict[str, str]:
    """Why there are no moves, and what there is of a diary."""
    diary = ("diary_after" if canvas.on("agreed") else "no_diary") if canvas.on("unkept") else "diary"
    return {
        "reason": canvas.content.safety.reasons["not_lying_flat"],
        "diary": "" if canvas.on("child") else canvas.words.lines[diary],
    }


def _stop_rows(*names: tuple[str, Event]) -> Look:
    """A stop's buttons; where nothing is kept there is also the way back to the start."""

    def rows(canvas: Canvas) -> Rows:
        shown = [(canvas.button(name, event),) for name, event in names]
        if canvas.on("child") or canvas.on("unkept"):
            back = e.ChildEnded() if canvas.on("child") else e.UnkeptEnded()
            shown.append((canvas.button("back", back),))
        return tuple(shown)

    return Look(buttons=frozenset({"back", *(name for name, _ in names)}), layout=rows)


_STOP = _stop_rows(("check_again", e.CheckAsked()))
_DOCTOR_STOP = _stop_rows(("doctor_allowed", e.DoctorAllowed()), ("check_again", e.CheckAsked()))

STOP_REASONS = ("doctor", "ask_first", "worse_twice", "leg_twice")

CHECKING: dict[str, Look] = {
    "welcome": one_a_row(
        agree=e.ConsentGiven(), unkept=e.UnkeptChosen(), child=e.ChildChosen(), privacy=e.PrivacyAsked()
    ),
    "child_age": one_a_row(
        under_five=e.ChildUnderFive(), five_to_fifteen=e.ChildFiveToFifteen(), back=e.ChildEnded()
    ),
    "too_young": one_a_row(back=e.ChildEnded()),
    "child_doctor": one_a_row(
        yes=e.ChildDoctorSaidYes(), not_yet=e.ChildDoctorNotAsked(), back=e.ChildEnded()
    ),
    "child_wait": one_a_row(yes=e.ChildDoctorSaidYes(), back=e.ChildEnded()),
    "emergency_check": Look(
        buttons=frozenset({"yes", "none"}),
        lines=frozenset({"flare"}),
        placeholders=frozenset({"items", "again"}),
        values=_emergency_items,
        layout=one_a_row(yes=e.EmergencyReported(), none=e.NothingReported()).layout,
        safety=True,
    ),
    "caution_check": Look(
        buttons=frozenset({"doctor", "gentle", "none"}),
        placeholders=frozenset({"items"}),
        values=_doctor_items,
        layout=one_a_row(
            doctor=e.DoctorFirstReported(), gentle=e.GentleReported(), none=e.NothingReported()
        ).layout,
        safety=True,
    ),
    "which_gentle": Look(
        buttons=frozenset({"that_is_all", "none", "back"}),
        lines=frozenset({"kept", "forgotten"}),
        placeholders=frozenset({"kept"}),
        values=lambda canvas: {"kept": canvas.words.lines["forgotten" if canvas.on("forgets") else "kept"]},
        layout=_conditions,
    ),
    "emergency_stop": Look(
        buttons=_STOP.buttons,
        lines=frozenset({"number", "no_number"}),
        placeholders=frozenset({"number"}),
        values=emergency_number,
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
    "flat_stop": Look(
        buttons=_STOP.buttons,
        lines=frozenset({"diary", "no_diary", "diary_after"}),
        placeholders=frozenset({"reason", "diary"}),
        values=_flat,
        layout=_STOP.layout,
        safety=True,
    ),
    "quick_check": one_a_row(nothing_new=e.NothingNew(), something_new=e.SomethingNew()),
}
