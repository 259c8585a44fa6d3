import json
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.clock import BadClock, FileClock, SystemClock

MOVED = datetime(2031, 5, 1, 7, tzinfo=UTC)


def write(path, shown, rate, real=None):
    moved = {"real": time.time() if real is None else real, "shown": shown.timestamp(), "rate": rate}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(moved))
    fresh.replace(path)


def test_the_machines_time_is_in_utc():
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_that_stands_still_shows_what_its_file_says(tmp_path):
    write(tmp_path / "clock.json", MOVED, rate=0)
    assert FileClock(tmp_path / "clock.json").now() == MOVED


def test_a_clock_can_run_faster(tmp_path):
    write(tmp_path / "clock.json", MOVED, rate=60, real=time.time() - 60)
    assert (
        timedelta(hours=1) <= FileClock(tmp_path / "clock.json").now() - MOVED < timedelta(hours=1, minutes=5)
    )


def test_a_change_of_the_file_counts_at_the_next_look(tmp_path):
    path = tmp_path / "clock.json"
    write(path, MOVED, rate=0)
    clock = FileClock(path)
    write(path, MOVED + timedelta(days=1), rate=0)
    assert clock.now() == MOVED + timedelta(days=1)


def test_a_change_that_makes_no_sense_is_passed_over(tmp_path):
    path = tmp_path / "clock.json"
    write(path, MOVED, rate=0)
    clock = FileClock(path)
    path.write_text('{"real": 1, "sho')
    assert clock.now() == MOVED
    path.unlink()
    assert clock.now() == MOVED
    write(path, MOVED + timedelta(hours=2), rate=0)
    assert clock.now() == MOVED + timedelta(hours=2)


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "[]",
        "{}",
        '{"real": 1, "shown": "x", "rate": 1}',
        '{"real": 1, "shown": 1, "rate": Infinity}',
    ],
)
def test_the_first_reading_has_to_make_sense(tmp_path, words):
    path = tmp_path / "clock.json"
    if words is not None:
        path.write_text(words)
    with pytest.raises(BadClock, match="BOT_CLOCK"):
        FileClock(path)


def test_an_unchanged_file_is_not_read_again(tmp_path):
    path = tmp_path / "clock.json"
    write(path, MOVED, rate=0)
    clock = FileClock(path)
    before = path.stat()
    other = path.read_text().replace(str(int(MOVED.timestamp())), str(int(MOVED.timestamp()) + 9))
    path.write_text(other)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert clock.now() == MOVED


def test_a_moved_clock_beats_when_it_is_moved_and_at_every_shown_minute(tmp_path, monkeypatch):
    path, real = tmp_path / "clock.json", [1000.0]
    monkeypatch.setattr("time.time", lambda: real[0])
    path.write_text('{"real": 1000, "shown": 6000, "rate": 60}')
    clock = FileClock(path)
    first = clock.beat()
    real[0] += 0.9
    assert clock.beat() == first
    real[0] += 0.2
    second = clock.beat()
    assert second != first
    path.write_text('{"real": 1000, "shown": 6000, "rate": 1   }')
    assert clock.beat() not in (first, second)
