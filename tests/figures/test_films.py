"""What a finished film is measured on, and that a bad one is told: each is made bad in one way."""

from __future__ import annotations

import av
import numpy as np
import pytest

from figures.encoding import write_mp4
from figures.films import measure, picked, problems
from figures.keyframes import CONTENT
from tests.figures.films_of_tests import TEMPO, coded_otherwise, made_larger, rocking, wrapped_otherwise

FILMS = sorted((CONTENT / "figures").glob("*.mp4"))


@pytest.fixture(scope="module")
def pictures():
    return rocking()


@pytest.fixture(scope="module")
def good(pictures, tmp_path_factory):
    path = tmp_path_factory.mktemp("films") / "good.mp4"
    write_mp4(pictures, path)
    return path


def told(path, seconds=TEMPO.loop):
    return problems(measure(path), seconds)


def test_a_film_of_our_encoder_is_as_it_has_to_be(good):
    assert told(good) == []


def test_the_same_pictures_make_the_same_file(pictures, good, tmp_path):
    write_mp4(pictures, tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == good.read_bytes()


def test_colours_come_back_as_they_were_drawn(pictures, good):
    first = picked(good, [0.0])[0].astype(int)
    for row, column in ((10, 10), (240, 320)):
        assert np.abs(first[row, column] - pictures[0][row, column]).max() <= 3


@pytest.mark.parametrize("left_out", [0, -1], ids=["first", "last"])
def test_a_frame_that_is_missing_at_the_seam_jumps(pictures, tmp_path, left_out):
    fewer = list(pictures)
    del fewer[left_out]
    write_mp4(fewer, tmp_path / "film.mp4")
    short, jumps = told(tmp_path / "film.mp4")
    assert short == "takes 4.76 seconds, and its tempo 4.8"
    assert jumps.startswith("jumps where it begins anew: by ")


@pytest.fixture(scope="module", params=FILMS, ids=lambda path: path.stem)
def around(request):
    """The frames before a committed film's seam, and those after it."""
    with av.open(str(request.param)) as film:
        frames = list(film.decode(video=0))
    before, after = frames[-10:], frames[:10]
    return [[frame.to_ndarray(format="rgb24") for frame in each] for each in (before, after)]


def at_the_seam(before, after, path):
    write_mp4([*after, *before], path)
    return [line.split(" ")[0] for line in problems(measure(path), 10.0) if "begins anew" in line]


def test_a_frame_that_is_missing_at_the_seam_is_told_however_small_the_movement(around, tmp_path):
    before, after = around
    assert at_the_seam(before, after, tmp_path / "film.mp4") == []
    assert at_the_seam(before[:-1], after, tmp_path / "film.mp4") == ["jumps"]
    assert at_the_seam(before, after[1:], tmp_path / "film.mp4") == ["jumps"]


def test_a_frame_that_is_shown_twice_at_the_seam_is_told(around, tmp_path):
    before, after = around
    assert at_the_seam([*before, after[0]], after, tmp_path / "film.mp4") == ["stands"]


def test_a_frame_that_is_missing_elsewhere_is_missed(pictures, tmp_path):
    write_mp4(pictures[:40] + pictures[41:], tmp_path / "film.mp4")
    assert told(tmp_path / "film.mp4") == ["takes 4.76 seconds, and its tempo 4.8"]


def test_a_film_that_begins_elsewhere_than_it_ends_jumps(pictures, tmp_path):
    # As long as it should be, but half a second late at its beginning, and standing still for it at its end.
    write_mp4(pictures[12:] + pictures[-1:] * 12, tmp_path / "film.mp4")
    assert [line[:5] for line in told(tmp_path / "film.mp4")] == ["jumps"]


def test_another_tempo_is_told(good):
    assert told(good, seconds=10.0) == ["takes 4.8 seconds, and its tempo 10"]


def test_a_film_that_is_too_short_for_a_loop_is_told(pictures, tmp_path):
    write_mp4([*pictures[:25], *pictures[24::-1]], tmp_path / "film.mp4")
    assert told(tmp_path / "film.mp4", seconds=2.0)[0] == "takes 2 seconds, and 4 to 20 are allowed"


def test_another_size_is_told(pictures, tmp_path):
    path = coded_otherwise(tmp_path / "film.mp4", [picture[::2, ::2] for picture in pictures])
    assert "is 320 pixels wide, not 640" in told(path)


def test_an_odd_height_is_told(pictures, tmp_path):
    odd = [picture[:-1] for picture in pictures]
    path = coded_otherwise(tmp_path / "film.mp4", odd, pixels="yuv444p")
    assert "is 640 x 479, and both have to be even" in told(path)


def test_pixels_that_phones_do_not_play_are_told(pictures, tmp_path):
    path = coded_otherwise(tmp_path / "film.mp4", pictures, pixels="yuv444p")
    assert told(path) == ["has pixels of yuv444p, and many phones play yuv420p only"]


def test_another_codec_is_told(pictures, tmp_path):
    path = coded_otherwise(tmp_path / "film.mp4", pictures, codec="mpeg4")
    assert "is coded as mpeg4, not as h264" in told(path)


def test_other_frames_a_second_are_told(pictures, tmp_path):
    path = coded_otherwise(tmp_path / "film.mp4", pictures, rate=20)
    assert "has 20 frames a second, not 25" in told(path)


def test_a_track_of_sound_is_told(good, tmp_path):
    path = wrapped_otherwise(good, tmp_path / "film.mp4", sound=True)
    assert told(path) == ["has a track beside its pictures, and Telegram takes it for a video with sound"]


def test_an_index_at_the_end_is_told(good, tmp_path):
    assert told(wrapped_otherwise(good, tmp_path / "front.mp4")) == []
    path = wrapped_otherwise(good, tmp_path / "film.mp4", faststart=False)
    assert told(path) == ["has its index at the end, so it plays only once all of it is loaded"]


def test_a_film_that_is_too_large_is_told(good, tmp_path):
    path = made_larger(good, tmp_path / "film.mp4", more=300_000)
    assert [line.partition(" kB, ")[2] for line in told(path)] == ["and 300 are allowed"]
