"""Nightly copies: which are kept, and what becomes of the others."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import NoCopy, back_up, copied, database_at, forget_asides, restored_at
from bot.adapters.store.backups import kept

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with database_at(tmp_path / "bot.db"):
        return tmp_path / "bot.db"


def copy_of(path: Path) -> Path:
    copied(path, path.parent / "by-hand.db")
    return path.parent / "by-hand.db"


def wanted() -> bool:
    return False


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def nights(first: date, *numbers: int) -> tuple[set[date], date]:
    """The copies that are left, and the day it is, after a bot ran in these nights."""
    made: set[date] = set()
    for number in numbers:
        made = kept({*made, first + number * DAY}, first + number * DAY)
    return made, first + numbers[-1] * DAY


@pytest.mark.parametrize("weekday", range(7))
def test_after_months_there_are_seven_daily_and_four_weekly_copies_of_one_month(weekday):
    made, today = nights(TODAY + weekday * DAY, *range(100))
    assert {today - number * DAY for number in range(7)} <= made
    older = sorted(made - {today - number * DAY for number in range(7)})
    assert len(older) in (3, 4)
    assert all(day.isoweekday() == 1 for day in older)
    assert len({day.isocalendar()[:2] for day in made}) >= 4
    assert today - min(made) <= timedelta(days=31)


@pytest.mark.parametrize("every", [1, 2, 3, 6, 7, 10])
def test_no_copy_ever_outlives_what_was_promised(every):
    made: set[date] = set()
    for number in range(0, 400, every):
        today = TODAY + number * DAY
        made = kept({*made, today}, today)
        assert today in made
        assert max(today - day for day in made) <= timedelta(days=31)
        assert len(made) <= 11


def test_a_bot_that_was_away_for_long_keeps_nothing_of_before():
    made, today = nights(TODAY, *range(40), 40 + 32)
    assert made == {today}


def test_no_copy_goes_by_a_clock_that_went_wrong():
    made, today = nights(TODAY, *range(40))
    wrong = date(1970, 1, 1)
    assert kept({*made, wrong}, wrong) == {*made, wrong}
    assert kept({*made, wrong}, today) == made


def test_one_copy_a_day(path, tmp_path):
    folder = tmp_path / "deep" / "backups"
    made = back_up(path, folder, TODAY, wanted)
    assert made is not None
    assert made[0] == folder / "bot-2026-03-02.db"
    assert back_up(path, folder, TODAY, wanted) is None
    assert names(folder) == {"bot-2026-03-02.db"}


def test_only_our_own_copies_of_this_database_go(path, tmp_path):
    folder = tmp_path / "backups"
    others = {
        "other-2020-01-01.db",
        "bot-2020-01-01.db.gz",
        "bot-holidays.db",
        "bot-20200101.db",
        "notes.txt",
    }
    folder.mkdir()
    for name in (
        *others,
        "bot-2020-01-01.db",
        "bot-2026-03-01.db.xyz.part",
        "bot-2026-03-01.db.xyz.part-journal",
    ):
        (folder / name).write_bytes(b"")
    back_up(path, folder, TODAY, wanted)
    assert names(folder) == {*others, "bot-2026-03-02.db"}


def test_when_none_can_be_made_all_stay(path, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "bot-2020-01-01.db").write_bytes(b"")
    path.write_bytes(b"garbage " * 1000)
    with pytest.raises(NoCopy, match=r"bot\.db is damaged"):
        back_up(path, folder, TODAY, wanted)
    assert names(folder) == {"bot-2020-01-01.db"}


def test_a_folder_that_can_not_be_made_is_said(path, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NoCopy, match=r"^.*file.* can't be used: Not a directory\.$"):
        back_up(path, tmp_path / "file" / "backups", TODAY, wanted)


def test_what_an_upgrade_and_a_restore_kept_goes_after_a_month(path):
    now = datetime(2026, 3, 2, tzinfo=UTC)
    ages = {
        "bot.db.before-upgrade-m006_silent": 32,
        "bot.db.before-restore-2026-01-29T09-30-00Z": 32,
        "bot.db.before-restore-2026-01-29T09-30-00Z-wal": 32,
        "bot.db.before-upgrade-m011_wishes": 30,
        "bot.db.before-lunch": 99,
        "other.db.before-upgrade-m006_silent": 99,
    }
    for name, days in ages.items():
        file = path.parent / name
        file.write_bytes(b"")
        at = (now - days * DAY).timestamp()
        os.utime(file, (at, at))
    nowhere = path.parent / "bot.db.rescued-by-hand"
    nowhere.symlink_to("nowhere")
    forget_asides(path, now)
    gone = {name for name, days in ages.items() if days == 32}
    assert names(path.parent) == {"bot.db", "bot.db.lock", nowhere.name, *ages} - gone


def test_what_was_kept_beside_the_file_itself_goes_too_where_the_database_is_a_link(path, tmp_path):
    link = tmp_path / "link" / "data.db"
    link.parent.mkdir()
    link.symlink_to(path)
    restored = restored_at(link, copy_of(path), datetime(2026, 3, 2, tzinfo=UTC))
    assert restored.kept is not None
    assert restored.kept.parent == path.parent
    forget_asides(link, datetime.now(UTC) + 30 * DAY)
    assert restored.kept.exists()
    forget_asides(link, datetime.now(UTC) + 32 * DAY)
    assert not restored.kept.exists()
