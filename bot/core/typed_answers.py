"""What a typed text is to the step a person is in, by ``replies``, ``typed_setup`` and ``typed_at_rest``."""

from __future__ import annotations

from bot.core.events import Event, NotAScore, NotUnderstood, PauseAsked, PhraseTyped, RedFlagTyped, ScoreGiven
from bot.core.replies import read
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.typed_at_rest import read_at_rest, read_clock, read_pause
from bot.core.typed_offers import read_offer
from bot.core.typed_setup import ZONE_STEPS, is_alone_a_town, read_edited, read_setup

_MAY_ANSWER = (ScoreGiven, NotAScore, PhraseTyped, NotUnderstood)
"""What a text may mean elsewhere, and yet answer the open question."""

_CHECKING = frozenset({Step.EMERGENCY_CHECK, Step.CAUTION_CHECK, Step.WHICH_GENTLE}) | {
    Step.EMERGENCY_STOP,
    Step.DOCTOR_STOP,
    Step.FLAT_STOP,
}
"""Steps in which an edited time is no matter."""


def read_here(text: str, session: Session, setting: Setting, *, expecting_score: bool) -> Event:
    """What a text says in every step; but a town that is asked for is no word of danger (Fall River)."""
    replies = setting.content.replies
    event = read(text, replies, expecting_score=expecting_score)
    if isinstance(event, PauseAsked):
        return read_pause(_after_command(text), setting) or event
    asked = isinstance(event, RedFlagTyped) and session.step in ZONE_STEPS
    if asked and is_alone_a_town(text, replies, setting.atlas, setting.now):
        return NotUnderstood()
    return event


def read_answer(text: str, message: int, read_as: Event, session: Session, setting: Setting) -> Event:
    """The same text as the answer to what is open, or else what it says in every step (``read_as``)."""
    if not isinstance(read_as, _MAY_ANSWER) or text.lstrip().startswith("/"):
        return read_as
    answer = read_setup(text, read_as, session, setting, message)
    answer = answer or read_offer(text, session, setting.content.replies)
    return answer or read_at_rest(text, read_as, session, setting) or read_as


def read_changed(text: str, message: int, read_as: Event, session: Session, setting: Setting) -> Event | None:
    """What an edited text changes that is no score; None when nothing."""
    edited = read_edited(text, message, session, setting)
    if edited is None and setting.reminding.is_on and session.step not in _CHECKING:
        return read_clock(text, read_as, setting)
    return edited


def _after_command(text: str) -> str:
    _, *rest = text.split(maxsplit=1)
    return " ".join(rest)
