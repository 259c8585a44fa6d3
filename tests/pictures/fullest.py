"""The history that gives the report the most to tell: its page has to hold it all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.history import Check, History, Pause
from tests.pictures.people import MOVES, TODAY, Diary


def as_much_as_can_be() -> History:
    """All that the report has a line for: every pain in five moves, sore days, a long pause, many stops."""
    diary, moves = Diary(), (*MOVES, "bridging", "cat_camel")
    outcomes = ("done", "too_sore", "sharp", "leg", "numb")
    for n in range(200):
        on = TODAY - timedelta(days=199 - n)
        if n % 7 == 0:
            diary.sore_day(on, 9, 7 + n % 3)
        diary.routine(on, (5, 4), (7, 5), level=("gentle", "steady", "fuller")[n % 3])
        told = ["sharp"] * 5 if n % 9 == 0 else [outcomes[(n + k) % 5] for k in range(5)]
        felt = tuple((move, "plain", "gentle", outcome) for move, outcome in zip(moves, told, strict=True))
        diary.sessions[-1] = replace(diary.sessions[-1], exercises=felt)
    stops = tuple(Check(TODAY - timedelta(days=9 * n), False) for n in range(19, -1, -1))
    return diary.history((Pause(TODAY - timedelta(days=130), TODAY - timedelta(days=17)),), stops)
