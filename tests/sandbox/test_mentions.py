"""Mentions of people who have no @name: by their id."""

from typing import Any

import pytest
from aiogram.types import Message

from bot.sandbox import Person
from tests.sandbox.conftest import Bot

MARKUP = {
    "HTML": '<a href="tg://user?id={id}">you</a>, <b>there</b>',
    "Markdown": "[you](tg://user?id={id}), *there*",
    "MarkdownV2": "[you](tg://user?id={id}), *there*",
}
BOLD = {"type": "bold", "offset": 5, "length": 5}


def mentioning(way: str, user_id: int) -> dict[str, Any]:
    if way in MARKUP:
        return {"text": MARKUP[way].format(id=user_id), "parse_mode": way}
    mention = {"type": "text_mention", "offset": 0, "length": 3, "user": {"id": user_id}}
    return {"text": "you, there", "entities": [mention, BOLD]}


@pytest.mark.parametrize("way", [*MARKUP, "entities"])
async def test_a_mention_has_the_whole_user(bot: Bot, ada: Person, way: str):
    sent = await bot.call("sendMessage", chat_id=ada.person_id, **mentioning(way, ada.person_id))
    assert sent["entities"] == [
        {"type": "text_mention", "offset": 0, "length": 3, "user": ada.user.as_api()},
        BOLD,
    ]
    [mention, _] = Message.model_validate(sent).entities or []
    assert (mention.user and mention.user.first_name) == "Ada"


@pytest.mark.parametrize("way", [*MARKUP, "entities"])
async def test_nobody_is_not_mentioned(bot: Bot, ada: Person, way: str):
    sent = await bot.call("sendMessage", chat_id=ada.person_id, **mentioning(way, 5))
    assert (sent["text"], sent["entities"]) == ("you, there", [BOLD])


async def test_captions_and_edits_mention_too(bot: Bot, ada: Person):
    chat, bots_id = ada.person_id, int(bot.sandbox.token.partition(":")[0])
    sent = await bot.call("sendMessage", chat_id=chat, text="a")
    edited = await bot.call(
        "editMessageText", chat_id=chat, message_id=sent["message_id"], **mentioning("HTML", bots_id)
    )
    assert edited["entities"][0]["user"]["is_bot"] is True


@pytest.mark.parametrize(
    ("user", "words"),
    [
        ({}, 'Can\'t find field "id"'),
        ({"id": []}, 'Field "id" must be of type Number'),
        ({"id": "x"}, 'Field "id" must be a valid Number'),
    ],
)
async def test_a_malformed_mention_is_refused(bot: Bot, ada: Person, user: dict[str, Any], words: str):
    entity = {"type": "text_mention", "offset": 0, "length": 1, "user": user}
    refused = await bot.refused("sendMessage", chat_id=ada.person_id, text="a", entities=[entity])
    assert refused == f"Bad Request: can't parse MessageEntity: {words}"
