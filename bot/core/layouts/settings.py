"""/settings: a line for each thing that is set, a row for each that can be changed."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Button, Canvas, Look, Rows
from bot.core.events import Event
from bot.core.layouts.telling import clock_told, plan_told
from bot.core.session import Level
from bot.core.wishes import Equipment, Pictures

_EQUIPMENT = {each.value: f"equipment_{each.value}" for each in Equipment}
_LEVELS = {each.word: f"level_{each.word}" for each in Level}
_PICTURES = {each.value: f"pictures_{each.value}" for each in Pictures}
_LINES = frozenset(
    {
        *_EQUIPMENT.values(),
        *_LEVELS.values(),
        *_PICTURES.values(),
        "no_reminders",
        "paused",
        "zone_told",
        "zone_not_told",
        "look_back_on",
        "look_back_off",
        "running",
    }
)


def _told(canvas: Canvas) -> dict[str, str]:
    """Each setting in words; the screens of one setting share those of the whole."""
    lines = canvas.content.screens["settings"].lines
    reminders = plan_told(canvas) if canvas.word("times") else lines["no_reminders"]
    zone = lines["zone_not_told"]
    if canvas.row.arg("minute") is not None:
        zone = lines["zone_told"].format(time=clock_told(canvas, "minute"))
    return {
        "reminders": lines["paused"] if canvas.on("paused") else reminders,
        "zone": zone,
        "equipment": lines[_EQUIPMENT[canvas.word("equipment")]],
        "level": lines[_LEVELS[canvas.word("level")]],
        "look_back": lines["look_back_on" if canvas.on("weekly") else "look_back_off"],
        "pictures": lines[_PICTURES[canvas.word("pictures")]],
        "running": lines["running"] if canvas.on("running") else "",
    }


def _rows(canvas: Canvas) -> Rows:
    rows = [canvas.button("reminders", e.ReminderAsked())]
    if canvas.word("times"):
        rows.append(canvas.button("days", e.DaysOpened()))
    rows.append(canvas.button("zone", e.ZoneAsked()))
    rows.append(canvas.button("equipment", e.EquipmentOpened()))
    rows.append(canvas.button("level", e.HighestOpened()))
    weekly, dark = canvas.on("weekly"), canvas.word("pictures") == Pictures.DARK.value
    rows.append(canvas.button("look_back_off" if weekly else "look_back_on", e.LookBackChosen(not weekly)))
    other = Pictures.LIGHT if dark else Pictures.DARK
    rows.append(canvas.button(_PICTURES[other.value], e.PicturesChosen(other)))
    return tuple((row,) for row in rows)


def _choices(canvas: Canvas, choices: dict[str, Event], now: str) -> Rows:
    rows: list[tuple[Button, ...]] = []
    for name, event in choices.items():
        mark = "☑" if name == now else "☐"
        rows.append((canvas.labelled(f"{mark} {canvas.words.buttons[name]}", event),))
    return (*rows, (canvas.button("back", e.SettingsAsked()),))


def _equipment_rows(canvas: Canvas) -> Rows:
    return _choices(
        canvas, {each.value: e.EquipmentChosen(each) for each in Equipment}, canvas.word("equipment")
    )


def _level_rows(canvas: Canvas) -> Rows:
    return _choices(canvas, {each.word: e.HighestChosen(each) for each in Level}, canvas.word("level"))


SETTINGS: dict[str, Look] = {
    "settings": Look(
        buttons=frozenset(
            {
                "reminders",
                "days",
                "zone",
                "equipment",
                "level",
                "look_back_on",
                "look_back_off",
                *_PICTURES.values(),
            }
        ),
        lines=_LINES,
        placeholders=frozenset(
            {"reminders", "zone", "equipment", "level", "look_back", "pictures", "running"}
        ),
        values=_told,
        layout=_rows,
    ),
    "settings_equipment": Look(
        buttons=frozenset({*_EQUIPMENT, "back"}),
        placeholders=frozenset({"equipment", "running"}),
        values=_told,
        layout=_equipment_rows,
    ),
    "settings_level": Look(
        buttons=frozenset({*_LEVELS, "back"}),
        placeholders=frozenset({"level", "running"}),
        values=_told,
        layout=_level_rows,
    ),
    "settings_not_yet": Look(),
}
