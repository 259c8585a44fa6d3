"""Which lines of the content are drawn in pictures, and the room of what stands in a place of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.pictures import legend, progress, report, week
from bot.core.session import Measure

CALENDAR = "calendar"
"""Only the first letters of its months and weekdays are drawn."""


@dataclass(frozen=True)
class Room:
    """The place of one line; ``width`` and ``size`` are pixels."""

    screen: str
    line: str
    width: float
    size: float
    bold: bool = False


def _rooms(screen: str, lines: Iterable[str], width: float, size: float, *, bold: bool = False) -> list[Room]:
    return [Room(screen, line, width, size, bold) for line in lines]


_ACROSS = progress.RIGHT - progress.EDGE
_PAGE = report.WIDE - 2 * report.EDGE
_LIMITS = ("limit_change", "limit_self", "limit_cause", "limit_diagnosis")
_ROUTINES = ("routines", "routines_one", "routines_one_day", "routines_none")

ROOMS = (
    *_rooms("progress", ("last_days", "all_days"), _ACROSS, progress.TITLE, bold=True),
    *_rooms("progress", ("span", "one_day"), _ACROSS, legend.TEXT),
    *_rooms("progress", ("before",), legend.BEFORE, legend.TEXT),
    *_rooms("progress", ("after",), legend.AFTER, legend.TEXT),
    *_rooms("progress", ("flare",), _ACROSS - legend.FLARE_AT, legend.TEXT),
    *_rooms("progress", ("flare",), report.PAUSE_AT - 64 - report.EDGE - legend.FLARE_AT, report.TEXT),
    *_rooms("progress", ("gap",), _ACROSS - legend.GAP_AT, legend.TEXT),
    *_rooms("progress", ("sessions", "one_session", "no_session"), progress.SESSIONS, legend.TEXT),
    *_rooms("progress", ("pause",), progress.PAUSE, legend.TEXT),
    *_rooms("progress", ("pause",), report.PAUSE, report.TEXT),
    *_rooms("progress", ("weeks",), progress.WEEKS, legend.TEXT),
    *_rooms("progress", ("weeks",), report.WEEKS, report.TEXT),
    *_rooms("progress", ("newest_pair",), progress.LATEST, legend.TEXT),
    *_rooms("measures", [measure.value for measure in Measure], progress.MEASURE, progress.NAME, bold=True),
    *_rooms("look_back", ("span",), week.WIDE - 2 * week.SIDES[0][0], legend.TEXT),
    *_rooms("report", ("heading",), report.HEADING, report.TITLE, bold=True),
    *_rooms("report", ("period", "period_one"), report.PERIOD, report.TEXT),
    *_rooms("report", ("scale_told", "asked"), _PAGE, report.TEXT),
    *_rooms("report", ("first_week", "last_week", "mean"), report.CELL, report.TEXT, bold=True),
    *_rooms("report", ("mean_of", "mean_of_one", "change_of", "change_of_one"), report.CELL, report.TEXT),
    *_rooms("report", ("lowest", "highest"), report.SMALL_CELL, report.TEXT, bold=True),
    *_rooms("report", ("row_routines",), report.ROW_NAME, report.TEXT),
    *_rooms("report", _ROUTINES, report.LEFT_COLUMN, report.NAME, bold=True),
    *_rooms("report", ("stops",), report.LEFT_COLUMN, report.NAME, bold=True),
    *_rooms("report", ("sore", "hurt"), report.RIGHT_COLUMN, report.NAME, bold=True),
    *_rooms("report", ("limits",), _PAGE, report.NAME, bold=True),
    *_rooms("report", _LIMITS, _PAGE, report.TEXT),
    *_rooms("report", ("foot",), _PAGE, report.SMALL),
)

_IN_REPORT = (
    *(
        "name",
        "no_score",
        "levels",
        "level",
        "done",
        "done_once",
        "done_never",
        "done_hurt",
        "unfit",
        "pauses",
        "pauses_one",
    ),
    *("sore_days", "sore_one", "sore_none", "sore_moves", "sore_moves_same", "hurt_nothing", "more"),
    *("felt", "felt_often", "felt_numb", "felt_leg", "felt_sharp", "felt_too_sore"),
    *("stops_none", "stops_told", "stops_often", "stops_kept"),
)
WRAPPED = frozenset(
    {
        *(("report", line) for line in _IN_REPORT),
        *(("history", level) for level in ("gentle", "steady", "fuller")),
        *((measure.value, "before") for measure in Measure),
        ("scale", ""),
    }
)
"""Screen and line of what is drawn too, in as many lines as it takes or as a part of others; a line without a
name is the screen's text.
"""
