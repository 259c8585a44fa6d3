"""What is wrong with a pose is told in a therapist's words, once, where it is worst."""

from __future__ import annotations

from dataclasses import replace

import pytest

from figures.findings import Apart, Finding, worst_of
from figures.keyframes import read_all
from figures.timeline import STILL, Moment, Part

FIGURES = read_all()
ROCKS = FIGURES["knee_rocks_steady"].loops[0]
MARCH = FIGURES["marching_steady"].loops[0]
GETTING_UP = FIGURES["getting_up"].loops[0]
SOLE = Apart("the left sole", "the mat", "above")


def at(side, phase):
    return Moment(side, Part.OUT, 0.5, phase)


def told(way, number, *limits, loop=ROCKS, moment=STILL, **more):
    return worst_of(loop, [(moment, finding) for finding in way.judge(number, *limits, **more)])


@pytest.mark.parametrize(
    ("number", "limits", "sentence"),
    [
        (12.34, (0.0, 3.0), "the left sole is 12.3 mm above the mat{}; allowed: 0 to 3 mm."),
        (-2.0, (0.0, 3.0), "the left sole is 2 mm in the mat{}; allowed: 0 to 3 mm."),
        (-2.0, (0.0,), "the left sole is 2 mm in the mat{}; allowed: 0 mm or more."),
        (-9.0, (-5.0,), "the left sole is 9 mm in the mat{}; allowed: at most 5 mm in it."),
        (9.0, (-5.0, 2.0), "the left sole is 9 mm above the mat{}; allowed: 5 mm in it to 2 mm above it."),
    ],
)
def test_a_number_out_of_its_limits_is_one_sentence(number, limits, sentence):
    assert told(SOLE, number, *limits) == [sentence.format(" at the end of the way to the left")]


def test_a_number_that_may_not_be_larger():
    shin = Apart("the left shin", "its thigh", "turned from", "degrees")
    [sentence] = told(shin, 20.0, high=15.0)
    assert sentence.startswith("the left shin is 20 degrees turned from its thigh at ")
    assert sentence.endswith("; allowed: at most 15 degrees.")


def test_within_its_limits_nothing_is_told():
    assert told(SOLE, 0.0, 0.0, 3.0) == told(SOLE, 3.0, 0.0, 3.0) == []


def test_what_is_no_number_is_wrong():
    [sentence] = told(SOLE, float("nan"), 0.0, 3.0)
    assert sentence.startswith("the left sole is nan mm")


@pytest.mark.parametrize(
    ("loop", "moment", "where"),
    [
        (ROCKS, at(-1, 1.0), " at the end of the way to the right"),
        (ROCKS, at(1, 0.4), " at 40% of the way to the left"),
        (ROCKS, at(1, 0.0), " at the start"),
        (MARCH, at(-1, 1.0), " at the end of the right leg's way"),
        (GETTING_UP, STILL, ""),
    ],
)
def test_where_it_is_wrong_is_told(loop, moment, where):
    [sentence] = told(SOLE, 12.0, 0.0, 3.0, loop=loop, moment=moment)
    assert sentence == f"the left sole is 12 mm above the mat{where}; allowed: 0 to 3 mm."


def test_of_many_moments_only_the_worst_is_told():
    found = [
        (at(1, phase), finding) for phase in (0.2, 0.8, 0.5) for finding in SOLE.judge(10.0 * phase, 0.0, 3.0)
    ]
    other = Finding("elbow", 1.0, "the elbow is odd", "none")
    assert worst_of(ROCKS, [*found, (at(1, 0.0), other), (at(1, 1.0), replace(other, beyond=0.5))]) == [
        "the left sole is 8 mm above the mat at 80% of the way to the left; allowed: 0 to 3 mm.",
        "the elbow is odd at the start; allowed: none.",
    ]
