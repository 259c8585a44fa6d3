"""Keyframes as the tools want them: all of content/figures/, without a mistake, or none.

What they are and what a body can do is the bot's to know, as its `check` reads them too.
"""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content_files import read_figures
from bot.core.keyframes import Camera, Keyframes, Loop

__all__ = ["Camera", "Keyframes", "KeyframesError", "Loop", "read_all"]

CONTENT = Path(__file__).resolve().parent.parent / "content"


class KeyframesError(ValueError):
    """What is wrong with the keyframes, one line each."""


def read_all(content: Path = CONTENT) -> dict[str, Keyframes]:
    """Every file of keyframes, by its name; a KeyframesError tells everything that is wrong with any."""
    figures = read_figures(content)
    if figures.mistakes:
        raise KeyframesError("\n".join(map(str, figures.mistakes)))
    return figures.keyframes
