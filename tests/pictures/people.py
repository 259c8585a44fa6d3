"""Made-up histories for pictures: the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.core.history import Check, Done, History, Pause, Scored
from bot.core.session import Measure, Moment

TODAY = date(2026, 11, 26)
MOVES = ("knee_rocks", "figure4_rocks", "marching")


@dataclass
class Diary:
    """Writes a history, a day after the other."""

    scores: list[Scored] = field(default_factory=list)
    sessions: list[Done] = field(default_factory=list)

    def score(
        self, on: date, value: int, measure: Measure, moment: Moment, session: int | None = None
    ) -> None:
        at = datetime.combine(on, time(8), tzinfo=UTC) + timedelta(seconds=len(self.scores))
        self.scores.append(Scored(len(self.scores) + 1, on, at, measure, moment, value, session))

    def daily(self, on: date, value: int) -> None:
        self.score(on, value, Measure.SITTING, Moment.DAILY)

    def routine(
        self,
        on: date,
        sitting: tuple[int, int],
        getting_up: tuple[int, int],
        *outcomes: str,
        level: str = "gentle",
    ) -> None:
        """A session with its scores; ``outcomes`` of its moves, done where none is given."""
        number = len(self.sessions) + 1
        for moment, at in ((Moment.BEFORE, 0), (Moment.AFTER, 1)):
            self.score(on, sitting[at], Measure.SITTING, moment, number)
            self.score(on, getting_up[at], Measure.GETTING_UP, moment, number)
        done = [*outcomes, *["done"] * (len(MOVES) - len(outcomes))]
        moves = tuple((move, "plain", level, outcome) for move, outcome in zip(MOVES, done, strict=True))
        self.sessions.append(Done(number, on, level, "finished", moves))

    def sore_day(self, on: date, sitting: int, step: int) -> None:
        """The smallest move alone."""
        number = len(self.sessions) + 1
        self.score(on, sitting, Measure.SITTING, Moment.BEFORE, number)
        self.score(on, step, Measure.SITTING, Moment.FLARE, number)
        self.sessions.append(
            Done(number, on, "gentle", "finished", (("knee_rocks", "easier", "gentle", "done"),))
        )

    def history(self, pauses: tuple[Pause, ...] = (), checks: tuple[Check, ...] = ()) -> History:
        return History(TODAY, tuple(self.scores), tuple(self.sessions), pauses, checks)


def nothing() -> History:
    return History(TODAY)


def one_day() -> History:
    diary = Diary()
    diary.routine(TODAY, (5, 4), (7, 5))
    return diary.history()


def a_week() -> History:
    diary = Diary()
    days = (((5, 4), (7, 6)), None, ((5, 5), (7, 5)), ((4, 3), (6, 5)), 4, ((4, 2), (6, 4)), ((3, 3), (5, 4)))
    for ago, told in zip(range(6, -1, -1), days, strict=True):
        if isinstance(told, int):
            diary.daily(TODAY - timedelta(days=ago), told)
        elif told is not None:
            diary.routine(TODAY - timedelta(days=ago), *told)
    return diary.history()


def thirty_days() -> History:
    """22 routines, a pause of four days, three days without a word, a sore day, and what hurt."""
    return _wandering(
        30, seed=7, gone=(6, 13, 24), paused=range(16, 20), sore={10: (8, 7)}, hurt={11: ("done", "sharp")}
    ).history(
        (Pause(TODAY - timedelta(days=13), TODAY - timedelta(days=10)),),
        (Check(TODAY - timedelta(days=29), True), Check(TODAY - timedelta(days=18), False)),
    )


def ninety_days() -> History:
    gone = tuple(n for n in range(90) if n % 9 == 4)
    hurt = {n: ("done", "sharp" if n % 2 else "too_sore") for n in range(0, 60, 7)}
    return _wandering(90, seed=5, gone=gone, paused=range(40, 52), hurt=hurt).history(
        (Pause(TODAY - timedelta(days=49), TODAY - timedelta(days=38)),)
    )


def a_flare() -> History:
    """Three sore days running in a quiet month."""
    sore = {18: (8, 7), 19: (7, 6), 20: (6, 5)}
    return _wandering(30, seed=2, gone=(3, 9, 21), sore=sore).history()


def full_days() -> History:
    """Two weeks of days with numbers by themselves and routines, some of which made it worse."""
    diary = Diary()
    for ago in range(13, -1, -1):
        on = TODAY - timedelta(days=ago)
        if ago % 3 == 0:
            diary.daily(on, 5)
        diary.routine(on, (4, 3), (6, 5))
        if ago % 4 == 0:
            diary.routine(on, (3, 6), (5, 7))
        if ago % 5 == 0:
            diary.daily(on, 9)
    return diary.history()


def sore_months() -> History:
    """Sixty days at 9, on each the smallest move, and on every third a routine in which all hurt."""
    diary = Diary()
    for ago in range(59, -1, -1):
        on = TODAY - timedelta(days=ago)
        diary.sore_day(on, 9, 8 + ago % 2)
        if ago % 3 == 0:
            outcomes = (("leg", "sharp", "too_sore"), ("numb", "leg", "skipped"))[ago % 2]
            diary.routine(on, (7, 8), (8, 9), *outcomes)
    stops = tuple(Check(TODAY - timedelta(days=ago), False) for ago in range(50, 0, -5))
    return diary.history((Pause(TODAY - timedelta(days=8), TODAY - timedelta(days=2)),), stops)


def once_a_week(weeks: int = 52) -> History:
    """One score a week, on Tuesdays, and nothing else."""
    diary = Diary()
    for ago in range(weeks - 1, -1, -1):
        diary.daily(TODAY - timedelta(days=2 + 7 * ago), 4 + ago % 3)
    return diary.history()


def ten_years() -> History:
    gone = tuple(n for n in range(3650) if n % 5 == 3 or 1000 < n < 1090)
    return _wandering(3650, seed=3, gone=gone).history()


def _wandering(
    count: int,
    *,
    seed: int,
    gone: tuple[int, ...] = (),
    paused: range = range(0),
    sore: dict[int, tuple[int, int]] | None = None,
    hurt: Mapping[int, tuple[str, ...]] | None = None,
) -> Diary:
    """So many days up to today: levels that wander slowly, a routine or a number on most days."""
    chance, diary, sore, hurt = random.Random(seed), Diary(), sore or {}, hurt or {}
    sitting, aim = 5.2, 3.0
    for n in range(count):
        on = TODAY - timedelta(days=count - 1 - n)
        if chance.random() < 0.01:
            aim = chance.uniform(1.2, 6.0)
        sitting += (aim - sitting) * 0.035
        before, up = _whole(sitting + chance.uniform(-1, 1)), _whole(sitting + 1.7 + chance.uniform(-1, 1))
        drop, up_drop, kind = chance.choice((0, 1, 1, 2)), chance.choice((0, 1, 1, 2, -1)), chance.random()
        if n in gone or n in paused:
            continue
        if n in sore:
            diary.sore_day(on, *sore[n])
        elif kind < 0.12:
            diary.daily(on, before)
        else:
            level = "steady" if before < 4 else "gentle"
            after = (before, _whole(before - drop))
            diary.routine(on, after, (up, _whole(up - up_drop)), *hurt.get(n, ()), level=level)
    return diary


def _whole(value: float) -> int:
    return max(0, min(10, round(value)))


HISTORIES: dict[str, Callable[[], History]] = {
    "nothing": nothing,
    "one_day": one_day,
    "week": a_week,
    "thirty_days": thirty_days,
    "ninety_days": ninety_days,
    "flare": a_flare,
    "full_days": full_days,
    "sore_months": sore_months,
    "once_a_week": once_a_week,
    "ten_years": ten_years,
}
