"""What is typed on a sore day: the buttons below its offer, in words."""

from __future__ import annotations

from bot.core.content import Replies
from bot.core.events import ComfortChosen, Event, OfferAccepted, OfferDeclined, OneMoveChosen
from bot.core.replies import is_one_of
from bot.core.session import Session, Step


def read_offer(text: str, session: Session, replies: Replies) -> Event | None:
    """The part of a sore day's offer that a typed text takes; None when it takes none."""
    if session.step not in (Step.FLARE_OFFER, Step.FLARE_COMFORT, Step.RESTING):
        return None
    if is_one_of(text, replies.comfort):
        return ComfortChosen()
    if session.step is Step.RESTING:
        return None
    if is_one_of(text, replies.small_version):
        return OfferAccepted()
    if is_one_of(text, replies.one_move):
        return OneMoveChosen()
    return OfferDeclined() if is_one_of(text, replies.not_today) else None
