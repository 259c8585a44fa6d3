"""What reminders say: their first lines, which lock screens show, the times they offer, and the lessons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from bot.adapters.content_files.sources import source
from bot.adapters.content_files.texts import Found, Markup, html
from bot.core.content import Lessons, Openings, ReminderWords, ScreenText
from bot.core.typed_words import normalised

MOST_TIMES = 12
"""Times on buttons, so that they fit on a phone."""
BY_THEMSELVES = ("how_to_go_on", "missed_week", "last_reminder")
"""Screens that come by themselves, beside the reminder."""
LONGEST_OPENING, LONGEST_LESSON = 120, 160
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def reminders_file(reminders: ReminderWords) -> Found:
    """The first lines and the times."""
    if not reminders.times or len(reminders.times) > MOST_TIMES:
        yield "times", f"has {len(reminders.times)} times", f"from 1 to {MOST_TIMES}"
    for time in reminders.times:
        if not _TIME.fullmatch(time):
            yield "times", f"has “{time}”", "times such as 07:30"
    if not reminders.never_first:
        yield "never_first", "is empty", "words that a lock screen may not show"
    for field in fields(Openings):
        lines: tuple[str, ...] = getattr(reminders.openings, field.name)
        if not lines:
            yield f"openings.{field.name}", "is empty", "one or more first lines"
        for number, line in enumerate(lines, 1):
            key = f"openings.{field.name} #{number}"
            yield from html(key, line, longest=LONGEST_OPENING)
            yield from _names_nothing(key, line, reminders)


def first_lines(screens: Mapping[str, ScreenText], reminders: ReminderWords) -> Found:
    """The first lines of what else comes by itself."""
    for name in BY_THEMSELVES:
        if name in screens:
            first, *_ = screens[name].text.strip().split("\n")
            yield from _names_nothing(f"screens.{name}.text", first, reminders)
    reask = screens["words"].lines.get("reask", "") if "words" in screens else ""
    yield from _names_nothing("screens.words.lines.reask", reask, reminders)


def lessons_file(lessons: Lessons) -> Found:
    """The lessons, each with its source."""
    for number, lesson in enumerate(lessons.lessons, 1):
        yield from html(f"lessons #{number}.text", lesson.text, longest=LONGEST_LESSON)
        yield from source(f"lessons #{number}.source", lesson.source)


def _names_nothing(key: str, line: str, reminders: ReminderWords) -> Found:
    """A first line names nothing that a stranger beside the phone should read."""
    said = f" {' '.join(normalised(Markup(line).text))} "
    for word in reminders.never_first:
        if f" {' '.join(normalised(word))} " in said:
            yield key, f"has “{word}” in its first line, which lock screens show", "words that tell nobody"
