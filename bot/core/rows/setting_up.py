"""Setting a reminder and the time zone: small questions in between, and back to where somebody was."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.shape import CHILD_DOOR, RETURNS, SETUP, STOPPABLE, STOPS, Row, S, Say, every

CAN_SET_UP = (*STOPPABLE, *SETUP)
"""Where a small question may come in between."""
_ONE_THING = (S.HURTING, S.STOPPING)
_TIME = (S.REMINDER_TIME, S.REMINDER_HALF)
_ZONE = (S.ZONE_GUESS, S.ZONE_CLOCK, S.ZONE_PLACE)


def back(
    steps: tuple[S, ...], event: type[e.Event], guard: g.Guard | None, action: a.Action
) -> tuple[Row, ...]:
    """The end of a set-up: back to the step before, whose question comes again unless nothing was open."""
    return tuple(
        Row(
            step,
            event,
            g.both(guard, g.from_step(to)) if guard else g.from_step(to),
            action,
            to,
            Say.NOTHING if to is S.RESTING else Say.NEW,
        )
        for step in steps
        for to in RETURNS
    )


def _begin(event: type[e.Event], action: a.Action, to: S) -> tuple[Row, ...]:
    """A set-up may begin wherever it can lead back to."""
    return (
        *every(CAN_SET_UP, event, g.no(g.consented), a.word("agree_first")),
        *every(CAN_SET_UP, event, None, action, to),
        *every(_ONE_THING, event, action=a.word("one_thing")),
        *every((S.WELCOME,), event, action=a.word("agree_first")),
        *every(CHILD_DOOR, event, action=a.word("one_thing")),
        *every(STOPS, event, action=a.say_stopped),
    )


SETUP_ROWS = (
    *every(
        (*CAN_SET_UP, *_ONE_THING, *CHILD_DOOR),
        e.ReminderAsked,
        g.both(g.consented, g.reminders_on),
        a.show_reminders,
        say=Say.NOTHING,
    ),
    *_begin(e.ReminderAsked, a.ask_time, S.REMINDER_TIME),
    *_begin(e.TimeAsked, a.ask_time, S.REMINDER_TIME),
    *_begin(e.ZoneAsked, a.ask_zone, S.ZONE_GUESS),
    Row(
        S.RESTING,
        e.SameTimeChosen,
        g.both(g.offered, g.zone_known),
        a.finish_same_time,
        S.RESTING,
        Say.NOTHING,
    ),
    Row(S.RESTING, e.SameTimeChosen, g.offered, a.want_same_time, S.ZONE_GUESS),
    Row(S.RESTING, e.AnotherTimeChosen, g.consented, a.ask_time, S.REMINDER_TIME),
    Row(S.RESTING, e.ReminderDeclined, None, a.decline, S.RESTING, Say.IN_PLACE),
    *every((*_TIME, *_ZONE), e.TimeGiven, g.too_near, a.word("too_near"), S.REMINDER_TIME),
    *every((*_TIME, *_ZONE), e.TimeGiven, g.half_is_open, a.take_half_open, S.REMINDER_HALF, Say.IN_PLACE),
    *back(_TIME, e.TimeGiven, g.zone_known, a.finish_time),
    *every((*_TIME, *_ZONE), e.TimeGiven, None, a.take_time, S.ZONE_GUESS, Say.IN_PLACE),
    *every(SETUP, e.SetupUnanswered, action=a.ask_plainly),
    *back((S.ZONE_GUESS,), e.ZoneConfirmed, None, a.confirm_guess),
    Row(S.ZONE_GUESS, e.ZoneDenied, None, None, S.ZONE_CLOCK, Say.IN_PLACE),
    Row(S.ZONE_PLACE, e.ZoneDenied, None, a.word("no_such_place"), S.ZONE_CLOCK, Say.IN_PLACE),
    *every(_ZONE, e.ClockGiven, g.somewhere_shows_it, a.offer_by_clock, S.ZONE_PLACE, Say.IN_PLACE),
    *every(_ZONE, e.ClockGiven, None, a.word("nowhere_shows_it"), S.ZONE_CLOCK, Say.IN_PLACE),
    *every(_ZONE, e.PlaceTyped, None, a.offer_by_name, S.ZONE_PLACE, Say.IN_PLACE),
    *back((S.ZONE_PLACE,), e.PlaceChosen, g.place_offered, a.choose_place),
    *back(_ZONE, e.LocationShared, g.zone_told, a.take_location),
    *every(_ZONE, e.LocationShared, None, a.word("no_zone_there"), S.ZONE_CLOCK, Say.IN_PLACE),
    *back(SETUP, e.SetupLeft, None, a.leave_setup),
)
