"""/report and the weekly look back with the real program: one's own days alone, and the name kept nowhere."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from bot.core import events as e
from bot.core.content import Content
from bot.core.layouts.reporting import FILE
from bot.sandbox import Person, SandboxServer
from bot.sandbox.people.seen import Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.moved_clock import MovedClock
from tests.e2e.on_screen import data_of
from tests.e2e.test_delete import erase, files, folded
from tests.e2e.walking import Scores, Walker

NAME = "Unmistakable Example"
DAY = timedelta(days=1)


def shows(media: str, title: str, person: Person) -> Seen | None:
    """The newest message, once it brings this under this title."""
    newest = person.last
    return newest if newest.media == media and newest.text.startswith(title) else None


async def test_a_page_comes_as_a_file_and_the_name_on_it_is_kept_nowhere(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    ada, ben = sandbox.person("Ada"), sandbox.person("Ben")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    ada.send("/report")
    await ada.wait_for(lambda person: data_of(person.last, e.NameLeftOut()))
    ada.send(NAME)
    seen = await ada.wait_for(partial(shows, "document", "Your report"))
    assert seen.file_name == FILE
    stored = sandbox.world.files.find(seen.file_id)
    assert stored is not None
    page = Image.open(BytesIO(stored.upload.content))
    assert (page.format, page.size) == ("PNG", (1240, 1754)), "A4 at 150 dots an inch"
    coloured, grey = page.convert("RGB"), page.convert("L").convert("RGB")
    assert ImageChops.difference(coloured, grey).getbbox() is None, "black on white"
    await folded(bot)
    assert not [path.name for path in files(bot) if NAME.encode() in path.read_bytes()]

    ben.send("/report")
    ben.send(f"/report {ada.person_id}")
    ben.send(f"/start report_{ada.person_id}")
    await sandbox.updates.wait_confirmed()
    await bot.settled()
    assert ben.bot_messages
    assert [seen.media for seen in ben.bot_messages if seen.media] == []


async def test_a_kill_before_it_is_sent_loses_no_report(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    ada = sandbox.person("Ada")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    ada.send("/report")
    asked = await ada.wait_for(lambda person: person.last if data_of(person.last, e.NameLeftOut()) else None)
    fault = sandbox.faults.hang("sendDocument", times=None)
    data = data_of(asked, e.NameLeftOut())
    assert data is not None
    ada.tap_data(asked.message_id, data)
    await sandbox.calls.wait_for(lambda call: call.method == "sendDocument")
    await bot.kill()
    fault.release()
    await bot.start()
    await ada.wait_for(partial(shows, "document", "Your report"))


async def test_a_look_back_comes_on_sunday_until_it_is_unwanted_or_all_is_erased(
    bot: BotProcess, sandbox: SandboxServer, content: Content, tmp_path: Path
):
    clock = MovedClock(tmp_path / "clock.json", datetime(2026, 3, 2, 9, tzinfo=UTC))  # a Monday
    bot.settings["BOT_CLOCK"] = str(clock.path)
    await bot.start()
    ada = sandbox.person("Ada")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    ada.send("/progress")
    shown = await ada.wait_for(partial(shows, "photo", "Your last 30 days"))
    await ada.tap(shown.message_id, content.screens["progress"].buttons["weekly"]).answered()
    await bot.settled()
    await bot.kill()
    assert [kind for (kind,) in bot.rows("SELECT kind FROM due")] == ["look_back_came"]

    await bot.start()
    clock.move(5 * DAY)  # Saturday
    ada.send("4")
    await ada.wait_for(lambda person: person.last.text.startswith("Sitting: 4"))
    clock.move(DAY)
    week = await ada.wait_for(partial(shows, "photo", "Your week, 1 Mar to 7 Mar"))
    assert week.text.split("\n")[1:] == [
        "1 routine, 2 days with a score.",
        "Sitting 3 to 4. Getting up 5 to 6.",
    ]
    assert week.silent

    await erase(ada, content)
    await bot.settled()
    assert bot.rows("SELECT kind FROM due") == []
    count = len(ada.bot_messages)
    clock.move(7 * DAY)
    await asyncio.gather(*(bot.settled() for _ in range(2)))
    assert len(ada.bot_messages) == count
