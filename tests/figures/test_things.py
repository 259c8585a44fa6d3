"""The things of every loop, measured on both surfaces, without rendering."""

from __future__ import annotations

import pytest

from figures.props import PROPS
from figures.props.checks import touch
from figures.safe import LANDS, PRESS, RESTS, STANDS
from figures.shown import show
from tests.figures.poses_of_tests import LOOPS, some_moments

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module", params=LOOPS, ids=lambda loop: loop.name)
def touched(request, figure):
    """A loop, and some of its moments with how the things but the head's pillow lie then, by their names.

    The head's pillow has a test of its own: it is dented by a plain sphere, which the nape does not follow.
    """
    loop = request.param
    things = [name for name in loop.keyframes.props if name != "head_pillow"]
    seen = []
    for moment in some_moments(loop) if things else ():
        shown = show(figure.body, figure.skin, loop, moment)
        seen.append((moment, {name: touch(figure.body, PROPS[name](shown), shown) for name in things}))
    return loop, seen


def test_nothing_goes_through_a_thing(touched):
    _, seen = touched
    for moment, things in seen:
        for name, found in things.items():
            assert found.apart >= PRESS, (moment, name)


def test_things_lie_on_the_mat_or_between_the_knees(touched):
    _, seen = touched
    for moment, things in seen:
        for name, found in things.items():
            if name == "knee_pillow":
                assert max(found.legs.values()) <= RESTS, moment
            else:
                assert STANDS[0] <= found.high <= STANDS[1], (moment, name)


def test_legs_come_to_rest_on_the_things_beside_them_at_the_end_of_the_way(touched):
    loop, seen = touched
    for name in LANDS.keys() & set(loop.keyframes.props):
        side = LANDS[name] or (-1 if loop.leg == "right" else 1)
        rests = {moment.rock: things[name].apart for moment, things in seen}
        assert rests[side] <= RESTS, name
        assert rests[-side] > 10 * RESTS, name
