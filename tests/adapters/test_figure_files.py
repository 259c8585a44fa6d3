"""Mistakes in content/figures/ are told in words, and what no longer fits the words; the bot starts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.content_files import Mistake, check, load, read_figures
from bot.core.figure_limits import AIM, ANGLES, CAMERA, LIMITS, SECONDS, possible
from bot.core.figure_pairs import PAIRS
from bot.core.figure_props import NEEDED, PLACED, POSSIBLE, PROPS

CONTENT = Path(__file__).parents[2] / "content"
STEADY, FOUR = "figures/knee_rocks_steady.toml", "figures/figure4_rocks_steady.toml"
ROCKS, MARCHING = "en/exercises/knee_rocks.toml", "en/exercises/marching.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real content with every film beside its keyframes, to make mistakes in."""
    made = shutil.ignore_patterns("*.mp4", "*.jpg")
    copy = Path(shutil.copytree(CONTENT, tmp_path / "content", ignore=made))
    for keyframes in read_figures(copy).keyframes.values():
        for loop in keyframes.loops:
            for ending in (".mp4", ".jpg"):
                (copy / "figures" / f"{loop.name}{ending}").touch()
    (copy / "figures/routine_en.jpg").touch()
    return copy


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace some text of a file, once; the text has to be there."""

    def replaced(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text, f"{file} has no {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    return replaced


@pytest.fixture
def news(folder: Path) -> Callable[[], list[str]]:
    """What the check says since the folder was made."""

    def wrong(mistake: Mistake) -> str:
        return str(mistake).partition("; allowed: ")[0]

    before = set(map(wrong, check(folder)))

    def said() -> list[str]:
        found = check(folder)
        assert all(not mistake.stops for mistake in found)
        assert load(folder).language == "en"
        return [str(mistake) for mistake in found if wrong(mistake) not in before]

    return said


# --- the files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[angles]", "[angles", " is not TOML: "),
        ('title = "Knee rocks, steady"', "", ": title is missing; allowed: text in quotes."),
        (
            "pause = 2, ",
            "",
            ": tempo.pause is missing; allowed: a number.",
        ),
        ("raised = 36", "", ": camera.raised is missing; allowed: a number."),
        (
            'palms = "up"',
            'palms = "up"\nmood = "calm"',
            ": mood is not known here; allowed: title, exercise, palms, angles, camera, tempo, legs, props.",
        ),
        ("back = 2 }", 'back = "slow" }', ": tempo.back is 'slow'; allowed: a number."),
        (
            "{ out = 2, pause = 2, back = 2 }",
            '"slow"',
            ": tempo is 'slow'; allowed: a table with out, pause,",
        ),
        ("legs_lean = 35", 'legs_lean = "far"', ": angles.legs_lean is 'far'; allowed: a number."),
        ("-0.03, 0.1]", "-0.03]", ": camera.looks_at #3 is missing; allowed: a number."),
        ("-0.03, 0.1]", "-0.03, 0.1, 2]", ": camera.looks_at is a list; allowed: a list of 3 in [ ]."),
        ('props = ["head_pillow"]', 'props = "towel"', ": props is 'towel'; allowed: a list in [ ]."),
        ("legs_lean = 35", "legs_lean = 80", ": angles.legs_lean is 80; allowed: a number from 0 to 60."),
        ("legs_lean = 35", "", ": angles.legs_lean is missing; allowed: a number from 0 to 60."),
        (
            "pelvis_roll =",
            "nose = 7\npelvis_roll =",
            ": angles.nose is not known in this exercise; allowed: pelvis_roll, pelvis_tilt, legs_lean, ",
        ),
        (
            'props = ["head_pillow"]',
            'props = ["head_pillow", "sofa"]',
            ": props has “sofa”, which is not known; allowed: head_pillow, ",
        ),
        ('palms = "up"', 'palms = "flat"', ": palms is “flat”, which is not known; allowed: up, down."),
        (
            'palms = "up"',
            'palms = "up"\nlegs = ["both"]',
            ": legs has both; allowed: a file without legs",
        ),
        (
            "legs_lean = 35",
            "legs_lean = 60",
            ": angles.legs_lean is 60 while pelvis_roll is 14; allowed: 14 to 59 with it, or another pelv",
        ),
        (
            'props = ["head_pillow"]',
            'props = ["head_pillow", "chair"]',
            ": props has “chair”, which can't be in knee_rocks; allowed: head_pillow, knee_pillow, roller, ",
        ),
        (
            'props = ["head_pillow"]',
            "",
            ": props has no “head_pillow”; allowed: head_pillow, knee_pillow, ",
        ),
        (
            'props = ["head_pillow"]',
            'props = ["head_pillow", "knee_pillow"]',
            ": angles.legs_lean is 35 with the knee_pillow; allowed: 0 to 30, or no knee_pillow.",
        ),
        (
            "out = 2, pause = 2",
            "out = 9, pause = 2",
            ": tempo makes a loop of 26 seconds, both sides together; allowed: 4 to 20 seconds.",
        ),
        ("out = 2, pause = 2", "out = 2, pause = 2.013", "which is no whole number of pictures; allowed: "),
        ("raised = 36", "raised = 360", ": camera.raised is 360; allowed: a number from 0 to 90."),
        ("-0.03, 0.1]", "-0.03, inf]", ": camera.looks_at #3 is inf; allowed: a number from 0 to 1."),
    ],
)
def test_a_mistake_in_keyframes_is_one_sentence_and_the_bot_starts(folder, edit, news, old, new, told):
    edit(STEADY, old, new)
    sentences = [sentence for sentence in news() if sentence.startswith(STEADY)]
    assert len(sentences) == 1
    assert told in sentences[0]


def test_all_mistakes_of_all_files_come_at_once(edit, news):
    edit(STEADY, "legs_lean = 35", "legs_lean = 80")
    edit(STEADY, 'palms = "up"', 'palms = "flat"')
    edit(FOUR, "[angles]", "[angles")
    sentences = [sentence for sentence in news() if not sentence.startswith("Warning: ")]
    assert [sentence.partition(" ")[0] for sentence in sentences] == [FOUR, f"{STEADY}:", f"{STEADY}:"]


def test_a_folder_that_is_not_there_is_one_sentence(folder, news):
    shutil.rmtree(folder / "figures")
    assert news() == ["figures is not there, or is no folder; allowed: the folder of the keyframes."]


def test_a_folder_that_may_not_be_read_is_one_sentence(folder, news, monkeypatch):
    real = Path.iterdir

    def refused(path: Path):
        if path.name == "figures":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    [sentence] = news()
    assert sentence.startswith("figures can't be opened (Permission denied); allowed: ")


# --- the exercises that name them -----------------------------------------------------------------


def test_a_figure_without_keyframes_is_a_mistake(edit, news):
    edit(ROCKS, 'figure = "knee_rocks_steady"', 'figure = "knee_rocks_stedy"')
    mistake, warning = news()
    assert mistake.startswith(
        f"{ROCKS}: levels.steady.figure names “knee_rocks_stedy”, "
        "but there is no figures/knee_rocks_stedy.toml; allowed: "
    )
    assert "such as knee_rocks_steady, " in mistake
    assert warning == f"Warning: {STEADY} is named by no exercise and no screen."


def test_no_figure_is_a_warning(edit, news):
    edit(ROCKS, 'figure = "knee_rocks_steady"\n', "")
    assert news() == [
        f"Warning: {ROCKS}: levels.steady.figure names no figure: it goes out as text.",
        f"Warning: {STEADY} is named by no exercise and no screen.",
    ]


@pytest.mark.parametrize("screen", ["exercise", "change", "flare_exercise"])
def test_a_figure_is_not_named_where_each_exercise_names_its_own(edit, news, screen):
    edit("en/screens.toml", f"[screens.{screen}]\n", f'[screens.{screen}]\nfigure = "knee_rocks_steady"\n')
    edit(ROCKS, 'figure = "knee_rocks_steady"', 'figure = "knee_rocks_gentle"')
    assert news()[-2:] == [
        f"en/screens.toml: screens.{screen}.figure means nothing here, each exercise names its own.",
        f"Warning: {STEADY} is named by no exercise and no screen.",
    ]


def test_keyframes_that_can_not_be_read_are_there_all_the_same(edit, news):
    edit(STEADY, "[angles]", "[angles")
    assert [sentence.startswith(f"{STEADY} is not TOML") for sentence in news()] == [True]


@pytest.mark.parametrize(
    ("keyframes", "gone", "told"),
    [
        (
            STEADY,
            ["knee_rocks_steady.mp4"],
            "has no knee_rocks_steady.mp4 beside it: what names it shows a still until",
        ),
        (FOUR, ["figure4_rocks_steady_left.mp4"], "has no figure4_rocks_steady_left.mp4 beside it"),
        (
            STEADY,
            ["knee_rocks_steady.jpg", "knee_rocks_steady.mp4"],
            "knee_rocks_steady.mp4, knee_rocks_steady.jpg beside it: what names it goes out as text until ",
        ),
        (
            STEADY,
            ["knee_rocks_steady.jpg"],
            "has no knee_rocks_steady.jpg beside it: nothing shows it where films",
        ),
    ],
)
def test_keyframes_without_a_film_are_a_warning(folder, news, keyframes, gone, told):
    for name in gone:
        (folder / "figures" / name).unlink()
    [warning] = news()
    assert warning.startswith(f"Warning: {keyframes} ")
    assert told in warning
    assert warning.endswith(" until make figures has been run.")


def test_a_dose_at_another_tempo_is_a_warning(edit, news):
    edit(
        ROCKS,
        "dose = { reps = 8, out = 2, pause = 2, back = 2 }",
        "dose = { reps = 8, out = 2, pause = 3, back = 2 }",
    )
    poster, warning = news()
    assert "routine_en.jpg no longer says" in poster
    assert warning == (
        f"Warning: {ROCKS}: levels.steady.figure no longer fits: it moves at 2-2-2 seconds, the dose says "
        f"2-3-2; allowed: another figure, or the same tempo in both (change {STEADY}, then run make figures)."
    )


def test_a_figure_that_goes_further_than_its_words_is_a_warning(edit, news):
    edit(ROCKS, "degrees = 35", "degrees = 34")
    assert news() == [
        f"Warning: {ROCKS}: levels.steady.figure goes to 35 degrees, further than the 34 of its words; "
        f"allowed: another figure, or 34 or less (change {STEADY}, then run make figures)."
    ]


def test_who_else_shows_a_figure_is_told_to_whoever_might_change_it(edit, news):
    edit(ROCKS, 'figure = "knee_rocks_gentle"', 'figure = "knee_rocks_fuller"')
    edit("en/screens.toml", 'figure = "comfortable"', 'figure = "knee_rocks_fuller"')
    fuller = "figures/knee_rocks_fuller.toml"
    also = f"{ROCKS}: levels.fuller.figure, en/screens.toml: screens.flare_comfort.figure"
    gentle = f"Warning: {ROCKS}: levels.gentle.figure"
    told = [sentence for sentence in news() if sentence.startswith(gentle)]
    assert told == [
        f"{gentle} no longer fits: it moves at 2-5-2 seconds, the dose says 2-1-2; allowed: another figure, "
        f"or the same tempo in both (change {fuller}, which others name too: {also}; then run make figures).",
        f"{gentle} goes to 55 degrees, further than the 20 of its words; allowed: another figure, or 20 or "
        f"less (change {fuller}, which others name too: {also}; then run make figures).",
    ]


@pytest.mark.parametrize(
    ("own", "other", "shows", "allowed"),
    [
        (
            "towel",
            "roller",
            "the roller and not the towel",
            "a figure with towel or knee_pillow in its props",
        ),
        ("roller", "towel", "the towel and not the roller", "a figure with roller in its props"),
    ],
)
def test_a_variation_that_shows_the_other_thing_is_a_warning(edit, news, own, other, shows, allowed):
    edit(ROCKS, f'figure = "knee_rocks_{own}"', f'figure = "knee_rocks_{other}"')
    assert news()[0] == (
        f"Warning: {ROCKS}: variations.{own}.figure names “knee_rocks_{other}”, which shows {shows}; "
        f"allowed: {allowed}."
    )


@pytest.mark.parametrize("props", ['["head_pillow"]', '["head_pillow", "knee_pillow", "roller"]'])
def test_a_variation_that_shows_its_own_thing_or_none_is_right(edit, news, props):
    edit("figures/knee_rocks_towel.toml", 'props = ["head_pillow", "knee_pillow"]', f"props = {props}")
    assert news() == []


def test_a_figure_that_stays_below_its_words_is_right(edit, news):
    edit(ROCKS, "degrees = 35", "degrees = 36")
    assert news() == []


def test_a_figure_of_another_exercise_is_a_mistake(edit, news):
    edit(MARCHING, 'figure = "marching_steady"', 'figure = "knee_rocks_steady"')
    mistake = news()[0]
    assert mistake == (
        f"{MARCHING}: levels.steady.figure names “knee_rocks_steady”, which shows knee_rocks; "
        "allowed: a figure of marching."
    )


def test_one_leg_after_the_other_wants_a_film_of_each(edit, news):
    edit(FOUR, 'legs = ["left", "right"]', 'legs = ["left"]')
    own, fitting = news()[:2]
    assert own.startswith(f"{FOUR}: legs has left; allowed: left and right, each once")
    assert fitting == (
        "en/exercises/figure4_rocks.toml: levels.steady.figure names “figure4_rocks_steady”, which doesn't "
        f'show each leg by itself; allowed: a figure with legs = ["left", "right"] in {FOUR}.'
    )


def test_both_legs_in_turn_want_one_film(edit, news):
    edit(STEADY, 'palms = "up"', 'palms = "up"\nlegs = ["left", "right"]')
    own, fitting = news()[:2]
    assert own.startswith(f"{STEADY}: legs has left, right; allowed: a file without legs")
    assert fitting == (
        f"{ROCKS}: levels.steady.figure names “knee_rocks_steady”, which shows each leg by itself; "
        f"allowed: a figure without legs in {STEADY}."
    )


def test_who_names_what_is_not_guessed_while_an_exercise_can_not_be_read(folder):
    (folder / "en/exercises/knee_rocks.toml").write_text("name =")
    assert not any("is named by no" in str(mistake) for mistake in check(folder))


def test_a_figure_is_named_if_any_language_names_it(folder, edit, news):
    shutil.copytree(folder / "en", folder / "de")
    edit("de/exercises/knee_rocks.toml", 'figure = "knee_rocks_steady"\n', "")
    assert not any("is named by no" in sentence for sentence in news())


def test_a_screen_that_names_what_nothing_makes_is_a_mistake(edit, news):
    edit("en/screens.toml", 'figure = "comfortable"', 'figure = "comfy"')
    mistake = news()[0]
    assert mistake.startswith("en/screens.toml: screens.")
    assert (
        ".figure names “comfy”, but no figures/*.toml makes it; allowed: a figure that is there, " in mistake
    )


def test_a_screen_names_the_film_of_one_leg(edit, news):
    edit("en/screens.toml", 'figure = "comfortable"', 'figure = "figure4_rocks_gentle_left"')
    assert news() == []
    edit("en/screens.toml", 'figure = "figure4_rocks_gentle_left"', 'figure = "figure4_rocks_gentle"')
    [mistake] = news()
    assert mistake.startswith("en/screens.toml: screens.")
    assert mistake.endswith(
        ".figure names “figure4_rocks_gentle”, which has a film for each leg; "
        "allowed: figure4_rocks_gentle_left or figure4_rocks_gentle_right."
    )


def test_a_screen_may_name_a_picture_that_no_keyframes_make(folder, edit, news):
    edit("en/screens.toml", 'figure = "comfortable"', 'figure = "photograph"')
    (folder / "figures/photograph.jpg").touch()
    assert news() == []


def test_the_poster_that_is_not_made_yet_is_a_warning(folder, news):
    (folder / "figures/routine_en.jpg").unlink()
    [warning] = news()
    assert warning.startswith("Warning: en/screens.toml: screens.")
    assert warning.endswith(
        ".figure names “routine_en”, of which there is no picture until make figures has been run."
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ROCKS, "reps = 8", "reps = 6"),
        (MARCHING, 'feel = "', 'feel = "all of '),
        ("en/poster.toml", "Three slow moves", "Three moves"),
        ("figures/made_from.json", '"routine_en"', '"routine_de"'),
        ("figures/made_from.json", "{", ""),
    ],
)
def test_a_poster_that_says_other_words_than_today_is_a_warning(edit, news, file, old, new):
    """/help sends it: it would still name yesterday's dose."""
    edit(file, old, new)
    assert news() == [
        "Warning: figures/routine_en.jpg no longer says what en/poster.toml and the exercises say: "
        "run make figures."
    ]


def test_of_words_with_a_mistake_no_poster_is_reckoned(folder, edit):
    edit(ROCKS, "{reps} times", "{rips} times")
    edit(MARCHING, "reps = 8", "reps = 6")
    assert not any("routine_en" in str(mistake) for mistake in check(folder))


def test_the_posters_words_are_checked_like_all_others(folder, edit, news):
    edit("en/poster.toml", "{dose}", "{dosis}")
    edit("en/poster.toml", "{feel}", "<i>{feel}")
    edit("en/poster.toml", 'by = ""', 'by = "A. Example"')
    assert sorted(sentence.partition("; allowed: ")[0] for sentence in news()) == [
        "en/poster.toml: [review] has only one of by and on",
        "en/poster.toml: feel never closes <i>",
        "en/poster.toml: gentle has {dosis}, which means nothing here",
    ]


def test_a_language_may_do_without_a_poster(folder, news):
    (folder / "en/poster.toml").unlink()
    assert news() == []


def test_a_still_needs_no_more_than_its_picture(folder, news):
    shutil.copyfile(folder / "figures/comfortable.toml", folder / "figures/lying.toml")
    lying_here = "figures/lying.toml"
    assert [sentence for sentence in news() if lying_here in sentence.partition(";")[0]] == [
        f"Warning: {lying_here} is named by no exercise and no screen."
    ]


def test_the_real_figures_fit_the_words_and_one_goes_as_far_as_each_says(folder):
    assert [str(mistake) for mistake in check(folder) if mistake.key != "[review]"] == []
    keyframes = read_figures(folder).keyframes
    named = {
        (form.figure, form.degrees)
        for exercise in load(folder).exercises.values()
        for form in (*exercise.levels.values(), *exercise.variations.values())
    }
    moving = {name for name, one in keyframes.items() if one.tempo}
    assert {name for name, degrees in named if keyframes[name].degrees == degrees} == moving


# --- content/README.md ----------------------------------------------------------------------------

README = (CONTENT / "README.md").read_text("utf-8")


def test_the_worked_example_has_no_mistake(folder, news):
    example = re.search(r"knee_rocks_example.toml`:\n\n```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    (folder / "figures/knee_rocks_example.toml").write_text(example[1], "utf-8")
    assert news() == ["Warning: figures/knee_rocks_example.toml is named by no exercise and no screen."]


def test_the_limits_listed_are_those_the_check_knows():
    listed = re.findall(r"^\| `([\w #]+)` \| (-?[\d.]+ to [\d.]+) \|", README, re.MULTILINE)
    assert dict(listed) == {name: str(limit) for name, limit in {**LIMITS, **CAMERA, **AIM}.items()}
    assert len(listed) == len(dict(listed))
    assert f"{SECONDS} seconds" in README


@pytest.mark.parametrize("word", [*ANGLES, *PROPS])
def test_every_word_a_file_may_use_is_listed(word):
    assert f"`{word}`" in README


@pytest.mark.parametrize("exercise", ANGLES)
def test_the_angles_of_each_exercise_are_listed(exercise):
    [row] = re.findall(rf"^\| `{exercise}` \| (.*) \|$", README, re.MULTILINE)
    listed = set(
        re.findall(r"`(\w+)`", row.replace("the same", "`" + "`, `".join(ANGLES["knee_rocks"]) + "`"))
    )
    assert listed == possible(exercise)


@pytest.mark.parametrize("thing", PROPS)
def test_where_each_thing_can_be_and_what_it_is_placed_for_is_listed(thing):
    [(places, angles)] = re.findall(rf"^\| `{thing}` \| [^|]+ \| (.*?) \| ?(.*?) ?\|$", README, re.MULTILINE)
    can = {exercise for exercise in ANGLES if thing in POSSIBLE[exercise]}
    named = {exercise for exercise in ANGLES if f"`{exercise}`" in places}
    assert can == (set(ANGLES) - named if places.startswith("all but") else named)
    assert ("never left out" in places) == any(thing in NEEDED[exercise] for exercise in ANGLES)
    ranges = {name: str(limit) for name, limit in PLACED.get(thing, {}).items()}
    assert dict(re.findall(r"`(\w+)` (\d+ to \d+)", angles)) == ranges


def test_every_pair_of_angles_is_listed():
    listed = re.findall(r"^\| `(\w+)`(?: in \w+)? \| `(\w+)` \| .* \| (.*) \|$", README, re.MULTILINE)
    pairs = {(pair.angle, pair.beside) for pairs in PAIRS.values() for pair in pairs}
    assert {(angle, beside) for angle, beside, _ in listed} == pairs
    assert len(listed) == len({pair for pairs in PAIRS.values() for pair in pairs})


def test_an_exercise_that_nobody_draws_goes_out_as_words_alone(folder, edit, news):
    example = re.search(r"heel_slides.toml`:\n\n```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    (folder / "en/exercises/heel_slides.toml").write_text(example[1], "utf-8")
    edit("en/routine.toml", '"marching"]', '"marching", "heel_slides"]')
    poster, *said = [sentence for sentence in news() if "clinician" not in sentence]
    assert "routine_en.jpg no longer says" in poster
    assert len(said) == 4  # three levels and one variation
    for sentence in said:
        assert sentence.startswith("Warning: en/exercises/heel_slides.toml: ")
        assert sentence.endswith(".figure names no figure: it goes out as text.")
