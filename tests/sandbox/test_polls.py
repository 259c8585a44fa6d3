"""Polls and quizzes."""

from typing import Any

import pytest

from bot.sandbox import Person
from tests.sandbox.conftest import Bot

QUIZ = {"question": "q", "options": ["a", "b"], "type": "quiz"}


async def test_a_poll_is_shown_and_stopped(bot: Bot, ada: Person):
    options = ["a", {"text": "*b*", "text_parse_mode": "MarkdownV2"}]
    sent = await bot.call("sendPoll", chat_id=ada.person_id, question="Which?", options=options)
    assert {**sent["poll"], "id": ""} == {
        "id": "",
        "question": "Which?",
        "options": [
            {"persistent_id": "0", "text": "a", "voter_count": 0},
            {"persistent_id": "1", "text": "b", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    place = {"chat_id": ada.person_id, "message_id": sent["message_id"]}
    stopped = await bot.call("stopPoll", **place)
    assert stopped == {**sent["poll"], "is_closed": True} == ada.last.details
    assert await bot.refused("stopPoll", **place) == "Bad Request: poll has already been closed"
    assert (await bot.call("getUpdates", offset=-1))[0]["poll"] == stopped


async def test_a_quiz(bot: Bot, ada: Person):
    sent = await bot.call(
        "sendPoll",
        chat_id=ada.person_id,
        question="1 + 1?",
        options=["1", "2"],
        type="quiz",
        correct_option_ids=[1],
        explanation="<b>two</b>",
        explanation_parse_mode="HTML",
        is_anonymous=False,
    )
    poll = sent["poll"]
    assert (poll["type"], poll["correct_option_ids"], poll["is_anonymous"]) == ("quiz", [1], False)
    assert (poll["explanation"], poll["explanation_entities"][0]["type"]) == ("two", "bold")


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("sendPoll", {"options": ["a"]}, "text must be non-empty"),
        ("sendPoll", {"question": "q"}, "can't parse options JSON object"),
        ("sendPoll", {"question": "q", "options": {"a": 1}}, "expected an Array of String as options"),
        ("sendPoll", {"question": "q", "options": [1]}, "expected an option to be of type String"),
        ("sendPoll", {"question": "q", "options": []}, "poll must have at least one answer option"),
        ("sendPoll", {"question": "q", "options": ["a"] * 13}, "poll can't have more than 12 options"),
        ("sendPoll", {"question": "q", "options": ["a" * 101]}, "poll options length must not exceed 100"),
        ("sendPoll", {"question": "q" * 301, "options": ["a"]}, "poll question length must not exceed 300"),
        ("sendPoll", {**QUIZ, "type": "x"}, "unsupported poll type specified"),
        ("sendPoll", QUIZ, "correct quiz option list must be non-empty"),
        ("sendPoll", {**QUIZ, "correct_option_id": 2}, "wrong quiz correct_option_id"),
        ("sendPoll", {**QUIZ, "correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ("stopPoll", {"message_id": 99}, "message with poll to stop not found"),
        ("stopPoll", {"message_id": 1}, "message is not a poll"),
    ],
)
async def test_refused_polls(bot: Bot, ada: Person, method: str, given: dict[str, Any], words: str):
    assert await bot.refused(method, chat_id=ada.person_id, **given) == f"Bad Request: {words}"
    assert ada.bot_messages == []
