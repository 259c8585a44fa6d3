"""A person's reminders: when each comes next, and when it makes no sound.

The numbers are the rules' (``routine.toml``); a due row is made of what ``upcoming`` gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.core.content import Rules
from bot.core.recurring import (
    DAILY,
    EVERY_DAY,
    Occurrence,
    instant_on,
    next_instant,
)
from bot.core.schedule import at_local_time

UNTIL_RESUMED = date.max
"""The end of a pause that only /resume ends."""
MOST = 2
"""Reminders a day."""
APART_MINUTES = 60
"""Two reminders of a day are at least so far apart."""
_DAY_MINUTES = 24 * 60


class Stage(Enum):
    """How far the reminders have gone back by themselves since the person was last heard of."""

    NONE = "none"
    ASKED = "asked"
    """How to go on was asked, once."""
    SLOWED = "slowed"
    MISSED = "missed"
    """A week was missed, and starting small was offered."""
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Reminding:
    """When a person is reminded, and how it went lately."""

    first: int | None = None
    """Local minute of reminder number 1, 0-1439; None when there is none."""
    second: int | None = None
    days: frozenset[int] = EVERY_DAY
    """Weekdays with reminders; 0 is Monday."""
    every: int = DAILY
    """Days from one date with reminders to the next, at least."""
    paused_until: date | None = None
    """The local date on which reminders go on; None while there is no pause."""
    unanswered: int = 0
    """Reminders running that nothing was heard after."""
    stage: Stage = Stage.NONE
    sent: int = 0
    """How many have been sent, so that wordings and lessons take turns."""
    heard_on: date | None = None
    """The last local date on which the person did anything here."""
    last: tuple[tuple[int, date], ...] = ()
    """For each number, the last local date that had its reminder, or was done before it came."""

    @property
    def times(self) -> tuple[tuple[int, int], ...]:
        """The reminders that are set, as number and local minute, in the order of the day."""
        known = ((1, self.first), (2, self.second))
        return tuple(sorted(((n, m) for n, m in known if m is not None), key=lambda each: each[1]))

    @property
    def is_on(self) -> bool:
        """Whether any reminder is set, paused or not."""
        return bool(self.times)

    def last_of(self, number: int) -> date | None:
        """The last date that had its reminder of a number, or None."""
        return dict(self.last).get(number)

    def is_paused(self, on: date) -> bool:
        """Whether a pause reaches over a local date."""
        return self.paused_until is not None and self.paused_until > on

    @property
    def plan(self) -> tuple[object, ...]:
        """All that says when reminders come, without how it went."""
        return self.first, self.second, self.days, self.every, self.paused_until

    def with_time(self, number: int, minute: int | None) -> Reminding:
        """The same with another local minute for a number, or without that reminder."""
        return replace(self, first=minute) if number == 1 else replace(self, second=minute)

    def off(self) -> Reminding:
        """No reminders any more; what has been sent today stays known."""
        return Reminding(sent=self.sent, heard_on=self.heard_on, last=self.last)

    def heard(self, on: date) -> Reminding:
        """Something was heard of the person on a local date: nothing is unanswered."""
        return replace(self, unanswered=0, stage=Stage.NONE, heard_on=on)


def upcoming(reminding: Reminding, zone: ZoneInfo, now: datetime) -> dict[int, Occurrence]:
    """The next of each reminder, by number; nothing while paused until /resume."""
    after, pause = now, reminding.paused_until
    if pause == UNTIL_RESUMED:
        return {}
    if pause is not None:
        after = max(now, at_local_time(pause, time(0), zone) - timedelta(minutes=1))
    found = {number: _next(reminding, number, minute, after, zone) for number, minute in reminding.times}
    return {number: occurrence for number, occurrence in found.items() if occurrence is not None}


def _next(
    reminding: Reminding, number: int, minute: int, after: datetime, zone: ZoneInfo
) -> Occurrence | None:
    """The next of one number. When they come every so many days, both come on the same dates."""
    own, every = reminding.last_of(number), reminding.every
    date_before = max((day for _, day in reminding.last), default=None)
    if every == DAILY or date_before is None:
        return next_instant(after, minute, reminding.days, zone, last=own, every=every)
    if own != date_before:
        with_the_other = next_instant(after, minute, reminding.days, zone, last=own)
        if with_the_other is not None and with_the_other.day == date_before:
            return with_the_other
    return next_instant(after, minute, reminding.days, zone, last=date_before, every=every)


def soonest(
    reminding: Reminding, zone: ZoneInfo, now: datetime, last_done: datetime | None = None
) -> Occurrence | None:
    """The very next reminder, whichever it is; none that is done already when it comes (``last_done``)."""
    wanted = []
    for number, occurrence in upcoming(reminding, zone, now).items():
        if is_done(reminding, number, occurrence.day, zone, last_done):
            later = upcoming(reminding, zone, occurrence.at).get(number)
            wanted += [later] if later else []
        else:
            wanted.append(occurrence)
    return min(wanted, key=lambda each: each.at, default=None)


def is_too_near(reminding: Reminding, number: int, minute: int) -> bool:
    """Whether a time is less than ``APART_MINUTES`` from the other reminder of the day."""
    others = [m for n, m in reminding.times if n != number]
    return any(min((m - minute) % _DAY_MINUTES, (minute - m) % _DAY_MINUTES) < APART_MINUTES for m in others)


def is_done(reminding: Reminding, number: int, day: date, zone: ZoneInfo, last_done: datetime | None) -> bool:
    """Whether the routine was done already when a reminder of a date comes; ``last_done`` is when it began.

    With two a day what was begun nearer to the first counts for the first only.
    """
    minute = dict(reminding.times).get(number)
    if last_done is None or minute is None:
        return False
    before = [m for n, m in reminding.times if n != number and m < minute]
    since = instant_on(day, (max(before) + minute) // 2 if before else 0, zone)
    return since is not None and since <= last_done < at_local_time(day + timedelta(days=1), time(0), zone)


def is_overtaken(reminding: Reminding, number: int, day: date, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a later reminder of the same date has come as well, after a time when none could be sent."""
    minute = dict(reminding.times).get(number)
    later = [m for n, m in reminding.times if minute is not None and m > minute and n != number]
    instants = [instant_on(day, m, zone) for m in later]
    return any(at is not None and at <= now for at in instants)


def is_silent(reminding: Reminding, zone: ZoneInfo, now: datetime, rules: Rules) -> bool:
    """Whether something proactive makes no sound: it is none of the hours the person chose."""
    local = now.astimezone(zone)
    shown = local.hour * 60 + local.minute
    return all((shown - minute) % _DAY_MINUTES >= rules.sound_minutes for _, minute in reminding.times)


def paused(reminding: Reminding, zone: ZoneInfo, now: datetime, days: int) -> Reminding:
    """Reminders after a pause of so many days from today; one of a day leaves out today's or tomorrow's."""
    today = now.astimezone(zone).date()
    following = soonest(replace(reminding, paused_until=None), zone, now)
    if days == 1 and following is not None:
        today = min(following.day, today + timedelta(days=1))
    return replace(reminding, paused_until=today + timedelta(days=days))


def same_time(at: datetime, zone: ZoneInfo) -> int:
    """The local minute of an instant, on the full five minutes."""
    local = at.astimezone(UTC).astimezone(zone)
    return (local.hour * 60 + local.minute) // 5 * 5
