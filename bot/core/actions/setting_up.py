"""Setting a reminder and the time zone. Nothing counts before the last answer."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.actions.answering import remember_return
from bot.core.actions.shape import Done, only
from bot.core.effects import Effect, KeepReminding, ScreenRow, SetZone, Show, Slot
from bot.core.events import (
    ClockGiven,
    Event,
    LocationShared,
    PlaceChosen,
    PlaceTyped,
    SetupUnanswered,
    TimeAsked,
    TimeGiven,
)
from bot.core.reminding import Reminding, Stage, same_time, soonest
from bot.core.schedule import local_date
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.setup import Candidate, Setup
from bot.core.telling import told_next
from bot.core.zones import Place, guessed_zone, local_minute, places_showing

MOST_PLACES = 8
"""Places that are offered at once."""
_LONGEST_NAME = 22
"""Characters of a place on a button, so that the time fits beside it."""


_SAID_AGAIN = {
    "not_a_time": "not_a_time_again",
    "not_a_town": "by_the_clock",
    "which_town": "by_the_clock",
    "not_a_name": "by_hand",
    "no_letters": "by_hand",
}
"""What is said of what is no answer the second time running, by its ``why``."""


def ask_time(session: Session, event: Event, setting: Setting) -> Done:
    """When to be reminded?"""
    number = event.number if isinstance(event, TimeAsked) else 1
    return _begun(session, event, setting, Setup(number=number))


def ask_zone(session: Session, event: Event, setting: Setting) -> Done:
    """Which time zone? Begins with the one that is known, or with a guess."""
    return _begun(session, event, setting, _guessing(Setup(only_zone=True), setting))


def want_same_time(session: Session, event: Event, setting: Setting) -> Done:
    """A reminder at the time the last session began."""
    setup = Setup(like=session.offered_for or setting.now)
    return _begun(session, event, setting, _guessing(setup, setting))


def _begun(session: Session, event: Event, setting: Setting, setup: Setup) -> Done:
    session, _ = remember_return(session, event, setting)
    return replace(session, setup=replace(setup, since=setting.now)), ()


def decline(session: Session, event: Event, setting: Setting) -> Done:
    """No reminder; it is not offered again."""
    return replace(session, offered_for=None, declined=True), ()


def take_half_open(session: Session, event: Event, setting: Setting) -> Done:
    """An hour was typed: morning or evening?"""
    return replace(session, setup=_with_time(_setup(session), only(event, TimeGiven))), ()


def _with_time(setup: Setup, given: TimeGiven) -> Setup:
    return replace(setup, minute=given.minute, other=given.other, typed_in=given.typed_in or setup.typed_in)


def take_time(session: Session, event: Event, setting: Setting) -> Done:
    """The time is chosen."""
    setup = replace(_with_time(_setup(session), only(event, TimeGiven)), other=None)
    return replace(session, setup=_guessing(setup, setting)), ()


def _guessing(setup: Setup, setting: Setting) -> Setup:
    if setting.zone_known:
        return replace(setup, guess=setting.zone.key)
    return replace(setup, guess=guessed_zone(setting.language, setting.host_zone, setting.atlas))


def offer_by_clock(session: Session, event: Event, setting: Setting) -> Done:
    """The likely places whose clocks show that time now: one of each behaviour within the year."""
    given = only(event, ClockGiven)
    minutes = (given.minute,) if given.other is None else (given.minute, given.other)
    groups = [
        group for minute in minutes for group in places_showing(setting.now, minute, setting.atlas.of_zones)
    ]
    groups.sort(key=lambda group: -sum(place.people for place in group))
    return _offering(session, [(_names(group), group[0].zone) for group in groups])


def offer_by_name(session: Session, event: Event, setting: Setting) -> Done:
    """The places that a typed town may be."""
    return _offering(session, [(_name(place), place.zone) for place in only(event, PlaceTyped).places])


def _offering(session: Session, places: list[tuple[str, str]]) -> Done:
    offered = tuple(Candidate(name, zone) for name, zone in places[:MOST_PLACES])
    return replace(session, setup=replace(_setup(session), places=offered)), ()


def _name(place: Place) -> str:
    """The town with its country, or as much of that as a button holds."""
    whole = f"{place.name}, {place.region or place.country}"
    if len(whole) <= _LONGEST_NAME:
        return whole
    return place.name if len(place.name) <= _LONGEST_NAME else f"{place.name[: _LONGEST_NAME - 1]}…"


def _names(places: tuple[Place, ...]) -> str:
    """The largest towns of those whose clocks are equal: as many as a button holds."""
    told = _name(places[0])
    if len(places) > 1:
        told = places[0].name
        for place in places[1:]:
            longer = f"{told}, {place.name}"
            told = longer if len(longer) <= _LONGEST_NAME else told
    return told if len(told) <= _LONGEST_NAME else _name(places[0])


def ask_plainly(session: Session, event: Event, setting: Setting) -> Done:
    """Why that is no answer, above the same question; never the same twice running."""
    why = only(event, SetupUnanswered).why
    again = session.word == f"word:{why}"
    return replace(session, word=f"word:{_SAID_AGAIN[why] if again else why}"), ()


def confirm_guess(session: Session, event: Event, setting: Setting) -> Done:
    """The guessed zone is right."""
    return _set(session, setting, _setup(session).guess)


def choose_place(session: Session, event: Event, setting: Setting) -> Done:
    """One of the places offered."""
    return _set(session, setting, _setup(session).places[only(event, PlaceChosen).number].zone)


def take_location(session: Session, event: Event, setting: Setting) -> Done:
    """The zone of a shared location."""
    return _set(session, setting, only(event, LocationShared).zone or setting.zone.key)


def finish_time(session: Session, event: Event, setting: Setting) -> Done:
    """The time is chosen, and the zone is known."""
    session, _ = take_time(session, event, setting)
    return _set(session, setting, setting.zone.key)


def finish_same_time(session: Session, event: Event, setting: Setting) -> Done:
    """The last session's time, and the zone is known."""
    session, _ = want_same_time(session, event, setting)
    return _set(session, setting, setting.zone.key)


def leave_setup(session: Session, event: Event, setting: Setting) -> Done:
    """Nothing is changed."""
    left = "report_left" if session.step is Step.REPORT_NAME else "setup_left"
    shown = Show(Slot.SESSION, ScreenRow(left), in_place=True)
    return replace(session, setup=None, returning=None), (shown,)


def drop_setup(session: Session, event: Event, setting: Setting) -> Done:
    """A set-up that was left open is forgotten."""
    return replace(session, setup=None, returning=None), ()


def _setup(session: Session) -> Setup:
    return session.setup or Setup()


def _set(session: Session, setting: Setting, zone_name: str) -> Done:
    """All is answered: it counts from now on, and is told with the next reminder."""
    setup, zone, before = _setup(session), ZoneInfo(zone_name), setting.reminding
    effects: list[Effect] = []
    if not setting.zone_known or zone.key != setting.zone.key:
        effects.append(SetZone(zone.key))
    after = before
    if not setup.only_zone:
        minute = same_time(setup.like, zone) if setup.minute is None and setup.like else setup.minute
        after = replace(
            before.with_time(setup.number, minute),
            unanswered=0,
            stage=Stage.NONE,
            heard_on=local_date(setting.now, zone),
        )
        effects.append(KeepReminding(after))
    screen = "zone_set" if setup.only_zone else "reminder_set"
    args = (
        *told_next(after, session, setting, zone),
        ("shown", local_minute(setting.now, zone)),
        ("passed", before.is_on and not session.red_flag and _today_goes_without(after, zone, setting)),
    )
    effects.append(Show(Slot.SESSION, ScreenRow(screen, args), in_place=True))
    if session.resting in ("stopped", "stopped_today"):  # the one says that there are no reminders
        session = replace(session, resting="resting")
    return replace(session, setup=None, returning=None, offered_for=None), tuple(effects)


def _today_goes_without(reminding: Reminding, zone: ZoneInfo, setting: Setting) -> bool:
    """Whether a change leaves today without the reminder it would have had: that is to be said."""
    today, following = local_date(setting.now, zone), soonest(reminding, zone, setting.now)
    had = any(day >= today for _, day in reminding.last)
    due = today.weekday() in reminding.days and not reminding.is_paused(today)
    return due and not had and following is not None and following.day > today
