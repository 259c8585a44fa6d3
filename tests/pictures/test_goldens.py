"""Pictures of people's days, held against those that were looked at and kept in goldens/.

``make sheet`` shows all of them on one page. ``pytest tests/pictures --refresh`` keeps the ones of today:
open the sheet before and after.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from bot.adapters.pictures.pen import png_of
from bot.core.history import History
from bot.core.pictures.scene import Scene, Words
from tests.pictures import drawn, people
from tests.pictures.sheet import kept

GOLDENS = Path(__file__).parent / "goldens"
FAR, FEW = 72, 12
"""Another FreeType may draw the edges of letters otherwise: off by less than the first (of 255 steps of a
colour, once blurred), but for so many pixels at most. A ring that moves by one score has hundreds.
"""
NEAR, MANY = 8, 0.004
"""All but this share of the pixels is off by less than that. A day of a pause is more: it is faint."""


def is_like(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by no more than two machines' letters."""
    if one.size != other.size:
        return False
    soft = [each.convert("RGB").filter(ImageFilter.BoxBlur(1)) for each in (one, other)]
    red, green, blue = ImageChops.difference(*soft).split()
    off = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
    return sum(off[FAR:]) <= FEW and sum(off[NEAR:]) <= MANY * sum(off)


def of(scene: Scene | None) -> Image.Image:
    assert scene is not None
    return Image.open(BytesIO(png_of(scene)))


@pytest.mark.parametrize("name", drawn.SHOWN)
def test_a_picture_is_drawn_as_it_was_when_somebody_looked_at_it(name: str, request: pytest.FixtureRequest):
    scene, path = drawn.SHOWN[name]().picture, GOLDENS / f"{name}.png"
    if scene is None:
        assert not path.exists(), "there is nothing to draw any more"
        return
    picture = of(scene)
    if request.config.getoption("--refresh"):
        assert not os.environ.get("CI"), "pictures are kept by a person who looks at them"
        GOLDENS.mkdir(exist_ok=True)
        kept(picture).save(path, "PNG", optimize=True)
    assert is_like(picture, Image.open(path))


def test_every_golden_is_a_picture_of_today():
    assert {path.stem for path in GOLDENS.glob("*.png")} == {
        name for name, shown in drawn.SHOWN.items() if shown().picture is not None
    }
    assert sum(path.stat().st_size for path in GOLDENS.glob("*.png")) < 1_000_000


def higher(history: History) -> History:
    """The latest score is one higher."""
    *others, last = history.scores
    return replace(history, scores=(*others, replace(last, value=last.value + 1)))


def longer(history: History) -> History:
    """The pause is a day longer."""
    return replace(history, pauses=tuple(replace(p, last=p.last + timedelta(days=1)) for p in history.pauses))


def unshaded(history: History) -> History:
    """The pause is not told at all."""
    return replace(history, pauses=())


def fewer(history: History) -> History:
    """A session is missing, though not its scores."""
    return replace(history, sessions=history.sessions[:-1])


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("change", [higher, longer, unshaded, fewer])
def test_a_picture_that_tells_something_else_is_refused(change, colours, monkeypatch):
    wrong = change(people.thirty_days())
    monkeypatch.setattr(drawn, "_history", lambda name: wrong)
    assert not is_like(of(drawn.progress("thirty_days", colours).picture), golden(f"thirty_days_{colours}"))


def test_a_report_with_another_score_or_name_is_refused(monkeypatch):
    assert not is_like(of(drawn.report("thirty_days", drawn.NAME[:-1]).picture), golden("report_thirty_days"))
    wrong = higher(people.thirty_days())
    monkeypatch.setattr(drawn, "_history", lambda name: wrong)
    assert not is_like(of(drawn.report("thirty_days").picture), golden("report_thirty_days"))


def test_the_fullest_report_stays_on_its_page():
    scene = drawn.SHOWN["report_full"]().picture
    assert scene is not None
    *others, foot = [words for words in scene.parts if isinstance(words, Words)]
    assert max(words.y for words in others) + foot.size < foot.y < scene.height


def golden(name: str) -> Image.Image:
    return Image.open(GOLDENS / f"{name}.png")
