"""Colours of pictures: Okabe and Ito's blue and orange, which colour-blind people tell apart too, made darker
for white paper and lighter for the night (K. Okabe, M. Ito: Color Universal Design, 2008).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours as #RRGGBB."""

    paper: str
    ink: str
    quiet: str
    grid: str
    pause: str
    sitting: str
    getting_up: str


LIGHT = Palette("#FFFFFF", "#1F2A33", "#4A5963", "#D5DCE0", "#E9EDEF", "#0072B2", "#B8500A")
DARK = Palette("#17212B", "#F2F5F7", "#B4C0C9", "#364452", "#263442", "#56B4E9", "#F0A63C")
PRINT = Palette("#FFFFFF", "#000000", "#333333", "#BBBBBB", "#E6E6E6", "#000000", "#000000")
PALETTES = {"light": LIGHT, "dark": DARK}
