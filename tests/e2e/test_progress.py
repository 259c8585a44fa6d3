"""/progress with the real program: a picture of one's own days, and of nobody else's."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PIL import Image

from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from bot.sandbox.people.seen import Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.walking import Scores, Walker


def shows(title: str, person: Person) -> Seen | None:
    """The newest message, once it has a picture under this title."""
    newest = person.last
    return newest if newest.media == "photo" and newest.text.startswith(title) else None


def newer(than: int, person: Person) -> Seen | None:
    """The bot's newest message, if it came after that one."""
    return person.last if person.last.message_id > than else None


async def test_a_person_sees_their_days_as_a_picture_and_in_words(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    ada = sandbox.person("Ada")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    ada.send("/progress")
    seen = await ada.wait_for(partial(shows, "Your last 30 days"))
    assert "Scored on 1 of 1 day, 1 routine." in seen.text
    assert seen.text.count("4 → 3") == 1
    assert seen.text.count("6 → 5") == 1
    stored = sandbox.world.files.find(seen.file_id)
    assert stored is not None
    picture = Image.open(BytesIO(stored.upload.content))
    assert (picture.format, picture.size) == ("PNG", (780, 1000))

    ada.tap(seen.message_id, "All days")
    changed = await ada.wait_for(partial(shows, "All your days"))
    assert changed.message_id == seen.message_id
    assert bot.rows("SELECT count(*) FROM uploads WHERE file_id = ?", seen.file_id) == [(0,)]


async def test_nobody_sees_the_days_of_another(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    ada, ben = sandbox.person("Ada"), sandbox.person("Ben")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    ada.send("/progress")
    hers = await ada.wait_for(partial(shows, "Your last 30 days"))
    data = next(key["callback_data"] for row in hers.keyboard for key in row if key["text"] == "All days")
    ben.start()
    await ben.wait_for(lambda person: person.bot_messages)
    for words in ("/progress", "/start progress_7", f"/progress {ada.person_id}"):
        before = ben.last.message_id
        ben.send(words)
        await ben.wait_for(partial(newer, before))
    ben.tap_data(ben.last.message_id, data)
    await bot.settled()
    assert [seen.media for seen in ben.bot_messages if seen.media] == []
    assert [seen.text for seen in ben.bot_messages if "4 → 3" in seen.text] == []
