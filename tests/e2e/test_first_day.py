"""A person's first days, from /start on, as they see them and as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import SandboxServer
from tests.e2e.bot_process import ROOT, BotProcess
from tests.e2e.moved_clock import MovedClock
from tests.e2e.transcripts import Reader, transcript
from tests.e2e.walking import Scores, Step, Walker

FIRST_DAY = ROOT / "tests" / "conversations" / "first_day.txt"


@pytest.mark.usefixtures("either_way")
async def test_the_first_day_and_a_later_one(
    bot: BotProcess, sandbox: SandboxServer, content: Content, tmp_path: Path
):
    clock = MovedClock(tmp_path / "clock.json", datetime(2026, 3, 2, 9, tzinfo=UTC))
    bot.settings["BOT_CLOCK"] = str(clock.path)
    await bot.start()
    reader = Reader(sandbox.person("Adalind"))
    lines = transcript(FIRST_DAY)
    to_first_exercise = next(number for number, line in enumerate(lines) if line.words.startswith("1 of 3"))
    restarts = {len(lines) // 4, len(lines) // 2, len(lines) * 3 // 4}
    for number, line in enumerate(lines):
        if number in restarts:
            await bot.terminate()
            await bot.start()
        await reader.follow(line)
        if number == to_first_exercise:
            assert reader.taps <= 5
    assert len(reader.person.bot_messages) == sum(
        line.verb.split()[0] == "bot" and not line.verb.startswith("bot edits") for line in lines
    )
    await bot.terminate()

    scored = [int(line.words) for line in lines if line.verb == "tap" and line.words.isdigit()]
    asked = [(measure, moment) for moment in ("before", "after") for measure in ("sitting", "getting_up")]
    assert stored_scores(bot) == [
        (*question, score, "2026-03-02") for question, score in zip(asked, scored, strict=True)
    ]
    done = "SELECT exercise, variation, level, outcome FROM exercises_done ORDER BY rowid"
    assert bot.rows(done) == [(name, "plain", "gentle", "done") for name in content.routine.exercises]
    [(person, level, reason, ending, child, open_still)] = bot.rows(
        "SELECT person, level, reason, ending, child, closed_at IS NULL FROM sessions"
    )
    assert person == reader.person.person_id
    assert (level, reason, ending, child, open_still) == ("gentle", "sitting_sore", "finished", 0, 0)
    assert bot.rows("SELECT person, version FROM consents") == [(person, content.routine.consent_version)]
    assert bot.rows("SELECT passed, adaptation FROM safety_checks") == [(1, "")]
    assert bot.rows("SELECT count(*) FROM outbox") == [(0,)]

    clock.move(timedelta(days=1))
    await bot.start()
    walker = Walker(reader.person, content)
    reader.person.send("/routine")
    first, *_ = content.routine.exercises
    scores = Scores(2, 3, 2, 3)
    await walker.walk((Step("quick_check", e.NothingNew()), *walker.routine(scores)[:2]), then=first)
    assert walker.taps == 3
    assert stored_scores(bot)[4:] == [
        ("sitting", "before", 2, "2026-03-03"),
        ("getting_up", "before", 3, "2026-03-03"),
    ]
    assert bot.rows("SELECT level, local_date FROM sessions WHERE closed_at IS NULL") == [
        ("steady", "2026-03-03")
    ]
    assert bot.rows("SELECT count(*) FROM consents") == [(1,)]
    assert bot.rows("SELECT count(*) FROM safety_checks") == [(1,)]


def stored_scores(bot: BotProcess) -> list[tuple[object, ...]]:
    return bot.rows("SELECT measure, moment, value, local_date FROM scores ORDER BY id")


async def test_telegram_shows_who_the_bot_is(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    await sandbox.calls.wait_for(lambda call: call.method == "setChatMenuButton" and call.ok)
    shown, anybody = sandbox.world.profile, sandbox.person("Adalind").person_id
    commands = shown.commands_shown(anybody, "en")
    assert {each["command"]: each["description"] for each in commands} == content.face.commands
    assert shown.text_shown(shown.descriptions, "en") == content.face.description
    assert shown.text_shown(shown.short_descriptions, "en") == content.face.short_description
    assert shown.menu_buttons == {0: {"type": "commands"}}
    before = sandbox.calls.count
    await bot.terminate()
    await bot.start()
    await sandbox.calls.wait_for(lambda call: call.number > before and call.method == "getChatMenuButton")
    assert [call.method for call in sandbox.calls.since(before) if call.method.startswith("set")] == []
