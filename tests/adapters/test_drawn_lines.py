"""Lines of the content that stand in pictures: what would spoil one is told; what is not told spoils none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from itertools import combinations
from pathlib import Path

import pytest
from PIL import ImageFont

from bot.adapters.content_files import check, load
from bot.adapters.content_files.drawn import FONTS
from bot.adapters.pictures import width_of
from bot.adapters.pictures.pen import FACES
from bot.core.content import Content
from bot.core.pictures.letters import LETTERS
from bot.core.pictures.rooms import CALENDAR, ROOMS, WRAPPED
from bot.core.pictures.scene import Scene, Words
from tests.pictures import drawn

CONTENT = Path(__file__).parents[2] / "content"
Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    films = shutil.ignore_patterns("*.mp4", "*.jpg")
    return Path(shutil.copytree(CONTENT, tmp_path / "content", ignore=films))


@pytest.fixture
def edit(folder: Path) -> Edit:
    def replaced(file: str, old: str, new: str) -> None:
        path = folder / "en" / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replaced


def wrong(folder: Path) -> list[str]:
    """What the command would print, but for what only asks for figures."""
    return [str(each) for each in check(folder, width=width_of) if not each.warning]


# --- what is told ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        (
            'pause = "pause"',
            'pause = "pause 🌴"',
            "screens.progress.lines.pause",
            f"has “🌴” (U+1F334), which the fonts of pictures don't have; allowed: {FONTS}.",
        ),
        (
            'sitting = "Sitting"',
            'sitting = "坐"',
            "screens.measures.lines.sitting",
            f"has “坐” (U+5750), which the fonts of pictures don't have; allowed: {FONTS}.",
        ),
        (
            'january = "January"',
            'january = "一月"',
            "screens.calendar.lines.january",
            f"has “一” (U+4E00) “月” (U+6708), which the fonts of pictures don't have; allowed: {FONTS}.",
        ),
        (
            'flare = "a sore day"',
            'flare = "a <b>sore</b> day"',
            "screens.progress.lines.flare",
            "has markup, and stands in a picture too; allowed: plain text, with &amp; for &.",
        ),
        (
            'flare = "a sore day"',
            'flare = "a rather sore day"',
            "screens.progress.lines.flare",
            "is too long for its place in a picture; allowed: about 3 letters less.",
        ),
        (
            'span = "{first} to {last}. 0 none, 10 worst"',
            'span = "{first} to {last}. 0 is none, 10 is the worst"',
            "screens.progress.lines.span",
            "is too long for its place in a picture; allowed: about 5 letters less.",
        ),
        (
            'getting_up = "Getting up"',
            'getting_up = "Standing up"',
            "screens.measures.lines.getting_up",
            "is too long for its place in a picture; allowed: about 2 letters less.",
        ),
    ],
)
def test_a_line_that_would_spoil_a_picture_is_one_sentence(folder, edit, old, new, key, told):
    edit("screens.toml", old, new)
    assert f"en/screens.toml: {key} {told}" in wrong(folder)
    load(folder)  # its words stand beside a picture, so nobody has to wait until it is mended


def test_a_therapists_name_of_a_move_has_letters_of_the_fonts_too(folder: Path, edit: Edit):
    edit("exercises/marching.toml", 'clinical_name = "Supine marching"', 'clinical_name = "行進"')
    [sentence] = wrong(folder)
    assert sentence.startswith("en/exercises/marching.toml: clinical_name has “行” (U+884C) “進” (U+9032)")


def test_a_button_of_an_entry_is_as_short_as_other_buttons(folder: Path, edit: Edit):
    edit("screens.toml", "{measure} before: {value}", "{measure} before all of it: {value}")
    edit("screens.toml", 'getting_up = "Getting up"', 'getting_up = "Upright"')
    assert wrong(folder) == []
    edit("screens.toml", "before all of it:", "before all the moves:")
    assert wrong(folder) == [
        "en/screens.toml: screens.history.lines.before_label makes a button of 32 characters:"
        " “Sitting before all the moves: 10”; allowed: at most 30."
    ]


def test_letters_of_other_alphabets_that_the_fonts_have_are_welcome(folder: Path, edit: Edit):
    edit("screens.toml", 'pause = "pause"', 'pause = "пауза"')
    edit("screens.toml", 'sitting = "Sitting"', 'sitting = "Κάθομαι"')
    edit("screens.toml", 'flare = "a sore day"', 'flare = "sore &amp; tired"')
    assert wrong(folder) == []


# --- what is drawn --------------------------------------------------------------------------------


def with_lines(content: Content, change: Callable[[str, str, str], str]) -> Content:
    """The content with other lines and texts: of a screen, of this name, and as it was."""
    return replace(
        content,
        screens={
            name: replace(
                words,
                text=change(name, "", words.text),
                lines={line: change(name, line, text) for line, text in words.lines.items()},
            )
            for name, words in content.screens.items()
        },
    )


def pictures(content: Content, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Scene]]:
    monkeypatch.setattr(drawn, "CONTENT", content)
    for name, shown in drawn.SHOWN.items():
        if name.endswith("dark"):
            continue
        picture = shown().picture
        if picture is not None:
            yield name, picture


def words_of(scene: Scene) -> list[Words]:
    return [part for part in scene.parts if isinstance(part, Words)]


def test_an_ampersand_is_drawn_and_shown_on_a_button_as_it_is(monkeypatch):
    named = {"sitting": "Sit &amp; rest"}

    def renamed(screen: str, line: str, text: str) -> str:
        return named.get(line, text) if screen == "measures" else text

    content = with_lines(drawn.CONTENT, renamed)
    monkeypatch.setattr(drawn, "CONTENT", content)
    for shown in (
        drawn.progress("week", "light"),
        drawn.look_back("week", "light"),
        drawn.report("week", "A &amp; B"),
    ):
        assert shown.picture is not None
        told = [words.text for words in words_of(shown.picture)]
        assert "Sit & rest" in told
        assert "Name: A &amp; B" in told or not shown.document, "a name stands there as it was typed"
    history = drawn.screen("history", drawn._history("week"))
    assert "Sit & rest before: 3" in [button.label for row in history.buttons for button in row]


def test_every_line_that_is_drawn_is_looked_at(monkeypatch):
    """Each line is given a sign of its own, and none of those that are found in pictures is unknown."""
    signs: dict[str, tuple[str, str]] = {}

    def signed(screen: str, line: str, text: str) -> str:
        sign = chr(0xE000 + len(signs))
        signs[sign] = (screen, line)
        return sign + text

    content = with_lines(drawn.CONTENT, signed)
    found = {
        signs[letter]
        for _, scene in pictures(content, monkeypatch)
        for words in words_of(scene)
        for letter in words.text
        if letter in signs
    }
    known = {(room.screen, room.line) for room in ROOMS} | WRAPPED
    assert {place for place in found if place[0] != CALENDAR} <= known
    assert len(found) > 60, "or the pictures have fewer lines than somebody thinks"


def test_lines_as_long_as_they_may_be_cover_and_lose_nothing(monkeypatch):
    """Every line is made as long as it may be: what stands beside it in a picture stays apart."""
    by_room = sorted(ROOMS, key=lambda room: -room.width / room.size)
    widest = {(room.screen, room.line): room for room in by_room}

    def filled(screen: str, line: str, text: str) -> str:
        room = widest.get((screen, line))
        if room is None or "{" in text:
            return text
        while width_of(escape(text) + "m", room.size, room.bold) <= room.width:
            text += "m"
        return text

    content = with_lines(drawn.CONTENT, filled)
    for name, scene in pictures(content, monkeypatch):
        boxes = [(words, _box(words)) for words in words_of(scene) if words.text]
        for words, (left, top, right, bottom) in boxes:
            assert 0 <= left < right <= scene.width, (name, words.text)
            assert 0 <= top < bottom <= scene.height, (name, words.text)
            alone = words.room is None or width_of(words.text, words.size, words.bold) <= words.room
            assert alone or words.text.startswith("Name:"), (name, words.text)
        for (one, box), (other, next_box) in combinations(boxes, 2):
            assert not _touch(box, next_box), (name, one.text, other.text)


def _box(words: Words) -> tuple[float, float, float, float]:
    wide = width_of(words.text, words.size, words.bold)
    wide = wide if words.room is None else min(wide, words.room)
    left = words.x - wide * {"start": 0, "middle": 0.5, "end": 1}[words.anchor]
    return left, words.y - words.size * 0.75, left + wide, words.y


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_fonts_have_every_letter_that_is_said_to_be_theirs():
    for face in FACES.values():
        font = ImageFont.truetype(str(face), 24, layout_engine=ImageFont.Layout.BASIC)
        box = bytes(font.getmask("\uffff"))
        seen = [letter for letter in LETTERS if not letter.isspace()]
        lacking = [letter for letter in seen if bytes(font.getmask(letter)) == box]
        assert lacking == []
        assert bytes(font.getmask("\u0149")) == bytes(font.getmask("\u38bb")) == box, "in neither"
        assert not {"\u0149", "\u01c4", "\u1e9c", "\u200b", "\u0301", "\u00ad", "坐"} & LETTERS
