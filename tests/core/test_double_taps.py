"""A second tap on the message that has just led on is a slip; on any other message it is a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core import events as e
from bot.core.conversation import DOUBLE_TAP, respond
from bot.core.effects import Effect, Show, Slot, Toast
from bot.core.session import Session, Step
from tests.core.test_keep_nothing import AGREED, SETTING

SETTINGS = (Slot.NOTE, 0)
"""The message of the settings, as it was asked for."""


def shown(effects: tuple[Effect, ...]) -> list[str]:
    return [effect.row.screen for effect in effects if isinstance(effect, Show)]


def opened() -> Session:
    """Somebody at rest whose newest note is numbered 0."""
    assert AGREED.step is Step.RESTING
    return replace(AGREED, note_revision=0)


def test_the_same_message_tapped_twice_is_a_slip():
    session, _ = respond(opened(), e.EquipmentOpened(), SETTING, SETTINGS)
    _, effects = respond(session, e.HighestOpened(), SETTING, SETTINGS)
    assert effects == (Toast("already"),)


def test_after_a_while_it_is_an_earlier_message_and_the_newest_is_shown():
    session, _ = respond(opened(), e.EquipmentOpened(), SETTING, SETTINGS)
    later = replace(SETTING, now=SETTING.now + DOUBLE_TAP + timedelta(seconds=1))
    _, effects = respond(session, e.HighestOpened(), later, SETTINGS)
    assert (effects[0], shown(effects)) == (Toast("stale"), ["settings"])


def test_a_message_tapped_once_is_an_earlier_one_however_soon_after_a_tap_elsewhere():
    """A tap on the session's message, then typed words that brought another note, then the older settings."""
    session, _ = respond(opened(), e.RoutineAsked(), SETTING, (Slot.SESSION, AGREED.revision))
    session, _ = respond(session, e.HelpAsked(), SETTING, None)
    assert session.note_revision == 1
    _, effects = respond(session, e.HighestOpened(), SETTING, SETTINGS)
    assert (effects[0], shown(effects)) == (Toast("stale"), ["settings"])
