"""A running sandbox, a person in it, and a bot's way of calling it: plain HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Person, SandboxServer
from bot.sandbox.world.files import Upload


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

    async def upload(self, method: str, files: dict[str, Upload], fields: dict[str, str]) -> Any:
        """The result of a call that brings files along."""
        form = aiohttp.FormData(fields)
        for name, file in files.items():
            form.add_field(name, file.content, filename=file.name, content_type=file.content_type)
        address = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.session.post(address, data=form) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def download(self, file_id: str) -> bytes:
        """The content of a file."""
        found = await self.call("getFile", file_id=file_id)
        address = f"{self.sandbox.url}/file/bot{self.sandbox.token}/{found['file_path']}"
        async with self.session.get(address) as response:
            assert response.status == 200
            return await response.read()


def a_photo(sandbox: SandboxServer) -> str:
    """The file_id of a photo that can be sent."""
    return sandbox.world.files.keep("photo", Upload("a.png", "image/png", b"pixels")).file_id


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
