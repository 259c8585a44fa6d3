"""What content/figures/ holds is whole and of today; whatever is not is told in a sentence that helps."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.adapters.content_files import ContentError
from bot.core.keyframes import Loop
from figures import made_from
from figures.__main__ import main
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
LOOPS = every_loop(FIGURES)
FILES = [(loop, file) for loop in LOOPS for file in files_of(loop)]
LOOP = Loop(replace(FIGURES["knee_rocks_steady"], name="square", tempo=TEMPO), "")
STALE = (
    "square was made from other keyframes than square.toml, or its files are not those that were made. "
    "Run make figures."
)


@pytest.mark.parametrize(("loop", "file"), FILES, ids=[file for _, file in FILES])
def test_each_committed_file_is_as_it_has_to_be(loop, file):
    assert wrong_with(FOLDER / file, loop) == []


@pytest.mark.parametrize("loop", LOOPS, ids=lambda loop: loop.name)
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
    assert told(folder, Loop(keyframes, "")) == [STALE]


def test_a_figure_that_nobody_noted_is_stale(folder):
    made_from.note(folder, "square", None)
    assert told(folder) == [STALE]


def test_a_film_in_anothers_place_is_told(folder):
    """It is as good a film, and still not the one that was made and looked at."""
    write_mp4(rocking()[::-1], folder / "square.mp4")
    assert told(folder) == [STALE]


def test_a_note_of_what_nothing_makes_is_told(folder):
    made_from.note(folder, "round", made_from.Note("0123", {}))
    assert told(folder) == ["made_from.json tells of round, which nothing makes. Remove it there."]


@pytest.mark.parametrize(
    "notes",
    [
        "",
        "[]",
        '{"square": "0123"}',
        '{"square": {"source": "0123"}}',
        '{"square": {"source": "0123", "files": null}}',
    ],
)
def test_notes_that_are_none_are_one_sentence(folder, notes):
    (folder / made_from.FILE).write_text(notes)
    with pytest.raises(made_from.BadNotes, match="can't be read"):
        told(folder)


def test_what_is_missing_is_told(folder):
    (folder / "square.mp4").unlink()
    assert told(folder) == ["square.toml has no square.mp4 beside it. Run make figures."]


def test_a_file_that_is_none_is_told(folder):
    (folder / "square.mp4").write_bytes(b"no film")
    (folder / "square.jpg").write_bytes(b"no picture")
    assert told(folder) == [
        STALE,
        "square.mp4 is no film that can be read. Run make figures.",
        "square.jpg is no picture that can be read. Run make figures.",
    ]


def test_a_still_of_another_kind_or_size_is_told(folder):
    Image.new("RGB", (64, 48)).save(folder / "square.jpg", format="PNG")
    assert told(folder) == [
        STALE,
        "square.jpg is PNG, not JPEG. Run make figures.",
        "square.jpg is 64 x 48, not 640 x 480. Run make figures.",
    ]


def test_a_file_without_keyframes_is_told(folder):
    (folder / "old.mp4").write_bytes(b"")
    assert told(folder) == ["old.mp4 belongs to no keyframes. Remove it."]


def test_too_much_together_is_told(folder, monkeypatch):
    monkeypatch.setattr("figures.committed.MEGABYTES", 0)
    assert told(folder) == ["All figures together have 0.0 MB, and 0 are allowed."]


def test_stopped_half_way_a_figure_counts_as_stale(folder, tmp_path):
    with pytest.raises(FileNotFoundError):
        made_from.put(folder, LOOP.name, of_film(LOOP), [tmp_path / "never_made.mp4"])
    assert is_due(folder, LOOP.name, files_of(LOOP), of_film(LOOP))


def test_the_notes_stay_in_order(tmp_path):
    for name in ("b", "a"):
        made_from.note(tmp_path, name, made_from.Note(f"hash of {name}", {}))
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


OTHER_POSTER = (
    "routine_en.jpg was made from other words or films than those of today, or is not the file that was "
    "made. Run make figures."
)


def page(wide, high, kind="JPEG"):
    """The bytes of an empty page."""
    kept = BytesIO()
    Image.new("RGB", (wide, high)).save(kept, format=kind)
    return kept.getvalue()


def test_a_poster_that_is_missing_is_told(poster, folder):
    assert told(folder, pages=[poster]) == ["routine_en.jpg is missing. Run make figures."]


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        (page(640, 480), "is 640 x 480, and not a page of 1280 pixels across."),
        (page(1280, 1000), "is 1280 x 1000, and not a page of 1280 pixels across."),
        (page(1280, 1600, "PNG"), "is PNG, not JPEG. Run make figures."),
        (page(1280, 1600) + bytes(500_000), "has 532 kB, and 500 are allowed."),
        (b"no picture", "is no picture that can be read. Run make figures."),
    ],
)
def test_a_poster_that_is_none_is_told(poster, folder, file, wrong):
    (folder / "routine_en.jpg").write_bytes(file)
    assert told(folder, pages=[poster]) == [OTHER_POSTER, f"routine_en.jpg {wrong}"]


@pytest.fixture
def copied(tmp_path):
    """The project's own content, to be changed."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def checked(content, monkeypatch, caplog):
    """What `make figures-check` says of a content folder."""
    monkeypatch.setattr("figures.__main__.CONTENT", content)
    monkeypatch.setattr("figures.__main__.FOLDER", content / "figures")
    caplog.set_level("INFO")
    return main(["check"]), caplog.messages


def test_the_committed_figures_are_as_they_have_to_be(copied, monkeypatch, caplog):
    well = "content/figures/: 20 figures and 1 posters are as they have to be."
    assert checked(copied, monkeypatch, caplog) == (0, [well])


def test_a_dose_at_another_tempo_than_its_film_fails_the_check(copied, monkeypatch, caplog):
    words = copied / "en" / "exercises" / "knee_rocks.toml"
    steady = "reps = 8, out = 2, pause = 2, back = 2"
    assert steady in words.read_text()
    words.write_text(words.read_text().replace(steady, steady.replace("pause = 2", "pause = 1")))
    code, lines = checked(copied, monkeypatch, caplog)
    assert code == 1
    [line] = [line for line in lines if "it moves at 2-2-2 seconds, the dose says 2-1-2" in line]
    assert not line.startswith("Warning")


def test_an_exercise_without_a_steady_figure_is_one_sentence(copied, monkeypatch, caplog):
    words = copied / "en" / "exercises" / "knee_rocks.toml"
    words.write_text(words.read_text().replace('figure = "knee_rocks_steady"\n', ""))
    code, lines = checked(copied, monkeypatch, caplog)
    assert (code, lines) == (
        1,
        [
            "en/exercises/knee_rocks.toml: levels.steady.figure names no figure that is there, and the "
            "poster shows it; allowed: a figure of content/figures/, or no en/poster.toml."
        ],
    )


def test_notes_that_can_not_be_read_end_the_command_with_one_sentence(copied, monkeypatch, caplog):
    (copied / "figures" / made_from.FILE).write_text("{")
    code, lines = checked(copied, monkeypatch, caplog)
    assert (code, len(lines)) == (1, 1)
    assert "made_from.json can't be read" in lines[0]


def test_a_poster_says_both_doses_in_the_contents_words(poster):
    assert poster.moves[0].doses == (
        "<b>Gentle</b> 5 times each side, about 50 seconds",
        "<b>Steady</b> 8 times each side, about 96 seconds",
    )


def test_words_with_an_unknown_name_in_braces_are_told(copied):
    words = copied / "en" / "poster.toml"
    words.write_text(words.read_text().replace("{dose}", "{dosis}"))
    with pytest.raises(ContentError, match="dosis"):
        list(posters(copied, FIGURES))
