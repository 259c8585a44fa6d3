"""/history with the real program: entries corrected and removed, in two taps each, and nobody else's."""

from __future__ import annotations

from functools import partial

from bot.core.content import Content
from bot.sandbox import Person, SandboxServer
from bot.sandbox.people.seen import Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.walking import Scores, Walker

SCORES = "SELECT measure, moment, value FROM scores WHERE person = ? ORDER BY id"
NOTE = "SELECT json_extract(snapshot, '$.note_revision') FROM conversations WHERE person = ?"
DAYS, REMOVE = "Your last days", "Remove it"


def says(words: str, message_id: int, person: Person) -> Seen | None:
    """A message, once it holds these words."""
    seen = person.message(message_id)
    return seen if words in seen.text else None


def newest(words: str, person: Person) -> Seen | None:
    """The newest message, once it holds these words."""
    return person.last if words in person.last.text else None


async def tap(person: Person, message_id: int, label: str, then: str) -> Seen:
    """Tap a button, and see what its message says then."""
    await person.tap(message_id, label).answered()
    return await person.wait_for(partial(says, then, message_id))


def own_message(person: Person, words: str) -> int:
    """The oldest message that says just this."""
    return next(seen.message_id for seen in person.bot_messages if seen.text == words)


async def test_entries_are_corrected_and_removed_in_two_taps_and_a_routine_with_all_its_scores(
    bot: BotProcess, sandbox: SandboxServer, content: Content
):
    await bot.start()
    ada = sandbox.person("Ada")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    sitting, getting_up = own_message(ada, "Sitting: 4"), own_message(ada, "Getting up: 5")
    ada.send("/history")
    shown = (await ada.wait_for(partial(newest, DAYS))).message_id
    assert "sitting 4 → 3, getting up 6 → 5, gentle routine" in ada.message(shown).text

    await tap(ada, shown, "Sitting before: 4", "What should it be?")
    await tap(ada, shown, "2", "sitting 2 → 3")
    await ada.wait_for(partial(says, "Sitting: 2", sitting))
    assert ("sitting", "before", 2) in bot.rows(SCORES, ada.person_id)

    await tap(ada, shown, "Getting up after: 5", "What should it be?")
    left = await tap(ada, shown, REMOVE, "Removed.")
    assert "sitting 2 → 3, getting up 6, gentle routine" in left.text
    gone = await ada.wait_for(partial(says, "Getting up: removed", getting_up))
    assert gone.keyboard == []
    assert bot.rows(SCORES, ada.person_id) == [
        ("sitting", "before", 2),
        ("getting_up", "before", 6),
        ("sitting", "after", 3),
    ]

    await sandbox.updates.wait_confirmed()
    await bot.settled()
    await bot.restart()
    ada.send("/history")
    again = await ada.wait_for(
        lambda person: newest(DAYS, person) if person.last.message_id > shown else None
    )
    assert "sitting 2 → 3, getting up 6, gentle routine" in again.text

    shown = again.message_id
    await tap(ada, shown, "Routine, gentle", "With it go: sitting 2 → 3, getting up 6.")
    await tap(ada, shown, REMOVE, content.screens["history"].lines["nothing"])
    await bot.settled()
    for table in ("sessions", "scores", "exercises_done", "questions"):
        assert bot.rows(f"SELECT count(*) FROM {table} WHERE person = ?", ada.person_id) == [(0,)], table
    told = [seen.text for seen in ada.bot_messages]
    assert told.count("Sitting: removed") == told.count("Getting up: removed") == 2


async def test_nobody_reaches_the_days_of_another(bot: BotProcess, sandbox: SandboxServer, content: Content):
    await bot.start()
    ada, ben = sandbox.person("Ada"), sandbox.person("Ben")
    await Walker(ada, content).first_day(Scores(4, 6, 3, 5))
    await Walker(ben, content).first_day(Scores(1, 1, 1, 1))
    kept = bot.rows(SCORES, ada.person_id)
    ada.send("/history")
    hers = await ada.wait_for(partial(newest, DAYS))
    entries = [key["callback_data"] for row in hers.keyboard for key in row]
    keys = await tap(ada, hers.message_id, "Sitting before: 4", "What should it be?")
    entries += [key["callback_data"] for row in keys.keyboard for key in row]
    ben.send("/history")
    his = await ben.wait_for(partial(newest, DAYS))
    for data in entries:
        slot, _, name, value = data.split(":", 3)
        [(number,)] = bot.rows(NOTE, ben.person_id)
        await ben.tap_data(his.message_id, f"{slot}:{number}:{name}:{value}").answered()
    for words in (f"/history {ada.person_id}", f"/start history_{ada.person_id}"):
        ben.send(words)
    await sandbox.updates.wait_confirmed()
    await bot.settled()
    assert bot.rows(SCORES, ada.person_id) == kept
    assert [row for row in bot.rows(SCORES, ben.person_id) if row[2] != 1] == []
    assert [seen.text for seen in ben.bot_messages if "4 → 3" in seen.text or "6 → 5" in seen.text] == []
