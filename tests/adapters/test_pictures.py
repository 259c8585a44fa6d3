"""Pictures as PNGs, drawn in a process of their own."""

import asyncio
import os
import signal
from io import BytesIO

from PIL import Image

from bot.adapters.pictures import Drawing
from bot.adapters.pictures.svg import svg
from bot.core.pictures.scene import Box, Dot, Line, Scene, Shape, Words

SCENE = Scene(
    200,
    100,
    "#FFFFFF",
    (
        Box(0, 0, 50, 50, "#0072B2"),
        Line(((60, 20), (140, 20)), "#000000", 4),
        Dot(170, 30, 15, "#FFFFFF", "#B8500A", 6),
        Shape(((60, 90), (80, 60), (100, 90)), "#00FF00"),
        Words(110, 90, "5 → 3 <&", 24, "#000000", bold=True),
    ),
)


async def drawn(scene=SCENE):
    drawing = Drawing()
    try:
        return await drawing.png(scene)
    finally:
        await drawing.close()


async def test_shapes_are_where_they_were_put():
    picture = Image.open(BytesIO(await drawn())).convert("RGB")
    assert picture.size == (200, 100)
    assert picture.getpixel((25, 25)) == (0, 0x72, 0xB2)
    assert picture.getpixel((100, 20)) == (0, 0, 0)
    assert picture.getpixel((170, 30)) == (255, 255, 255)
    assert picture.getpixel((156, 30)) == (0xB8, 0x50, 0x0A)
    assert picture.getpixel((80, 80)) == (0, 255, 0)
    words = picture.crop((108, 66, 200, 98)).convert("L")
    assert sum(words.histogram()[:60]) > 50


async def test_the_same_picture_is_the_same_bytes():
    assert await drawn() == await drawn()


def test_a_word_can_not_become_a_shape():
    words = Words(0, 9, '<rect x="0"/>', 9, "#000000")
    assert "&lt;rect" in svg(Scene(10, 10, "#FFFFFF", (words,))).split("\n")[2]


async def test_many_at_once_come_one_after_the_other_from_one_process():
    drawing = Drawing()
    try:
        pictures = await asyncio.gather(*(drawing.png(SCENE) for _ in range(5)))
        assert len(set(pictures)) == 1
        first = drawing._process
        await drawing.png(SCENE)
        assert drawing._process is first
    finally:
        await drawing.close()


async def test_after_its_process_was_killed_the_next_picture_is_drawn():
    drawing = Drawing()
    try:
        await drawing.png(SCENE)
        killed = drawing._process
        assert killed is not None
        os.kill(killed.pid, signal.SIGKILL)
        await killed.wait()
        assert await drawing.png(SCENE) is not None
    finally:
        await drawing.close()


async def test_what_can_not_be_drawn_is_none_and_the_log_tells_nothing_of_it(caplog):
    assert await drawn(Scene(0, 0, "my back hurts", ())) is None
    assert "could not be drawn" in caplog.text
    assert "my back" not in caplog.text


async def test_a_process_that_hangs_is_given_up(monkeypatch, caplog):
    monkeypatch.setattr("bot.adapters.pictures.drawing.SECONDS", 0.5)
    drawing = Drawing()
    try:
        await drawing.png(SCENE)
        stuck = drawing._process
        assert stuck is not None
        os.kill(stuck.pid, signal.SIGSTOP)
        assert await drawing.png(SCENE) is None
        assert stuck.returncode is not None
        monkeypatch.undo()
        assert await drawing.png(SCENE) is not None
    finally:
        await drawing.close()


async def test_the_process_goes_when_nothing_is_drawn_for_a_while(monkeypatch):
    monkeypatch.setattr("bot.adapters.pictures.drawing.IDLE_SECONDS", 0.05)
    drawing = Drawing()
    try:
        await drawing.png(SCENE)
        process = drawing._process
        assert process is not None
        await asyncio.wait_for(process.wait(), 10)
        monkeypatch.undo()
        assert await drawing.png(SCENE) is not None
    finally:
        await drawing.close()
