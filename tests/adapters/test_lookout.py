"""What the lookout sees, by a clock, a disk and a Telegram of the test's own."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.adapters import lookout as lookout_module
from bot.adapters.lookout import AGAIN_SECONDS, LEAST_FREE, Lookout
from bot.adapters.reach import Reach

MB = 1 << 20


class House:
    """A lookout, and all it looks at."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = 1_000.0
        self.free = 10_000 * MB
        self.stalled: tuple[float, str] | None = None
        self.told: list[tuple[str, str]] = []
        self.takes_messages = False
        self.quiet = False
        """Whether the host was told of everything less than an hour ago."""
        self.tried = 0
        self.reach = Reach(lambda: self.time)
        self.database = folder / "bot.db"
        self.database.write_bytes(b"x" * MB)
        self.lookout = Lookout(
            self.trouble,
            self.reach.away,
            lambda: self.stalled,
            self.database,
            lambda: self.time,
            lambda: self.takes_messages,
            self.try_a_call,
        )
        monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=self.free))

    def trouble(self, kind: str, sentence: str, *, lasts: bool = False) -> bool:
        if not self.quiet:
            self.told.append((kind, sentence))
        return not self.quiet

    async def try_a_call(self) -> None:
        self.tried += 1

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.told]

    async def pass_time(self, seconds: float, *, answered: bool | None = None) -> None:
        """A look every five seconds, and every thirty a call that is answered, or not; None: no call."""
        for second in range(0, int(seconds), 5):
            if answered is not None and second % 30 == 0:
                self.reach.heard("polls", answered=answered)
            self.time += 5
            await self.lookout.look()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


# --- Telegram -------------------------------------------------------------------------------------


async def test_ten_minutes_without_telegram_are_logged_at_once_and_told_afterwards(house, caplog):
    await house.pass_time(60, answered=True)
    await house.pass_time(14 * 60, answered=False)
    assert [(each.levelno, each.getMessage()) for each in caplog.records] == [
        (logging.ERROR, "Telegram has not answered for 10 minutes: trying on.")
    ]
    assert house.told == []
    await house.pass_time(60, answered=True)
    [(kind, sentence)] = house.told
    assert kind == "telegram"
    assert sentence.startswith("Telegram could not be reached for 14 minutes and answers again.")


async def test_nine_minutes_are_no_trouble(house, caplog):
    for _ in range(3):
        await house.pass_time(9 * 60, answered=False)
        await house.pass_time(30, answered=True)
    assert house.told == []
    assert caplog.records == []


async def test_one_call_that_fails_now_and_then_is_no_trouble(house, caplog):
    """Where people's updates come by themselves, there may be hours between two calls."""
    for _ in range(3):
        house.reach.heard("calls", answered=False)
        await house.pass_time(3600)
    house.reach.heard("calls", answered=True)
    await house.pass_time(60)
    assert house.told == []
    assert caplog.records == []


@pytest.mark.parametrize("seconds", [200, 1800, 43_200])
async def test_a_bot_that_is_told_to_wait_long_before_it_asks_hears_nobody(house, seconds):
    house.takes_messages = True
    for _ in range(5):
        house.reach.heard("polls", answered=False)
        await house.pass_time(seconds)
    [(kind, sentence)] = house.told
    assert kind == "unheard"
    assert "has not answered for 12 minutes" in sentence


async def test_whether_messages_are_taken_is_tried_once_a_minute(house):
    """A bot that nobody writes to makes no calls of its own."""
    for tries in (3, 6):
        await house.pass_time(12 * 60 + 30, answered=False)
        await house.pass_time(60, answered=True)
        assert house.tried == tries
    house.takes_messages = True
    await house.pass_time(30 * 60, answered=False)
    assert house.tried == 7


async def test_trouble_that_begins_in_an_hour_of_quiet_is_told_after_it(house):
    async def damage() -> str:
        return "SQLITE_NOTADB"

    house.quiet, house.takes_messages, house.free = True, True, 0
    house.stalled, house.lookout.damage = (31.0, "SQLITE_FULL"), damage
    await house.pass_time(3600, answered=False)
    assert house.told == []
    house.quiet = False
    await house.pass_time(3600, answered=False)
    assert sorted(house.kinds) == ["damaged", "database", "disk", "unheard"]


async def test_when_messages_are_taken_again_a_little_earlier_telegram_is_back(house):
    await house.pass_time(11 * 60, answered=False)
    house.takes_messages = True
    await house.pass_time(90, answered=False)
    assert house.told == []
    await house.pass_time(30, answered=True)
    assert ["answers again" in sentence for _, sentence in house.told] == [True]


async def test_while_nothing_is_tried_telegram_is_not_back(house):
    await house.pass_time(11 * 60, answered=False)
    await house.pass_time(3600)
    house.reach.heard("polls", answered=False)
    await house.pass_time(60)
    assert house.told == []
    await house.pass_time(30, answered=True)
    assert house.kinds == ["telegram"]


async def test_a_bot_that_hears_nobody_is_in_trouble_whatever_it_can_send(house, caplog):
    """Nobody answers what it asks, while reminders go out now and then."""
    for _ in range(7):
        await house.pass_time(120, answered=False)
        house.reach.heard("calls", answered=True)
    assert [each.levelno for each in caplog.records] == [logging.ERROR]
    await house.pass_time(30, answered=True)
    assert house.kinds == ["telegram"]


async def test_a_call_that_was_never_tried_again_does_not_keep_telegram_away(house):
    """Such as the answer to a tap, which failed in the same outage."""
    house.reach.heard("calls", answered=False)
    await house.pass_time(11 * 60, answered=False)
    await house.pass_time(30, answered=True)
    assert house.kinds == ["telegram"]


# --- the database ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "remedy"),
    [
        ("SQLITE_BUSY", "Another program holds it"),
        ("SQLITE_FULL", "The disk is full"),
        ("SQLITE_IOERR", "Look at the disk"),
    ],
)
async def test_a_database_that_can_not_be_written_for_half_a_minute_is_told_of_once(house, why, remedy):
    for seconds in (5.0, 29.0):
        house.stalled = (seconds, why)
        await house.pass_time(5)
    assert house.told == []
    for seconds in (31.0, 36.0, 900.0):
        house.stalled = (seconds, why)
        await house.pass_time(5)
    [(kind, sentence)] = house.told
    assert kind == "database"
    assert f"{house.database} can't be written, for 31 seconds now ({why})." in sentence
    assert remedy in sentence
    house.stalled = None
    await house.pass_time(5)
    house.stalled = (31.0, why)
    await house.pass_time(5)
    assert house.kinds == ["database"] * 2


@pytest.mark.parametrize("why", ["SQLITE_NOTADB", "SQLITE_ERROR"])
async def test_a_file_that_was_written_over_is_told_of_once(house, why):
    await house.pass_time(60)
    assert house.told == []

    async def damage() -> str:
        return str(why)

    house.lookout.damage = damage
    await house.pass_time(60)
    [(kind, sentence)] = house.told
    assert kind == "damaged"
    assert f"{house.database} is damaged ({why})" in sentence


# --- the disk -------------------------------------------------------------------------------------


async def test_a_disk_that_is_nearly_full_is_told_of_and_once_a_day_again(house):
    house.free = LEAST_FREE
    await house.pass_time(5)
    assert house.told == []
    house.free = 150 * MB
    await house.pass_time(3600)
    [(kind, sentence)] = house.told
    assert kind == "disk"
    assert f"Only 150 MB are free on the disk of {house.database}, of 200 MB that should be." in sentence
    house.time += AGAIN_SECONDS
    await house.pass_time(600)
    assert house.kinds == ["disk"] * 2
    house.free = LEAST_FREE
    await house.pass_time(5)
    house.free = 0
    await house.pass_time(5)
    assert house.kinds == ["disk"] * 3


async def test_room_for_the_database_three_times_over_is_wanted(house, monkeypatch):
    monkeypatch.setattr(lookout_module, "LEAST_FREE", 0)
    house.database.with_name("bot.db-wal").write_bytes(b"x" * MB)
    house.free = 6 * MB
    await house.pass_time(5)
    assert house.told == []
    house.free = 6 * MB - 1
    await house.pass_time(5)
    assert house.kinds == ["disk"]


async def test_a_disk_that_can_not_be_asked_is_the_writers_trouble(house, monkeypatch):
    def gone(path):
        raise FileNotFoundError(path)

    monkeypatch.setattr(shutil, "disk_usage", gone)
    await house.pass_time(5)
    assert house.told == []


async def test_where_messages_are_taken_the_host_is_told_at_once_that_nobody_is_heard(house):
    house.takes_messages = True
    await house.pass_time(700, answered=False)
    assert house.told == []
    await house.pass_time(60, answered=False)
    [(kind, sentence)] = house.told
    assert kind == "unheard"
    assert "Nobody is heard" in sentence
    await house.pass_time(30, answered=True)
    assert house.kinds == ["unheard", "telegram"]
