"""What a person says about their reminders: which days, how often, a pause, no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.core.actions.answering import no_reminders
from bot.core.actions.closing import REASK_DUE, SNOOZE_DUE
from bot.core.actions.shape import Done, only
from bot.core.effects import (
    Came,
    CancelDue,
    ClearButtons,
    Effect,
    KeepReminding,
    RecordReminder,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import DayToggled, Event, EveryChosen, PauseChosen, PauseDatesOpened
from bot.core.events.reminding import DAY, WEEK
from bot.core.reminding import UNTIL_RESUMED, Reminding, paused
from bot.core.session import Session
from bot.core.setting import Setting
from bot.core.telling import Args, told_next

_LENGTHS = {DAY: 1, WEEK: 7}
_QUIET: tuple[Effect, ...] = (CancelDue((REASK_DUE, SNOOZE_DUE)), ClearButtons(Slot.REMINDER))
"""Nothing that comes by itself any more, and no reminder that still asks."""


def told_reminders(reminding: Reminding, session: Session, setting: Setting) -> ScreenRow:
    """The screen with everything that is set."""
    args: Args = (
        *told_next(reminding, session, setting),
        ("paused", reminding.is_paused(setting.today)),
        ("done", setting.adherence.done),
        ("due", setting.adherence.due),
        ("look_back", setting.rules.adherence_days),
    )
    return ScreenRow("reminders", args)


def show_reminders(session: Session, event: Event, setting: Setting) -> Done:
    """What is set, with the ways to change it."""
    return session, (Show(Slot.NOTE, told_reminders(setting.reminding, session, setting)),)


def change_interval(session: Session, event: Event, setting: Setting) -> Done:
    """Every day, every other day, once a week."""
    return _changed(session, replace(setting.reminding, every=only(event, EveryChosen).days), setting)


def drop_second(session: Session, event: Event, setting: Setting) -> Done:
    """One reminder a day."""
    reminding = setting.reminding
    last = replace(reminding, first=reminding.first if reminding.first is not None else reminding.second)
    return _changed(session, replace(last, second=None), setting)


def _changed(session: Session, reminding: Reminding, setting: Setting) -> Done:
    shown = Show(Slot.NOTE, told_reminders(reminding, session, setting), in_place=True)
    return session, (KeepReminding(reminding), shown)


def open_days(session: Session, event: Event, setting: Setting) -> Done:
    """The weekdays, to be switched."""
    return session, (_days_shown(setting.reminding),)


def toggle_day(session: Session, event: Event, setting: Setting) -> Done:
    """Switch a weekday on or off."""
    reminding = setting.reminding
    days = reminding.days ^ {only(event, DayToggled).weekday}
    reminding = replace(reminding, days=days)
    return session, (KeepReminding(reminding), _days_shown(reminding))


def _days_shown(reminding: Reminding) -> Show:
    days = "".join(str(day) for day in sorted(reminding.days))
    return Show(Slot.NOTE, ScreenRow("reminder_days", (("days", days),)), in_place=True)


def turn_off(session: Session, event: Event, setting: Setting) -> Done:
    """No reminders any more."""
    shown = Show(Slot.NOTE, ScreenRow("reminders_off"), in_place=True)
    session = replace(session, reminder_open=False)
    return session, (*no_reminders(setting), *_QUIET, shown)


def pause(session: Session, event: Event, setting: Setting) -> Done:
    """Nothing comes any more from now on; for how long is asked."""
    reminding = replace(setting.reminding, paused_until=UNTIL_RESUMED)
    session = replace(session, reminder_open=False)
    excused = tuple(
        RecordReminder(number, day, Came.PAUSED) for number, day in reminding.last if day == setting.today
    )
    return session, (KeepReminding(reminding), *excused, *_QUIET, Show(Slot.NOTE, ScreenRow("paused")))


def pause_until(session: Session, event: Event, setting: Setting) -> Done:
    """The pause has an end."""
    until = only(event, PauseChosen).until
    if until in _LENGTHS:
        reminding = paused(setting.reminding, setting.zone, setting.now, _LENGTHS[until])
    elif (on := date.fromisoformat(until)) > setting.today:
        reminding = replace(setting.reminding, paused_until=on)
    else:  # a date of an old message
        return session, (_pause_dates(1, setting),)
    row = ScreenRow("paused_until", told_next(reminding, session, setting))
    session = replace(session, reminder_open=False)
    return session, (KeepReminding(reminding), *_QUIET, Show(Slot.NOTE, row, in_place=True))


def open_pause_dates(session: Session, event: Event, setting: Setting) -> Done:
    """Dates to choose from."""
    return session, (_pause_dates(only(event, PauseDatesOpened).ahead, setting),)


def _pause_dates(ahead: int, setting: Setting) -> Show:
    first = (setting.today + timedelta(days=ahead)).isoformat()
    row = ScreenRow("pause_dates", (("date", first), ("ahead", ahead)))
    return Show(Slot.NOTE, row, in_place=True)


def resume_reminders(session: Session, event: Event, setting: Setting) -> Done:
    """The pause is over."""
    reminding = replace(setting.reminding.heard(setting.today), paused_until=None)
    row = ScreenRow("resumed", told_next(reminding, session, setting))
    return session, (KeepReminding(reminding), Show(Slot.NOTE, row))


def nothing_to_pause(session: Session, event: Event, setting: Setting) -> Done:
    """No reminder is set; what else would come by itself does not come either."""
    return session, (CancelDue((REASK_DUE, SNOOZE_DUE)), Show(Slot.NOTE, ScreenRow("no_reminders")))
