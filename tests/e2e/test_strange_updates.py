"""Updates nobody should send, and chats that are not a person's: the bot goes on, and nobody gets a score."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from bot.core import events as e
from bot.core.content import Content
from bot.sandbox import Person, SandboxServer, Seen
from tests.e2e.accounts import told_scores
from tests.e2e.bot_process import BotProcess
from tests.e2e.walking import Step, Walker

SECRET = "sentinelwords"
"""Stands in many of the updates, and may be kept nowhere."""


@pytest.fixture
async def ada(bot: BotProcess, sandbox: SandboxServer, content: Content) -> Walker:
    """Somebody whose bare numbers are scores."""
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    walker.person.start()
    await walker.walk([Step("welcome", e.ConsentGiven())], then="emergency_check")
    return walker


async def goes_on(bot: BotProcess, ada: Walker) -> None:
    """Nothing so far has been a score; the next number is, and somebody new is welcome."""
    await bot.sandbox.updates.wait_confirmed(10)
    assert bot.rows("SELECT * FROM scores") == []
    ada.person.send("4")
    await ada.person.wait_for(
        lambda person: any(told_scores(seen, ada.content, "sitting") for seen in person.bot_messages)
    )
    assert bot.rows("SELECT person, value FROM scores") == [(ada.person.person_id, 4)]
    await Walker(bot.sandbox.person("Newcomer"), ada.content).arrive()
    await bot.terminate()
    for table, columns in (
        ("set_aside", "payload || why"),
        ("outbox", "args"),
        ("conversations", "snapshot"),
    ):
        assert not any(SECRET in told for [told] in bot.rows(f"SELECT {columns} FROM {table}"))
    assert SECRET not in bot.log


def strange_messages(person: Person) -> list[Any]:
    """Messages that are almost one: each would be the score 7 if it were whole."""
    user = person.user.as_api()
    chat = {"id": person.person_id, "type": "private", "first_name": SECRET}
    whole: dict[str, Any] = {
        "message_id": 9_000,
        "from": user,
        "chat": chat,
        "date": 1_700_000_000,
        "text": "7",
    }
    nothing: tuple[Any, ...] = (None, 7, SECRET, [], {})
    odd: dict[str, tuple[Any, ...]] = {
        "date": (10**15, 10**400, -(10**15), 1.5e300, "tomorrow", [], {}),
        "chat": (*nothing, {"id": "x", "type": "private"}, *({**chat, "type": kind} for kind in nothing)),
        "from": (*nothing, {"id": person.person_id}),
        "message_id": (None, "x", [], 1.5, True, 10**30),
        "text": (None, 7, 7.0, ["7"], {"text": "7"}, True),
        "entities": ("x", 7, [7], [{}], [{"type": "bold"}]),
        "reply_to_message": ("x", 7, {"message_id": 7}),
    }
    deep: dict[str, Any] = {**whole, "date": 10**15}
    for _ in range(400):
        deep = {**whole, "reply_to_message": deep}
    return [
        *({**whole, field: value} for field, values in odd.items() for value in values),
        *({key: value for key, value in whole.items() if key != gone} for gone in whole if gone != "text"),
        *(deep, *nothing, [whole]),
    ]


async def test_malformed_messages(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    for message in strange_messages(ada.person):
        sandbox.inject({"message": message})
        sandbox.inject({"edited_message": message})
    await goes_on(bot, ada)


async def test_malformed_updates_of_other_kinds(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    user = ada.person.user.as_api()
    chat = {"id": ada.person.person_id, "type": "private", "first_name": "Ada"}
    tap: dict[str, Any] = {"id": "1", "from": user, "chat_instance": "1", "data": "session:1:score_given:7"}
    message = {"message_id": 3, "chat": chat, "date": 1_700_000_000, "text": SECRET}
    bot.may_be_refused("query is too old")  # none of these taps is one that Telegram knows
    updates: tuple[dict[str, Any], ...] = (
        {},
        {"hologram": {"text": "7"}},
        {"message_reaction": {"chat": chat, "user": user, "date": 1, "message_id": 3}},
        {"poll": {"id": "7"}},
        {"inline_query": {"id": "7", "from": user, "query": "7", "offset": ""}},
        {"callback_query": None},
        {"callback_query": SECRET},
        {"callback_query": {}},
        {"callback_query": {"id": "2"}},
        {"callback_query": {"id": 3, "from": user}},
        {"callback_query": {**tap, "message": None}},
        {"callback_query": {**tap, "message": SECRET}},
        {"callback_query": {**tap, "message": {**message, "date": 10**15}}},
        {"callback_query": {**tap, "message": {"message_id": 3, "chat": chat, "date": 0}}},
        {"callback_query": {**tap, "message": message, "data": None, "game_short_name": "chess"}},
        {"callback_query": {**tap, "message": message, "data": 7}},
        {"callback_query": {**tap, "message": message, "data": "\ud800" * 64}},
        {"callback_query": {**tap, "message": message, "data": "session:1:score_given:" + "9" * 5_000}},
        {"callback_query": {**tap, "message": message, "data": f"session:0:score_given:7:{SECRET}"}},
        {"callback_query": {**tap, "inline_message_id": "abc"}},
        {"callback_query": {**tap, "message": message, "from": {**user, "is_bot": True}}},
        {"my_chat_member": {"chat": chat, "from": user, "date": 10**15}},
        {"my_chat_member": {"chat": chat, "from": user, "date": 1, "new_chat_member": {"status": SECRET}}},
        {"chat_member": SECRET},
    )
    for update in updates:
        sandbox.inject(update)
    await goes_on(bot, ada)


async def test_halves_of_characters(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    """JSON can carry them; neither SQLite nor Telegram takes them."""
    user = {**ada.person.user.as_api(), "first_name": f"\ud800{SECRET}"}
    chat = {"id": ada.person.person_id, "type": "private", "first_name": "\udfff"}
    whole = {"message_id": 9_000, "from": user, "chat": chat, "date": 1_700_000_000}
    for text in (f"{SECRET}\ud83d", "\udc00", "\ud83d\ud83d\udc00", f"/start \ud800{SECRET}"):
        sandbox.inject({"message": {**whole, "text": text}})
        sandbox.inject({"edited_message": {**whole, "text": text}})
    await ada.person.next_message(after=ada.person.last.message_id)
    await goes_on(bot, ada)


async def test_numbers_that_are_no_scores_of_a_person(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    """Channels, groups, other bots, and what bots wrote for somebody."""
    person, user = ada.person, ada.person.user.as_api()
    channel, group = sandbox.group(-1001111111111, "channel"), sandbox.group(-1002222222222)
    private = {"id": person.person_id, "type": "private", "first_name": "Ada"}
    whole: dict[str, Any] = {"message_id": 9_000, "from": user, "chat": private, "date": 1_700_000_000}
    other_bot = {"id": 4_300_000_001, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    await bot.sandbox.updates.wait_confirmed()
    seen = len(person.bot_messages)
    sandbox.post(channel, "7")
    person.send("7", chat=group)
    person.send(f"{SECRET} 7", chat=group)
    for kind, message in (
        ("channel_post", {**whole, "chat": channel.as_api(), "text": "7"}),
        ("edited_channel_post", {**whole, "chat": channel.as_api(), "text": "7"}),
        ("message", {**whole, "chat": channel.as_api(), "sender_chat": channel.as_api(), "text": "7"}),
        (
            "message",
            {**whole, "chat": group.as_api(), "sender_chat": group.as_api(), "from": anonymous, "text": "7"},
        ),
        ("message", {**whole, "chat": group.as_api(), "from": anonymous, "text": "/start"}),
        ("message", {**whole, "from": other_bot, "text": "7"}),
        ("message", {**whole, "from": other_bot, "text": "/start"}),
        ("business_message", {**whole, "business_connection_id": SECRET, "text": "7"}),
        ("edited_business_message", {**whole, "business_connection_id": SECRET, "text": "7"}),
        ("edited_message", {**whole, "text": "7", "edit_date": 1_700_000_001}),
    ):
        sandbox.inject({kind: message})
    await sandbox.updates.wait_confirmed()
    assert sandbox.messages(group)[-1].from_bot is False
    assert len(person.bot_messages) == seen
    sandbox.inject({"message": {**whole, "via_bot": other_bot, "text": "7"}})
    await person.next_message(after=person.last.message_id)  # said to have been heard, and that is all
    friend = {"id": 700_999_999, "is_bot": False, "first_name": "Friend"}
    for origin in (
        {"type": "user", "sender_user": friend},
        {"type": "hidden_user", "sender_user_name": "Friend"},
        {"type": "channel", "chat": channel.as_api(), "message_id": 3},
    ):
        sandbox.inject({"message": {**whole, "forward_origin": {**origin, "date": 1}, "text": "7"}})
        await person.next_message(after=person.last.message_id)
    await goes_on(bot, ada)


async def test_whoever_forwards_their_own_words_says_them(
    bot: BotProcess, sandbox: SandboxServer, ada: Walker
):
    private = {"id": ada.person.person_id, "type": "private", "first_name": "Ada"}
    whole = {"message_id": 9_000, "from": ada.person.user.as_api(), "chat": private, "date": 1_700_000_000}
    origin = {"type": "user", "sender_user": whole["from"], "date": 1}
    sandbox.inject({"message": {**whole, "forward_origin": origin, "text": "7"}})
    await ada.person.next_message(after=ada.person.last.message_id)
    await bot.settled()
    assert bot.rows("SELECT count(*) FROM scores") == [(1,)]


async def test_in_a_group_it_says_only_that_it_works_in_private(
    bot: BotProcess, sandbox: SandboxServer, content: Content, ada: Walker
):
    group = sandbox.group(-1002222222222)
    ada.person.send("/start@sandbox_bot", chat=group)
    await bot.sandbox.calls.wait_for(
        lambda call: call.params.get("chat_id") == str(group.chat_id) and call.ok
    )
    [said] = [seen for seen in sandbox.messages(group) if seen.from_bot]
    assert said.text == content.screens["group_only"].text
    await goes_on(bot, ada)


async def test_digits_without_end(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    for text in ("9" * 4_096, "7" * 5_000, "٧" * 4_000, "-" + "9" * 4_000, "1e" + "9" * 4_000, "7 " * 2_000):
        ada.person.send(text)
    await goes_on(bot, ada)


def speaks_of_media(ada: Walker, seen: Seen) -> bool:
    """Whether a message says that pictures and voices can't be seen or heard."""
    lines = ada.content.screens["words"].lines
    return any(words in seen.text for name, words in lines.items() if name.startswith("media"))


async def test_an_album_is_answered(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    """Two pictures at once: what would be said about the first is replaced before it is sent."""
    ada.person.send_photo()
    ada.person.send_photo()
    await ada.person.wait_for(lambda person: speaks_of_media(ada, person.last))
    await goes_on(bot, ada)


async def test_things_without_words(bot: BotProcess, sandbox: SandboxServer, ada: Walker):
    said = []
    for send in (ada.person.send_voice, ada.person.send_sticker, ada.person.send_location):
        last = ada.person.last.message_id
        send()
        seen = await ada.person.next_message(after=last)
        assert speaks_of_media(ada, seen)
        said.append(seen.text)
    assert all(one != other for one, other in pairwise(said))
    await goes_on(bot, ada)
