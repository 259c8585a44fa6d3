"""The one pure door: a session and an event -> the next session and what is to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from bot.core.actions import show_settings
from bot.core.actions.keeping_nothing import let_go
from bot.core.content import Content
from bot.core.effects import ClearButtons, Effect, Show, Slot, Toast
from bot.core.events import CorrectionAsked, EntryOpened, Event, NotAScore
from bot.core.events.settings import OF_SETTINGS
from bot.core.guards import MOVING
from bot.core.prompts import prompt
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.transitions import ROWS, Row, Say

DOUBLE_TAP = timedelta(seconds=5)
"""Within this a second tap on the same button is a slip of the finger, not a question."""

Response = tuple[Session, tuple[Effect, ...]]


def respond(
    session: Session, event: Event, setting: Setting, tapped: tuple[Slot, int] | None = None
) -> Response:
    """The next session and the effects of an event.

    ``tapped`` is the slot and revision of the button behind the event, None for typed words and
    alarms; a stale one changes nothing and shows the current screen with a word on why.
    """
    if tapped is not None and not event.never_stale:
        outdated = not event.outlasts and _is_stale(session, tapped)
        if outdated or _is_double_tap(session, setting, tapped):
            return stale(session, setting, tapped, event)
    row = find_row(session, event, setting)
    if row is None:
        return refresh(session, setting, "stale") if tapped is not None else (session, ())
    return _take(row, session, event, setting, tapped)


def stale(
    session: Session, setting: Setting, tapped: tuple[Slot, int] | None, event: Event | None = None
) -> Response:
    """What comes of a button that means nothing any more: nothing is changed.

    A slip of the finger needs no new screen. Whoever tapped a button of the settings sees these anew,
    else the open question is shown with a word on why.
    """
    if tapped is not None and _is_double_tap(session, setting, tapped):
        return session, (Toast("already"),)
    if not (isinstance(event, OF_SETTINGS) and session.consented):
        return refresh(session, setting, "stale")
    session, effects = show_settings(session, event, setting)
    return replace(session, note_revision=session.note_revision + 1), (Toast("stale"), *effects)


def refresh(session: Session, setting: Setting, word: str) -> Response:
    """The current screen once more, with a word on why; nothing else changes."""
    session = replace(session, word=f"word:{word}", revision=session.revision + 1, correcting=None)
    return session, (Toast(word), Show(Slot.SESSION, prompt(session, setting)))


def find_row(session: Session, event: Event, setting: Setting) -> Row | None:
    """The first row of the table that fits, or None."""
    for row in ROWS.get((session.step, type(event)), ()):
        if row.guard is None or row.guard(session, event, setting):
            return row
    return None


def _take(
    row: Row, session: Session, event: Event, setting: Setting, tapped: tuple[Slot, int] | None
) -> Response:
    correcting = _asked_anew(session, event)
    if correcting != session.correcting:
        session = replace(session, correcting=correcting)
    after, effects = row.action(session, event, setting) if row.action else (session, ())
    touched = {effect.slot for effect in effects if isinstance(effect, Show | ClearButtons)}
    changed: dict[str, Any] = {"step": row.next}
    if row.say is not Say.NOTHING and after.word == session.word:
        changed["word"] = ""
    if row.say is not Say.NOTHING or row.next is not session.step:
        changed["revision"] = session.revision + 1
    if Slot.NOTE in touched:
        changed["note_revision"] = session.note_revision + 1
    if Slot.REMINDER in touched:
        changed["reminder_revision"] = session.reminder_revision + 1
    if tapped is not None:
        changed |= {"last_tap_at": setting.now, "last_tapped": _message_of(tapped)}
    after = replace(after, **changed)
    last: tuple[Effect, ...] = ()
    over = after.unkept and after.started_at is None and after.step is Step.RESTING
    if row.say is not Say.NOTHING:
        shown = prompt(replace(after, word="word:unkept_over") if over else after, setting)
        last = (Show(Slot.SESSION, shown, in_place=row.say is Say.IN_PLACE),)
    if over:  # whichever row has ended it
        after, forgetting = let_go(after)
        effects = (*effects, *forgetting)
    return after, (*effects, *last)


def _asked_anew(session: Session, event: Event) -> tuple[int, bool] | None:
    """The score whose number is asked for anew; what was no number leaves that open."""
    match event:
        case CorrectionAsked(row):
            return row, False
        case EntryOpened(row):
            return row, True
        case NotAScore():
            return session.correcting
        case _:
            return None


def _is_stale(session: Session, tapped: tuple[Slot, int]) -> bool:
    slot, revision = tapped
    return slot in revisions(session) and revision != revisions(session)[slot]


def revisions(session: Session) -> dict[Slot, int]:
    """The number of the open message of each slot that has one; a button of any other is stale."""
    return {
        Slot.SESSION: session.revision,
        Slot.NOTE: session.note_revision,
        Slot.REMINDER: session.reminder_revision,
    }


def _is_double_tap(session: Session, setting: Setting, tapped: tuple[Slot, int]) -> bool:
    """A second tap on the message that has just led on, on whichever of its buttons."""
    if session.last_tap_at is None or session.last_tapped != _message_of(tapped):
        return False
    slot, revision = tapped
    just_left = revision + 1 == revisions(session).get(slot)
    return just_left and setting.now - session.last_tap_at < DOUBLE_TAP


def _message_of(tapped: tuple[Slot, int]) -> str:
    slot, revision = tapped
    return f"{slot.value}:{revision}"


def without_gone(session: Session, content: Content) -> tuple[Session, bool]:
    """The session without exercises that the content no longer has; whether one was still to come."""
    known = content.exercises
    done, ahead = session.exercises[: session.position], session.exercises[session.position :]
    if all(planned.exercise in known for planned in session.exercises):
        return session, False
    kept_done = tuple(planned for planned in done if planned.exercise in known)
    kept_ahead = tuple(planned for planned in ahead if planned.exercise in known)
    session = replace(session, exercises=(*kept_done, *kept_ahead), position=len(kept_done))
    if kept_ahead == ahead:
        return session, False
    if not kept_ahead:
        session = replace(session, step=_past_moves(session.step), returning=_past_moves(session.returning))
    elif kept_ahead[0] != ahead[0] and session.step is Step.CHANGING:
        session = replace(session, step=Step.EXERCISING)
    return session, True


_Place = TypeVar("_Place", Step, Step | None)


def _past_moves(step: _Place) -> _Place:
    """Where somebody is whose last move is gone."""
    return Step.FINISHING if step in (*MOVING, Step.FLARE_EXERCISE) else step
