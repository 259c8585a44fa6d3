"""Pictures as PNGs."""

import asyncio
import sys
from io import BytesIO

from PIL import Image

from bot.adapters.pictures import draw
from bot.core.pictures.scene import Box, Dot, Line, Scene, Shape, Words

SCENE = Scene(
    200,
    120,
    "#FFFFFF",
    (
        Box(0, 0, 50, 70, "#0072B2"),
        Line(((60, 20), (140, 20)), "#000000", 4),
        Dot(170, 50, 15, "#FFFFFF", "#B8500A", 6),
        Shape(((60, 90), (80, 60), (100, 90)), "#00FF00"),
        Words(110, 110, "5 → 3 <&", 24, "#000000", bold=True),
    ),
)
"""Taller than a band, and with shapes on both sides of its edge at 50."""


async def drawn(scene=SCENE):
    png = await draw(scene)
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGB")


async def test_shapes_are_where_they_were_put():
    picture = await drawn()
    assert picture.size == (200, 120)
    for x, y, colour in (
        (25, 25, (0, 0x72, 0xB2)),
        (25, 49, (0, 0x72, 0xB2)),
        (25, 50, (0, 0x72, 0xB2)),
        (25, 71, (255, 255, 255)),
        (51, 25, (255, 255, 255)),
        (100, 20, (0, 0, 0)),
        (100, 24, (255, 255, 255)),
        (170, 50, (255, 255, 255)),
        (155, 49, (0xB8, 0x50, 0x0A)),
        (155, 50, (0xB8, 0x50, 0x0A)),
        (80, 80, (0, 255, 0)),
        (62, 70, (255, 255, 255)),
    ):
        assert picture.getpixel((x, y)) == colour, (x, y)


async def test_edges_are_smooth():
    edge = [(await drawn()).getpixel((x, 38)) for x in range(155, 165)]
    assert [pixel for pixel in edge if pixel not in ((255, 255, 255), (0xB8, 0x50, 0x0A))]


async def test_words_are_there_and_their_arrow_is_a_letter_of_the_font():
    picture = await drawn()
    assert sum(picture.crop((108, 86, 200, 118)).convert("L").histogram()[:60]) > 50
    assert (await word("→")).tobytes() != (await word("\ue000")).tobytes()


async def word(text):
    return await drawn(Scene(60, 40, "#FFFFFF", (Words(5, 30, text, 24, "#000000"),)))


async def named(name: str, room: float | None) -> bytes:
    words = Words(0, 30, name, 25, "#000000", room=room)
    png = await draw(Scene(1200, 40, "#FFFFFF", (words,)))
    assert png is not None
    return png


async def test_a_name_of_the_widest_letters_is_whole():
    assert await named("W" * 59 + "W", 990) != await named("W" * 59 + "I", 990)


async def test_what_has_no_room_even_in_small_letters_ends_with_dots():
    assert await named("W" * 60 + "W", 500) == await named("W" * 60 + "I", 500)


async def test_what_has_room_is_as_large_as_it_was_put():
    assert await named("Zoë", 990) == await named("Zoë", None)


async def test_the_same_picture_is_the_same_bytes():
    assert await draw(SCENE) == await draw(SCENE)


async def test_what_can_not_be_drawn_is_none_and_the_log_tells_nothing_of_it(caplog):
    assert await draw(Scene(10, 10, "my back hurts", ())) is None
    assert "could not be drawn" in caplog.text
    assert "my back" not in caplog.text


async def test_without_what_draws_it_is_none_too(monkeypatch):
    monkeypatch.setitem(sys.modules, "bot.adapters.pictures.pen", None)
    assert await draw(SCENE) is None


async def test_the_event_loop_turns_on_while_a_picture_is_drawn():
    """So large a picture takes long; meanwhile others are served."""
    drawing = asyncio.ensure_future(draw(Scene(3000, 3000, "#FFFFFF", SCENE.parts)))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert await drawing is not None
    assert turns > 100
