"""When a figure is where: the dose's seconds, the ways between, the seam. Pure Python."""

from __future__ import annotations

import pytest

from bot.core.keyframes import FRAMES_PER_SECOND, Tempo
from figures.timeline import STEP, Moment, Part, lifts, minimum_jerk, pulls, quintic, rocks

TEMPOS = [Tempo(2, 1, 2), Tempo(2, 2, 2), Tempo(2, 5, 2), Tempo(3, 1, 2), Tempo(2, 0, 4)]


def seconds(moments: list[Moment], part: Part) -> float:
    return sum(moment.part is part for moment in moments) / FRAMES_PER_SECOND


@pytest.mark.parametrize("timeline", [rocks, lifts, pulls])
@pytest.mark.parametrize("tempo", TEMPOS)
def test_a_loop_takes_the_seconds_of_the_dose_on_each_side(timeline, tempo):
    moments = timeline(tempo)
    assert len(moments) == tempo.loop * FRAMES_PER_SECOND
    for side in (1, -1):
        there = [moment for moment in moments if moment.side == side]
        assert seconds(there, Part.OUT) == tempo.out
        assert seconds(there, Part.PAUSE) == tempo.pause
        assert seconds(there, Part.BACK) == tempo.back


@pytest.mark.parametrize("timeline", [rocks, lifts, pulls])
@pytest.mark.parametrize("tempo", TEMPOS)
def test_the_pause_is_at_the_end_of_the_way_and_quite_still(timeline, tempo):
    assert all(moment.phase == 1 for moment in timeline(tempo) if moment.part is Part.PAUSE)


@pytest.mark.parametrize("tempo", TEMPOS)
def test_a_rock_goes_out_and_back_without_turning_round(tempo):
    moments = rocks(tempo)
    for moment, following in zip(moments, moments[1:] + moments[:1], strict=True):
        if moment.part is following.part:
            forward = 1 if moment.part is Part.OUT else -1
            assert (following.phase - moment.phase) * forward * (moment.part is not Part.PAUSE) >= 0
        assert 0 <= moment.phase <= 1


@pytest.mark.parametrize("tempo", TEMPOS)
def test_the_seam_is_a_step_like_its_neighbours(tempo):
    for values in ([m.rock for m in rocks(tempo)], [m.lifts[0] for m in lifts(tempo)]):
        steps = [
            following - value
            for value, following in zip(values[-2:] + values[:2], [values[-1], *values[:3]], strict=True)
        ]
        assert max(steps) - min(steps) <= 2 * STEP
        assert min(steps) > 0


def test_a_rock_passes_the_middle_as_one_sweep_of_minimum_jerk():
    tempo = Tempo(2, 1, 2)
    moments = rocks(tempo)
    sweep = moments[-50:] + moments[:50]
    for frame, moment in enumerate(sweep):
        assert moment.rock == pytest.approx(2 * minimum_jerk(frame / 100) - 1, abs=STEP)


def test_only_one_leg_is_up_at_a_time_and_both_rest_between():
    moments = lifts(Tempo(2, 1, 2))
    assert all(min(moment.lifts) == 0 for moment in moments)
    assert moments[0].lifts == (0.5, 0.0)
    assert any(max(moment.lifts) == 0 for moment in moments)


def test_ways_out_and_back_share_their_pictures():
    moments = rocks(Tempo(2, 2, 2))
    assert len({moment.rock for moment in moments}) < 100


def test_a_quintic_meets_its_slopes():
    assert quintic(0.001, 0, 1, start_slope=2) == pytest.approx(0.002, rel=1e-4)
    assert 1 - quintic(0.999, 0, 1, end_slope=3) == pytest.approx(0.003, rel=1e-4)
