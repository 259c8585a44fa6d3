"""What content/figures/ holds is whole and of today; whatever is not is told in a sentence that helps."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from bot.adapters.content_files import ContentError
from bot.core.keyframes import STILL, Loop
from figures import made_from
from figures.committed import every_loop, files_of, is_due, problems, wrong_with
from figures.encoding import write_mp4
from figures.fingerprints import of_film
from figures.keyframes import CONTENT, read_all
from figures.poster_words import posters
from figures.stills import telling, write_jpeg
from figures.timeline import Part, every_moment
from tests.figures.films_of_tests import TEMPO, rocking

FOLDER = CONTENT / "figures"
FIGURES = read_all()
THERE = [(loop, file) for loop in every_loop(FIGURES) for file in files_of(loop) if (FOLDER / file).exists()]
BEGUN = [loop for loop in every_loop(FIGURES) if (FOLDER / files_of(loop)[0]).exists()]
LOOP = Loop(replace(FIGURES["knee_rocks_steady"], name="square", tempo=TEMPO), "")


@pytest.mark.parametrize(("loop", "file"), THERE, ids=[file for _, file in THERE])
def test_each_committed_file_is_as_it_has_to_be(loop, file):
    assert wrong_with(FOLDER / file, loop) == []


@pytest.mark.parametrize("loop", BEGUN, ids=lambda loop: loop.name)
def test_each_committed_figure_was_made_from_what_its_keyframes_say(loop):
    assert not is_due(FOLDER, loop.name, files_of(loop), of_film(loop))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    pictures = rocking()
    write_mp4(pictures, folder / "square.mp4")
    write_jpeg(pictures[0], folder / "square.jpg")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A folder with one loop, put there as `make figures` does."""
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    for name in files_of(LOOP):
        (waiting / name).write_bytes((made / name).read_bytes())
    figures = tmp_path / "figures"
    figures.mkdir()
    made_from.put(figures, LOOP.name, of_film(LOOP), [waiting / name for name in files_of(LOOP)])
    return figures


def told(folder, loop=LOOP, pages=()):
    return problems(folder, [loop], list(pages))


def test_what_was_put_there_is_as_it_has_to_be(folder):
    assert told(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == ["made_from.json", "square.jpg", "square.mp4"]


def test_keyframes_that_were_changed_make_it_stale(folder):
    keyframes = replace(LOOP.keyframes, angles={**LOOP.keyframes.angles, "legs_lean": 30.0})
    assert told(folder, Loop(keyframes, "")) == [
        "square was made from other keyframes than square.toml. Run make figures."
    ]


def test_a_figure_that_nobody_noted_is_stale(folder):
    made_from.note(folder, "square", None)
    assert told(folder) == ["square was made from other keyframes than square.toml. Run make figures."]


def test_what_is_missing_is_told(folder):
    (folder / "square.mp4").unlink()
    assert told(folder) == ["square.toml has no square.mp4 beside it. Run make figures."]


def test_a_file_that_is_none_is_told(folder):
    (folder / "square.mp4").write_bytes(b"no film")
    (folder / "square.jpg").write_bytes(b"no picture")
    assert told(folder) == [
        "square.mp4 is no film that can be read. Run make figures.",
        "square.jpg is no picture that can be read. Run make figures.",
    ]


def test_a_still_of_another_kind_or_size_is_told(folder):
    Image.new("RGB", (64, 48)).save(folder / "square.jpg", format="PNG")
    assert told(folder) == [
        "square.jpg is PNG, not JPEG. Run make figures.",
        "square.jpg is 64 x 48, not 640 x 480. Run make figures.",
    ]


def test_a_file_without_keyframes_is_told(folder):
    (folder / "old.mp4").write_bytes(b"")
    assert told(folder) == ["old.mp4 belongs to no keyframes. Remove it."]


def test_too_much_together_is_told(folder, monkeypatch):
    monkeypatch.setattr("figures.committed.LARGEST_TOGETHER", 10_000)
    assert told(folder) == ["All figures together have 0.0 MB, and 6 are allowed."]


def test_stopped_half_way_a_figure_counts_as_stale(folder, tmp_path):
    with pytest.raises(FileNotFoundError):
        made_from.put(folder, LOOP.name, of_film(LOOP), [tmp_path / "never_made.mp4"])
    assert is_due(folder, LOOP.name, files_of(LOOP), of_film(LOOP))


def test_the_notes_stay_in_order(tmp_path):
    for name in ("b", "a"):
        made_from.note(tmp_path, name, f"hash of {name}")
    assert list(json.loads((tmp_path / made_from.FILE).read_text())) == ["a", "b"]


def test_a_still_shows_the_end_of_the_first_side():
    for loop in every_loop(FIGURES):
        if loop.keyframes.tempo:
            moments = every_moment(loop)
            end, lit = telling(moments)
            assert (moments[end].side, moments[end].phase) == (1, 1)
            assert (moments[lit].side, moments[lit].part) == (1, Part.OUT)


@pytest.fixture
def poster():
    return next(posters(CONTENT, FIGURES))


def test_a_poster_is_stale_when_its_words_or_films_change(poster):
    first, *others = poster.moves
    steeper = replace(first.loop.keyframes, angles={**first.loop.keyframes.angles, "legs_lean": 30.0})
    for changed in (
        replace(poster, footer="Other words."),
        replace(poster, moves=(replace(first, ease_off="Stop."), *others)),
        replace(poster, moves=(replace(first, loop=Loop(steeper, first.loop.leg)), *others)),
    ):
        assert changed.fingerprint != poster.fingerprint


def test_a_poster_that_is_missing_stale_or_none_is_told(poster, folder):
    assert told(folder, pages=[poster]) == ["routine_en.jpg is missing. Run make figures."]
    write_jpeg(np.zeros((480, 640, 3), np.uint8), folder / f"{poster.name}{STILL}")
    assert told(folder, pages=[poster]) == [
        "routine_en.jpg was made from other words or films than those of today. Run make figures.",
        "routine_en.jpg is 640 x 480, and not a page of 1280 pixels across.",
    ]


def test_a_poster_says_both_doses_in_the_contents_words(poster):
    assert poster.moves[0].doses == (
        "<b>Gentle</b> 5 times each side, about 50 seconds",
        "<b>Steady</b> 8 times each side, about 96 seconds",
    )


def test_words_with_an_unknown_name_in_braces_are_told(tmp_path):
    copied = tmp_path / "content"
    for path in (CONTENT / "en").rglob("*.toml"):
        target = copied / path.relative_to(CONTENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text())
    words = copied / "en" / "poster.toml"
    words.write_text(words.read_text().replace("{dose}", "{dosis}"))
    with pytest.raises(ContentError, match="dosis"):
        list(posters(copied, FIGURES))
