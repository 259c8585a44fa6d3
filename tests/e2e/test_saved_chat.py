"""A chat with the bot as it is started, saved, and played again by the transcripts' own replay."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.core.content import Content
from tests.conversations.replay import Replay, script_of
from tests.e2e.sandbox_command import SECONDS, address_printed, command

ABOUT = "Low Back Mobility"
"""Of the article's title, which is named nowhere else."""


@dataclass
class Chat:
    """A person in the sandbox, and what happens in their chat as it happens."""

    session: aiohttp.ClientSession
    address: str
    person: int
    events: AsyncIterator[dict[str, Any]]
    content: Content

    async def do(self, action: str, **what: Any) -> None:
        await self.post(f"people/{self.person}/{action}", **what)

    async def post(self, where: str, **what: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.address}/sandbox/{where}", json=what) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.status == 200, told
            return told

    async def sees(self, label: str) -> int:
        """The next message that comes, or is edited, with a button of that label."""
        async for event in self.events:
            message = event.get("message", {"keyboard": []})
            if any(label == key["text"] for row in message["keyboard"] for key in row):
                return int(message["message_id"])
        raise AssertionError

    async def says(self, words: str) -> int:
        """The next message of the bot that comes, or is edited, with these words."""
        async for event in self.events:
            message = event.get("message", {"text": "", "from_bot": False})
            if message["from_bot"] and words in message["text"]:
                return int(message["message_id"])
        raise AssertionError

    async def is_told(self, words: str) -> None:
        """The next toast says this."""
        async for event in self.events:
            if event["event"] == "answer" and event["text"]:
                assert event["text"] == words
                return

    async def taps(self, message_id: int, label: str) -> None:
        await self.do("tap", message_id=message_id, label=label)

    async def messages(self) -> list[dict[str, Any]]:
        """What is on the screen."""
        async with self.session.get(f"{self.address}/sandbox/people/{self.person}") as answer:
            shown: list[dict[str, Any]] = (await answer.json())["messages"]
            return shown

    async def message_with(self, label: str) -> int:
        """The newest message with a button of that label."""
        return max(
            int(message["message_id"])
            for message in await self.messages()
            if any(label == key["text"] for row in message["keyboard"] for key in row)
        )

    async def newest_own(self) -> int:
        return max(int(message["message_id"]) for message in await self.messages() if not message["from_bot"])

    def button(self, screen: str, name: str) -> str:
        return self.content.screens[screen].buttons[name]

    async def saved(self) -> str:
        here = f"{self.address}/sandbox/people/{self.person}/transcript"
        async with self.session.get(here) as answer:
            assert answer.status == 200
            return await answer.text()


@asynccontextmanager
async def chat_in(folder: Path, content: Content) -> AsyncIterator[Chat]:
    async with command(folder) as process, aiohttp.ClientSession() as session:
        address = await address_printed(process)
        given = {"first_name": "Adalind", "language_code": "de"}
        async with session.post(f"{address}/sandbox/people", json=given) as added:
            person = (await added.json())["id"]
        async with session.get(f"{address}/sandbox/people/{person}/events") as stream:
            yield Chat(session, address, person, told(stream), content)


async def told(stream: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in stream.content:
        if line.startswith(b"data: "):
            yield json.loads(line[len(b"data: ") :])


@pytest.mark.timeout(120)
async def test_a_saved_chat_can_be_played_again(content: Content, tmp_path: Path):
    (tmp_path / "sandbox").mkdir()
    async with chat_in(tmp_path / "sandbox", content) as chat:
        await chat.post("time", set="2031-03-03T20:00:40Z")
        async with asyncio.timeout(3 * SECONDS):
            await first_scores(chat)
            await the_moves(chat)
            await a_reminder(chat)
            await the_next_morning(chat)
        saved = await chat.saved()
    assert played_again(saved, tmp_path / "again.db") == saved
    for line in ("clock: 2031-03-03 20:00:4", "person speaks: de", "person is in: Europe/Vienna"):
        assert line in saved


async def test_somebody_faster_than_the_messages_can_be_played_again_too(content: Content, tmp_path: Path):
    (tmp_path / "sandbox").mkdir()
    async with chat_in(tmp_path / "sandbox", content) as chat, asyncio.timeout(2 * SECONDS):
        agree, none = chat.button("welcome", "agree"), chat.button("emergency_check", "none")
        await chat.do("start")
        welcome = await chat.sees(agree)
        await chat.taps(welcome, agree)
        await chat.taps(welcome, agree)
        for _ in range(2):
            await chat.taps(await chat.sees(none), none)
        await chat.sees("4")
        for words in ("3", "4", "5", "/help", "hello", "6"):
            await chat.do("send", text=words)
        meanwhile = await chat.saved()
        await chat.says("/privacy")
        await chat.do("send", text="/about")
        await chat.says(ABOUT)
        later = await chat.saved()
    assert "in a hurry" in meanwhile
    assert played_again(meanwhile, tmp_path / "meanwhile.db") == meanwhile
    assert played_again(later, tmp_path / "later.db") == later


def played_again(saved: str, database: Path) -> str:
    return "\n".join(Replay(database).play(script_of(saved))) + "\n"


async def first_scores(chat: Chat) -> None:
    """The safety check, and two scores: one corrected by its button, one typed, edited and replied to."""
    agree, none = chat.button("welcome", "agree"), chat.button("emergency_check", "none")
    correct, skip = chat.button("score_kept", "correct"), chat.button("getting_up", "skip")
    await chat.do("start")
    await chat.taps(await chat.sees(agree), agree)
    await chat.taps(await chat.sees(none), none)
    none = chat.button("caution_check", "none")
    await chat.taps(await chat.sees(none), none)
    await chat.taps(await chat.sees("4"), "4")
    sitting = await chat.sees(correct)
    await chat.sees(skip)
    await chat.taps(sitting, correct)
    await chat.taps(await chat.sees("3"), "3")
    await chat.sees(correct)
    await chat.do("send", text="5")
    getting_up = await chat.sees(correct)
    await chat.sees(chat.button("exercise", "done"))
    await chat.do("edit", message_id=await chat.newest_own(), text="4")
    await chat.sees(correct)
    await chat.do("send", text="2", reply_to=getting_up)
    await chat.sees(correct)


async def the_moves(chat: Chat) -> None:
    """Three moves, the first on another level, help and an old button in between; to the summary."""
    done, change, other = (chat.button("exercise", name) for name in ("done", "change", "other_leg"))
    await chat.do("send", text="/help")
    await chat.says("/privacy")
    move = await chat.message_with(done)
    await chat.taps(move, change)
    easier = chat.button("change", "easier")
    await chat.taps(await chat.sees(easier), easier)
    await chat.sees(done)
    await chat.taps(await chat.message_with(chat.button("welcome", "agree")), chat.button("welcome", "agree"))
    await chat.is_told(chat.content.screens["toasts"].lines["stale"])
    await chat.taps(await chat.sees(done), done)
    await chat.taps(await chat.sees(other), other)
    await chat.taps(await chat.sees(done), done)
    await chat.taps(await chat.sees(done), done)
    sitting = chat.button("finishing", "sat_up")
    await chat.taps(await chat.sees(sitting), sitting)
    await chat.taps(await chat.sees("1"), "1")
    await chat.sees(chat.button("getting_up", "skip"))
    await chat.do("send", text="three")


async def a_reminder(chat: Chat) -> None:
    """Set up by a typed time and a location."""
    another, guessed = chat.button("summary", "another_time"), chat.button("zone_guess", "yes")
    await chat.taps(await chat.sees(another), another)
    await chat.sees(chat.button("reminder_time", "not_now"))
    await chat.do("send", text="7:30")
    await chat.sees(guessed)
    await chat.do("location")
    await chat.says("07:30")


async def the_next_morning(chat: Chat) -> None:
    """The reminder is jumped to, and answered."""
    not_today = chat.button("reminder", "not_today")
    while (await chat.post("time", jump=True))["jumped"]["kind"] != "reminder_came":
        pass
    await chat.taps(await chat.sees(not_today), "2")
    await chat.sees(chat.button("score_kept", "correct"))
