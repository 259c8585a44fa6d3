"""The screens: what the bot needs of each, its placeholders, labels and lengths; and the bot's own face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from bot.adapters.content_files.texts import (
    LONGEST_CAPTION,
    LONGEST_LABEL,
    LONGEST_MESSAGE,
    LONGEST_SAFETY,
    Found,
    Markup,
    html,
    length,
    placeholders,
    plain,
)
from bot.core.canvas import Canvas
from bot.core.content import BotFace, Safety, ScreenText
from bot.core.replies import COMMANDS

LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION, LONGEST_COMMAND = 512, 120, 256
"""Telegram's limits for what it shows of the bot itself."""
LONGEST_TOAST = 200
"""Telegram's limit for the short word on a tap."""
LINE_PLACEHOLDERS: dict[str, frozenset[str]] = {
    "change": frozenset({"measure", "before", "after"}),
    "contact": frozenset({"contact"}),
    "number": frozenset({"number"}),
    **dict.fromkeys(("today", "tomorrow", "far"), frozenset({"date", "time"})),
    "date": frozenset({"weekday", "day", "month"}),
    **dict.fromkeys(("daily", "other_days", "once_weekly"), frozenset({"time"})),
    "on_days": frozenset({"days", "time"}),
    "and_time": frozenset({"first", "second"}),
    "next_one": frozenset({"next", "phone"}),
    "paused_next": frozenset({"next"}),
    "zone_told": frozenset({"time"}),
    "waits": frozenset({"next"}),
    "compare": frozenset({"phone"}),
    "months": frozenset({"months"}),
    "days_done": frozenset({"done", "due", "days"}),
    "last_days": frozenset({"days"}),
    "scored": frozenset({"days", "all", "sessions"}),
    "scored_of_one": frozenset({"days", "sessions"}),
    "newest": frozenset({"measure", "scores"}),
    "newest_pair": frozenset({"date", "scores"}),
    **dict.fromkeys(("lower", "higher"), frozenset({"measure", "points", "since"})),
    **dict.fromkeys(("lower_one", "higher_one", "as_before"), frozenset({"measure", "since"})),
    "rests_on": frozenset({"then", "now"}),
    "span": frozenset({"first", "last"}),
    "one_day": frozenset({"date"}),
    "sessions": frozenset({"count"}),
    **dict.fromkeys(("how", "how_other"), frozenset({"day"})),
    "day_told": frozenset({"day", "entries"}),
    "part": frozenset({"day", "part"}),
    "entry": frozenset({"day", "entry"}),
    **dict.fromkeys(("sitting_told", "getting_up_told", "with"), frozenset({"scores"})),
    "flare_told": frozenset({"value"}),
    **dict.fromkeys(("routine_told", "routine_label"), frozenset({"level"})),
    **dict.fromkeys(
        ("before_label", "after_label", "flare_label", "daily_label"), frozenset({"measure", "value"})
    ),
    "pause_span": frozenset({"first", "last"}),
    **dict.fromkeys(("pause_since", "pause_day"), frozenset({"first"})),
    "period": frozenset({"first", "last"}),
    **dict.fromkeys(("period_one", "foot"), frozenset({"date"})),
    "scale_told": frozenset({"scale"}),
    "asked": frozenset({"measure", "question"}),
    "row_routines": frozenset({"measure"}),
    "mean_of": frozenset({"mean", "count"}),
    "change_of": frozenset({"mean", "after", "count"}),
    "change_of_one": frozenset({"mean", "after"}),
    "mean_of_one": frozenset({"mean"}),
    "routines": frozenset({"count", "days"}),
    "routines_one_day": frozenset({"count"}),
    "levels": frozenset({"levels"}),
    "level": frozenset({"level", "count"}),
    "done": frozenset({"exercise", "count"}),
    **dict.fromkeys(("done_once", "done_never"), frozenset({"exercise"})),
    "pauses": frozenset({"days"}),
    **dict.fromkeys(("done_hurt", "unfit", "sore_days"), frozenset({"count"})),
    "sore_moves": frozenset({"count", "lowest", "highest"}),
    "sore_moves_same": frozenset({"count", "lowest"}),
    "felt": frozenset({"felt", "date"}),
    "felt_often": frozenset({"felt", "count", "date"}),
    "more": frozenset({"count"}),
    "stops_told": frozenset({"dates"}),
    "stops_often": frozenset({"count", "dates"}),
    "counted": frozenset({"sessions", "days"}),
    **dict.fromkeys(("counted_one", "counted_none"), frozenset({"sessions"})),
    "range": frozenset({"measure", "lowest", "highest"}),
    "one_score": frozenset({"measure", "lowest"}),
}
"""What a named line holds in braces; other lines hold none."""
MAY_BE_EMPTY = frozenset({"no_contact"})
"""Lines that may say nothing: a host need not name a contact."""
STAND_IN = "0000000000"
"""For what a screen shows that is not content, such as the host's contact."""


class ScreenSpec(Protocol):
    """What a screen of the bot needs of the content (``bot.core.layouts.SCREENS``)."""

    @property
    def buttons(self) -> frozenset[str]:
        """Names of the buttons it needs a label for."""

    @property
    def lines(self) -> frozenset[str]:
        """Names of the lines it is made with."""

    @property
    def placeholders(self) -> frozenset[str]:
        """What stands in braces in its text."""

    @property
    def text_of(self) -> str:
        """The screen whose text it shares, or empty."""

    @property
    def figure(self) -> Callable[[Canvas], str] | None:
        """How it finds its figure; None where its words name it."""

    @property
    def safety(self) -> bool:
        """Whether it is one of the longer screens of the safety check."""


def face(shown: BotFace) -> Found:
    """What Telegram shows of the bot itself."""
    yield from plain("face.description", shown.description, LONGEST_DESCRIPTION)
    yield from plain("face.short_description", shown.short_description, LONGEST_SHORT_DESCRIPTION)
    for name, told in shown.commands.items():
        if name not in COMMANDS:
            yield f"face.commands.{name}", "is no command of this bot", ", ".join(COMMANDS)
        yield from plain(f"face.commands.{name}", told, LONGEST_COMMAND)
    for name in COMMANDS:
        # Telegram offers /start by itself.
        if name not in shown.commands and name != "start":
            yield f"face.commands.{name}", "is missing", "what the command does, in a few words"


def screens_file(
    texts: Mapping[str, ScreenText], specs: Mapping[str, ScreenSpec], safety: Safety | None
) -> Found:
    """Every screen the bot has, with all it needs."""
    for name in specs:
        if name not in texts:
            yield f"screens.{name}", "is missing", "a text, lines and buttons as the other screens have"
    for name, words in texts.items():
        if name in specs:
            yield from _screen(name, words, specs[name])
            yield from _length(name, words, specs[name], texts, safety)


def unused(texts: Mapping[str, ScreenText], specs: Mapping[str, ScreenSpec]) -> Found:
    """Words that are shown nowhere, or whose name is mistyped; they stop nothing."""
    for name, words in texts.items():
        if name not in specs:
            yield f"screens.{name}", "is shown nowhere", ", ".join(sorted(specs))
            continue
        spec, key = specs[name], f"screens.{name}"
        if words.figure and not (words.text.strip() or spec.text_of):
            yield f"{key}.figure", "is shown nowhere", "a figure in a screen with a text"
        for kind, needed, given in (
            ("buttons", spec.buttons, words.buttons),
            ("lines", spec.lines, words.lines),
        ):
            for extra in sorted(set(given) - needed):
                yield f"{key}.{kind}.{extra}", "is shown nowhere", ", ".join(sorted(needed)) or "none here"


def _screen(name: str, words: ScreenText, spec: ScreenSpec) -> Found:
    key = f"screens.{name}"
    told = [(f"{key}.{field}", text) for field in ("text", "child_text") if (text := getattr(words, field))]
    for place, text in told:
        yield from html(place, text, known=spec.placeholders, longest=LONGEST_CAPTION)
    # A text for the child may leave words out, but not where it is about safety.
    for place, text in told if spec.safety else told[:1]:
        yield from _left_out(place, text, spec.placeholders)
    only_lines = spec.lines and not spec.placeholders and not spec.buttons
    if not (words.text.strip() or spec.text_of or only_lines):
        yield f"{key}.text", "is missing", "a text"
    yield from _parts(key, words, spec)


def _parts(key: str, words: ScreenText, spec: ScreenSpec) -> Found:
    """The lines and button labels of a screen."""
    for line, text in words.lines.items():
        place, known = f"{key}.lines.{line}", LINE_PLACEHOLDERS.get(line, frozenset())
        if key == "screens.toasts":
            yield from plain(place, text, LONGEST_TOAST)
        elif text or known or line in spec.lines - MAY_BE_EMPTY:
            yield from html(place, text, known=known)
            yield from _left_out(place, text, known)
    for label, text in words.buttons.items():
        yield from plain(f"{key}.buttons.{label}", text, LONGEST_LABEL)
    for kind, needed, given in (("buttons", spec.buttons, words.buttons), ("lines", spec.lines, words.lines)):
        for missing in sorted(needed - set(given)):
            yield f"{key}.{kind}.{missing}", "is missing", ", ".join(sorted(needed))


def _left_out(key: str, text: str, needed: frozenset[str]) -> Found:
    names = placeholders(text)
    for missing in sorted(needed - names) if names is not None else ():
        yield key, f"leaves out {{{missing}}}", "a text with it"


def _length(
    name: str, words: ScreenText, spec: ScreenSpec, texts: Mapping[str, ScreenText], safety: Safety | None
) -> Found:
    """How long a screen is with the longest of all that may stand in it."""
    if name == "exercise":
        return  # its words come from the exercises: see ``exercise_messages``
    longest = LONGEST_SAFETY if spec.safety else LONGEST_MESSAGE
    fills = {placeholder: _fill(placeholder, name, words, texts, safety) for placeholder in spec.placeholders}
    for field in ("text", "child_text"):
        text: str = getattr(words, field)
        names = placeholders(text)
        if names is not None and names <= set(fills):
            size = length(Markup(text.format_map(fills) if fills else text).text.strip())
            if size > longest:
                yield f"screens.{name}.{field}", f"comes to {size} characters", f"at most {longest}"


def _fill(
    placeholder: str, name: str, words: ScreenText, texts: Mapping[str, ScreenText], safety: Safety | None
) -> str:
    if placeholder == "items" and safety is not None:
        items = safety.emergency if name == "emergency_check" else safety.doctor_first
        return "\n".join(f"• {item.text}" for item in items)
    if placeholder in texts:
        return texts[placeholder].text
    # "{number}" is filled by the lines "number" and "no_number", "{why}" by any of its screen's lines.
    named = [line for key, line in words.lines.items() if placeholder in key] or words.lines.values()
    return max((Markup(line).text for line in named), key=len, default=STAND_IN)
