"""A running sandbox, a person in it, and a bot's way of calling it: plain HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person, SandboxServer


@dataclass
class Bot:
    """Calls methods as a bot does, and gives what was answered."""

    sandbox: SandboxServer
    session: aiohttp.ClientSession

    async def answer(self, method: str, **arguments: Any) -> dict[str, Any]:
        """The whole answer; arguments go as a JSON body."""
        address = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.session.post(address, json=arguments) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] == (response.status == 200)
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def call(self, method: str, **arguments: Any) -> Any:
        """The result of a call that is carried out."""
        answer = await self.answer(method, **arguments)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **arguments: Any) -> str:
        """Telegram's words for a call that is not."""
        answer = await self.answer(method, **arguments)
        assert not answer["ok"], answer
        return str(answer["description"])


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxServer]:
    async with SandboxServer() as running:
        yield running


@pytest.fixture
async def bot(sandbox: SandboxServer) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(sandbox, session)


@pytest.fixture
def ada(sandbox: SandboxServer) -> Person:
    """A person who has pressed START."""
    person = sandbox.person("Ada", language_code="en")
    person.start()
    return person
