"""Pinned messages, and reactions."""

from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from tests.sandbox.conftest import Bot

THUMB = {"type": "emoji", "emoji": "👍"}


async def test_a_pinned_message_is_told_of(bot: Bot, ada: Person):
    sent = await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    place = {"chat_id": ada.person_id, "message_id": sent["message_id"]}
    assert await bot.call("pinChatMessage", **place, disable_notification=True) is True
    told = ada.last
    assert (told.media, told.details, told.silent) == (
        "pinned_message",
        {"message_id": sent["message_id"]},
        True,
    )
    [update] = await bot.call("getUpdates", offset=-1)
    assert update["message"]["pinned_message"]["text"] == "a"
    assert (await bot.call("getChat", chat_id=ada.person_id))["pinned_message"]["text"] == "a"
    assert [seen.pinned for seen in ada.bot_messages] == [True, False]
    words = await bot.refused("pinChatMessage", chat_id=ada.person_id, message_id=told.message_id)
    assert words == "Bad Request: service messages can't be pinned"


async def test_the_newest_pin_goes_first(bot: Bot, ada: Person):
    for message_id in (1, ada.send("b"), 1):
        await bot.call("pinChatMessage", chat_id=ada.person_id, message_id=message_id)
    assert (await bot.call("getChat", chat_id=ada.person_id))["pinned_message"]["text"] == "/start"
    await bot.call("unpinChatMessage", chat_id=ada.person_id)
    assert (await bot.call("getChat", chat_id=ada.person_id))["pinned_message"]["text"] == "b"
    await bot.call("unpinChatMessage", chat_id=ada.person_id, message_id=2)
    assert "pinned_message" not in await bot.call("getChat", chat_id=ada.person_id)
    words = await bot.refused("unpinChatMessage", chat_id=ada.person_id)
    assert words == "Bad Request: message to unpin not found"


async def test_all_pins_go_at_once_and_a_deleted_message_is_pinned_no_more(bot: Bot, ada: Person):
    for text in ("b", "c"):
        await bot.call("pinChatMessage", chat_id=ada.person_id, message_id=ada.send(text))
    ada.delete(2)
    assert (await bot.call("getChat", chat_id=ada.person_id))["pinned_message"]["text"] == "c"
    assert await bot.call("unpinAllChatMessages", chat_id=ada.person_id) is True
    assert not any(seen.pinned for seen in ada.messages)


async def test_only_an_administrator_pins_in_a_group(bot: Bot, sandbox: SandboxServer, ada: Person):
    group = sandbox.group(-100)
    message_id = ada.send("a", chat=group)
    words = await bot.refused("pinChatMessage", chat_id=-100, message_id=message_id)
    assert words == "Bad Request: not enough rights to manage pinned messages in the chat"
    group.bot_is_administrator = True
    assert await bot.call("pinChatMessage", chat_id=-100, message_id=message_id)
    assert await bot.call("unpinChatMessage", chat_id=-100, message_id=message_id)
    words = await bot.refused("pinChatMessage", chat_id=-100, message_id=99)
    assert words == "Bad Request: message to pin not found"


async def test_a_reaction_is_seen_until_it_is_taken_away(bot: Bot, ada: Person):
    place = {"chat_id": ada.person_id, "message_id": 1}
    assert await bot.call("setMessageReaction", **place, reaction=[THUMB], is_big=True) is True
    assert ada.message(1).reactions == [THUMB]
    heart = {"type": "emoji", "emoji": "❤\ufe0f"}
    await bot.call("setMessageReaction", **place, reaction=[heart])
    assert ada.message(1).reactions == [{"type": "emoji", "emoji": "❤"}]
    await bot.call("setMessageReaction", **place)
    assert ada.message(1).reactions == []


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ("{", "can't parse reaction types JSON object"),
        ({}, "expected an Array of ReactionType"),
        ([1], "can't parse ReactionType: expected an Object"),
        ([{}], "can't parse ReactionType: Can't find field \"type\""),
        ([{"type": "emoji"}], "can't parse ReactionType: Can't find field \"emoji\""),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        ([{"type": "emoji", "emoji": "🥑"}], "REACTION_INVALID"),
        ([THUMB, {"type": "emoji", "emoji": "🔥"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_refused_reactions(bot: Bot, ada: Person, reaction: Any, words: str):
    place = {"chat_id": ada.person_id, "message_id": 1}
    assert await bot.refused("setMessageReaction", **place, reaction=reaction) == f"Bad Request: {words}"
    assert ada.message(1).reactions == []


async def test_a_reaction_needs_a_message(bot: Bot, ada: Person):
    words = await bot.refused("setMessageReaction", chat_id=ada.person_id, message_id=9, reaction=[THUMB])
    assert words == "Bad Request: message to react not found"
