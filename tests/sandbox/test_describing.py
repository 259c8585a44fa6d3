"""What the bot says about itself."""

from typing import Any

import pytest

from bot.sandbox import Person
from tests.sandbox.conftest import Bot

START = {"command": "start", "description": "Start"}
STOP = {"command": "stop", "description": "Stop"}


async def test_get_me(bot: Bot):
    me = await bot.call("getMe")
    assert (me["id"], me["is_bot"], me["can_join_groups"]) == (4200000001, True, True)


async def test_commands_by_scope_and_language(bot: Bot, ada: Person):
    here = {"type": "chat", "chat_id": ada.person_id}
    await bot.call("setMyCommands", commands=[START])
    await bot.call("setMyCommands", commands=[STOP], language_code="de")
    await bot.call("setMyCommands", commands=[START, STOP], scope=here)
    assert await bot.call("getMyCommands") == [START]
    assert await bot.call("getMyCommands", language_code="de") == [STOP]
    assert await bot.call("getMyCommands", scope=here) == [START, STOP]
    assert await bot.call("deleteMyCommands", scope=here) is True
    assert await bot.call("getMyCommands", scope=here) == []


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("{", "can't parse BotCommandScope JSON object"),
        ([], "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"type": {}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "chat_id is empty"),
        ({"type": "chat", "chat_id": 5}, "chat not found"),
    ],
)
async def test_refused_scopes(bot: Bot, scope: Any, words: str):
    assert await bot.refused("setMyCommands", commands=[START], scope=scope) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ("{", "can't parse commands JSON object"),
        ({"a": 1}, "expected an Array of BotCommand"),
        ([1], "can't parse BotCommand: expected an Object"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "sta-rt", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "/", "description": "x"}], "command must be non-empty"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([START] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_refused_commands(bot: Bot, commands: Any, words: str):
    assert await bot.refused("setMyCommands", commands=commands) == f"Bad Request: {words}"


async def test_the_longest_command_is_taken(bot: Bot):
    longest = {"command": "a" * 32, "description": "x" * 256}
    assert await bot.call("setMyCommands", commands=[longest] * 100)


@pytest.mark.parametrize(
    ("name", "field", "most"),
    [
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
        ("Name", "name", 64),
    ],
)
async def test_texts_by_language(bot: Bot, name: str, field: str, most: int):
    await bot.call(f"setMy{name}", **{field: "x" * most})
    await bot.call(f"setMy{name}", **{field: "German"}, language_code="de")
    assert await bot.call(f"getMy{name}") == {field: "x" * most}
    assert await bot.call(f"getMy{name}", language_code="de") == {field: "German"}
    assert await bot.call(f"getMy{name}", language_code="fr") == {field: "x" * most}
    assert (await bot.refused(f"setMy{name}", **{field: "x" * (most + 1)})).endswith("_TOO_LONG")
    words = await bot.refused(f"setMy{name}", **{field: "x"}, language_code="english")
    assert words == "Bad Request: invalid language code specified"


async def test_menu_button(bot: Bot, ada: Person):
    assert await bot.call("getChatMenuButton") == {"type": "default"}
    await bot.call("setChatMenuButton", menu_button={"type": "commands"})
    assert await bot.call("getChatMenuButton", chat_id=ada.person_id) == {"type": "commands"}
    words = await bot.refused("setChatMenuButton", menu_button={"type": "disco"})
    assert words == "Bad Request: can't parse menu button: MenuButton has unsupported type"


async def test_get_chat(bot: Bot, ada: Person):
    chat = await bot.call("getChat", chat_id=ada.person_id)
    assert (chat["id"], chat["type"], chat["first_name"]) == (ada.person_id, "private", "Ada")
    assert await bot.refused("getChat", chat_id=1) == "Bad Request: chat not found"
