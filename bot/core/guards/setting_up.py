"""Where a set-up stands."""

from __future__ import annotations

from bot.core.events import ClockGiven, Event, LocationShared, PlaceChosen, TimeGiven
from bot.core.reminding import is_too_near
from bot.core.session import Session
from bot.core.setting import Setting
from bot.core.zones import places_showing


def zone_known(session: Session, event: Event, setting: Setting) -> bool:
    """The person has told their time zone."""
    return setting.zone_known


def half_is_open(session: Session, event: Event, setting: Setting) -> bool:
    """A bare hour was typed: morning or evening has to be asked."""
    return isinstance(event, TimeGiven) and event.other is not None


def too_near(session: Session, event: Event, setting: Setting) -> bool:
    """The time is next to the other reminder's of the day."""
    number = session.setup.number if session.setup else 1
    return isinstance(event, TimeGiven) and is_too_near(setting.reminding, number, event.minute)


def place_offered(session: Session, event: Event, setting: Setting) -> bool:
    """The chosen place is one of those offered."""
    offered = session.setup.places if session.setup else ()
    return isinstance(event, PlaceChosen) and event.number < len(offered)


def zone_told(session: Session, event: Event, setting: Setting) -> bool:
    """The shared location lies in a zone that is known."""
    return isinstance(event, LocationShared) and event.zone is not None


def somewhere_shows_it(session: Session, event: Event, setting: Setting) -> bool:
    """There are places whose clocks show that time now."""
    if not isinstance(event, ClockGiven):
        return False
    shown = (event.minute,) if event.other is None else (event.minute, event.other)
    return any(places_showing(setting.now, minute, setting.atlas.of_zones) for minute in shown)


def offered(session: Session, event: Event, setting: Setting) -> bool:
    """A reminder at the last session's time is offered."""
    return session.offered_for is not None and not setting.reminding.is_on
