"""The poster and the contact sheet: drawn from films, with all of their words on them, within the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bot.adapters.content_files import ContentError
from figures.contact_sheet import ACROSS, SHOWN, write_sheet
from figures.encoding import write_mp4
from figures.keyframes import CONTENT, read_all
from figures.poster import EDGE, PICTURE, ROOM, WIDE, write_poster
from figures.poster_words import posters
from figures.stills import write_jpeg
from tests.figures.films_of_tests import rocking

PAPER = 255
BLUE = (42, 134, 168)
"""Of the square that rocks in the films."""


@pytest.fixture(scope="module")
def poster():
    return next(posters(CONTENT, read_all()))


@pytest.fixture(scope="module")
def films(poster, tmp_path_factory):
    """A film of a square for each move of the poster."""
    folder = tmp_path_factory.mktemp("films")
    write_mp4(rocking(), folder / "square.mp4")
    for move in poster.moves:
        (folder / f"{move.loop.name}.mp4").write_bytes((folder / "square.mp4").read_bytes())
    return folder


@pytest.fixture
def written(monkeypatch):
    """What is written on a page: each text with its box in it."""
    texts = []
    write = ImageDraw.ImageDraw.text

    def noted(pen, at, text, fill, font):
        texts.append((text.strip(), pen.textbbox(at, text.strip(), font=font)))
        write(pen, at, text, fill, font)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    return texts


def drawn(poster, films, tmp_path):
    write_poster(poster, films, tmp_path / "poster.jpg")
    with Image.open(tmp_path / "poster.jpg") as page:
        return np.asarray(page).astype(int)


def words_of(poster):
    moves = [[f"{number} {m.name}", *m.doses, m.feel, m.ease_off] for number, m in enumerate(poster.moves, 1)]
    said = [poster.title, poster.under, *(text for texts in moves for text in texts), poster.footer]
    return " ".join(said).replace("<b>", " ").replace("</b>", " ").split()


def test_all_words_stand_on_the_poster_in_their_order(poster, films, tmp_path, written):
    drawn(poster, films, tmp_path)
    assert " ".join(text for text, _ in written).split() == words_of(poster)


def test_each_text_can_be_seen_and_none_leaves_the_page_or_lies_on_another(poster, films, tmp_path, written):
    page = drawn(poster, films, tmp_path)
    for text, (left, top, right, bottom) in written:
        # Letters such as T and W reach a pixel over their place.
        assert EDGE - 2 < left < right < WIDE - EDGE + 2, text
        assert 0 < top < bottom < len(page), text
        assert (page[int(top) : int(bottom), int(left) : int(right)] < 128).any(), text
    boxes = [box for _, box in written]
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:number]:
            apart = left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]
            assert apart, written[number]


def test_each_move_is_shown_by_both_of_its_sides(poster, films, tmp_path):
    page = drawn(poster, films, tmp_path)
    blue = np.abs(page - BLUE).max(axis=2) < 40
    columns = [slice(EDGE + at, EDGE + at + PICTURE[0]) for at in (0, PICTURE[0] + 12)]
    for column in columns:
        seen = blue[:, column].any(axis=1).astype(int)
        assert (np.diff(seen) == 1).sum() == len(poster.moves)
    # To the person's left, which the film's square shows on the right, then to the other side.
    first, second = (np.nonzero(blue[:, column])[1].mean() for column in columns)
    assert first > second


def test_the_page_ends_where_its_words_do(poster, films, tmp_path):
    page = drawn(poster, films, tmp_path)
    longer = drawn(replace(poster, footer=f"{poster.footer} " * 3), films, tmp_path)
    assert page.shape[1] == WIDE
    assert WIDE < len(page) < len(longer) < ROOM
    assert (page[-10:] == PAPER).all()


def test_words_that_need_more_than_the_page_are_refused_and_nothing_is_written(poster, films, tmp_path):
    move = poster.moves[0]
    longer = replace(poster, moves=(replace(move, feel="Feel it in your back. " * 300), *poster.moves[1:]))
    with pytest.raises(
        ContentError, match=r"^poster\.jpg would be \d{4} pixels long; allowed: 4000, with fewer words in "
    ):
        drawn(longer, films, tmp_path)
    assert not (tmp_path / "poster.jpg").exists()


def test_the_contact_sheet_has_a_row_for_each_film_and_still_with_its_name(films, tmp_path, written):
    picture = tmp_path / "a_still.jpg"
    write_jpeg(rocking()[0], picture)
    write_sheet([films / "square.mp4", picture], tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        page = np.asarray(sheet).astype(int)
    width, height = SHOWN
    assert page.shape[:2] == (2 * height, ACROSS * width)
    blue = np.abs(page - BLUE).max(axis=2) < 30
    tiles = [
        [
            bool(blue[row * height : (row + 1) * height, at * width : (at + 1) * width].any())
            for at in range(ACROSS)
        ]
        for row in (0, 1)
    ]
    assert tiles == [[True] * ACROSS, [True] + [False] * (ACROSS - 1)]
    assert [text for text, _ in written] == ["square", "a_still"]
    for row, (_, (left, top, right, bottom)) in enumerate(written):
        assert row * height < top < bottom < (row + 1) * height
        assert (page[int(top) : int(bottom), int(left) : int(right)] < 60).any()


def test_the_contact_sheets_frames_are_of_the_whole_film(films, tmp_path):
    write_sheet([films / "square.mp4"], tmp_path / "sheet.png")
    with Image.open(tmp_path / "sheet.png") as sheet:
        page = np.asarray(sheet).astype(int)
    blue = np.abs(page - BLUE).max(axis=2) < 30
    middles = [np.nonzero(blue[:, at * SHOWN[0] : (at + 1) * SHOWN[0]])[1].mean() for at in range(ACROSS)]
    assert max(middles) - min(middles) > 50
