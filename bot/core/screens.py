"""An outbox row and the content -> what Telegram is to show.

``SCREENS`` (core/layouts/) says for each screen which words the content must have; the words
themselves are in ``content/<language>/screens.toml``.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from bot.core.canvas import STAYS, Button, Canvas, Host, Look, Screen, without_markup
from bot.core.content import Content
from bot.core.effects import ScreenRow, Slot
from bot.core.history import History
from bot.core.layouts import SCREENS

__all__ = ["SCREENS", "STAYS", "Button", "Edited", "Host", "Screen", "render", "wants_history"]


class Edited(Enum):
    """What came of having a message show another screen."""

    DONE = "done"
    GONE = "gone"
    """There is nothing to be edited (any more): it has to be sent anew."""
    UNFIT = "unfit"
    """This message can't show that: it has to be sent anew, and this one taken away then."""


def wants_history(row: ScreenRow) -> bool:
    """Whether a screen is made of the person's own days."""
    look = SCREENS.get(row.screen)
    return look is not None and (look.history or look.picture is not None)


def render(
    row: ScreenRow, slot: Slot, revision: int, content: Content, host: Host, history: History | None = None
) -> Screen:
    """The message for an outbox row. Raises KeyError when the content lacks what the row names."""
    look = SCREENS[row.screen]
    canvas = Canvas(row, slot, revision, content, host, history)
    text = _text(canvas, look)
    word = _word(canvas)
    if word and look.brief and _answers_words(canvas):
        text = text.split("\n", 1)[0]
    figure = look.figure(canvas) if look.figure is not None else canvas.words.figure
    picture = None
    if look.picture is not None:
        picture = look.picture(replace(canvas, content=without_markup(content)))
    text = "\n\n".join(part for part in (word, text) if part)
    return Screen(text, look.layout(canvas), figure, picture, look.document)


def _text(canvas: Canvas, look: Look) -> str:
    words = canvas.content.screens[look.text_of or canvas.row.screen]
    template = words.child_text if canvas.on("child") and words.child_text else words.text
    values = look.values(canvas) if look.placeholders else {}
    lines = [line.format_map(values) for line in template.splitlines() if not _is_empty(line, values)]
    return "\n".join(lines).strip()


def _is_empty(line: str, values: dict[str, str]) -> bool:
    """A line that is one placeholder with nothing to say leaves no gap behind."""
    return line.startswith("{") and line.endswith("}") and values.get(line[1:-1]) == ""


def _word(canvas: Canvas) -> str:
    """The sentence above the open question, or nothing."""
    kind, _, name = canvas.word("word").partition(":")
    replies = canvas.content.replies
    match kind:
        case "word":
            return canvas.content.screens["words"].lines[name]
        case "phrase":
            phrase = replies.phrases.get(name)
            return phrase.answer if phrase is not None else ""
        case "unknown":
            return replies.unknown[int(name) % len(replies.unknown)]
        case "adapted":
            reasons = canvas.content.safety.reasons
            return "\n".join(reasons[adaptation] for adaptation in name.split(","))
        case "not_a_score":
            return replies.not_a_score[name]
        case _:
            return ""


def _answers_words(canvas: Canvas) -> bool:
    kind, _, name = canvas.word("word").partition(":")
    return kind in ("phrase", "unknown", "not_a_score") or name == "media"
