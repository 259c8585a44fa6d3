"""Somebody who does anything at any moment, faster than the bot can answer, and may be played again."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from typing import Any

import aiohttp

GAPS = (0.0, 0.0, 0.01, 0.03, 0.1, 0.4)
"""Seconds between what they do."""
WORDS = (
    *("7/10", "seven", "7:30", "stop", "hurts", "/start", "/help", "/settings", "/routine", "/score"),
    *("/reminder", "pause for 3 days", "every weekday at 7", "berlin", "Europe/Berlin", "yes", "3", "0"),
    *("person: fake", "  | x", "# no comment", "in a hurry: 2 messages", "a\n  | b\n\n# c", "> quote"),
)
LATER = (30, 600, 7200, 86400, 9 * 86400)
"""Seconds by which the time is moved on."""


class Impatient:
    """One person of a sandbox, over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, address: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self._session, self._sandbox, self._here = session, f"{address}/sandbox", ""

    async def comes(self) -> None:
        language = self.chance.choice(("en", "de", ""))
        person = await self._post(f"{self._sandbox}/people", first_name="Imp", language_code=language)
        self._here = f"{self._sandbox}/people/{person['id']}"
        await self._do("start")

    async def does(self, times: int, gaps: tuple[float, ...] = GAPS) -> None:
        for _ in range(times):
            await self._one()
            await asyncio.sleep(self.chance.choice(gaps))

    async def saved(self) -> str:
        async with self._session.get(f"{self._here}/transcript") as answer:
            assert answer.status == 200
            return await answer.text()

    async def _one(self) -> None:
        messages = (await self._get(self._here))["messages"]
        own = [each for each in messages if not each["from_bot"]]
        bots = [each for each in messages if each["from_bot"]]
        draw = self.chance.random()
        if draw < 0.55 and any(each["keyboard"] for each in bots):
            await self._tap([each for each in bots if each["keyboard"]])
        elif draw < 0.76:
            reply = {"reply_to": self.chance.choice(bots)["message_id"]} if bots and draw < 0.6 else {}
            await self._do("send", text=self.chance.choice(WORDS), **reply)
        elif draw < 0.80 and own:
            edited = self.chance.choice(own)["message_id"]
            await self._do("edit", message_id=edited, text=self.chance.choice(WORDS))
        elif draw < 0.82 and bots:
            await self._do("delete", message_id=self.chance.choice(bots)["message_id"])
        elif draw < 0.85:
            await self._do(self.chance.choice(("photo", "voice", "sticker", "contact")))
        elif draw < 0.88:
            await self._do("location", latitude=self.chance.uniform(-60, 60), longitude=10)
        elif draw < 0.90:
            await self._do("block")
            await self._do("start")
        elif draw < 0.92:
            await self._do("change", language_code=self.chance.choice(("en", "fr", "")))
        else:
            await self._time_passes()

    async def _tap(self, messages: list[dict[str, Any]]) -> None:
        message = messages[-1] if self.chance.random() < 0.8 else self.chance.choice(messages)
        place = self.chance.choice(
            [(row, column) for row, keys in enumerate(message["keyboard"]) for column in range(len(keys))]
        )
        for _ in range(1 + (self.chance.random() < 0.2)):
            await self._do("tap", message_id=message["message_id"], row=place[0], column=place[1])

    async def _time_passes(self) -> None:
        shown = (await self._get(f"{self._sandbox}/time"))["shown"]
        later = datetime.fromtimestamp(shown + self.chance.choice(LATER), UTC).isoformat()
        await self._post(f"{self._sandbox}/time", **self.chance.choice(({"jump": True}, {"set": later})))

    async def _do(self, action: str, **what: Any) -> None:
        await self._post(f"{self._here}/{action}", **what)

    async def _get(self, address: str) -> dict[str, Any]:
        async with self._session.get(address) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def _post(self, address: str, **what: Any) -> dict[str, Any]:
        """What it may not do just now (a button is gone, the bot is blocked) it does not."""
        async with self._session.post(address, json=what) as answer:
            told: dict[str, Any] = await answer.json()
            return told
