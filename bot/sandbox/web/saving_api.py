"""Saving a chat over HTTP."""

import asyncio
from datetime import UTC, datetime

from aiohttp import web

from bot.sandbox.people.everybody import Everybody
from bot.sandbox.transcripts.witness import Witness
from bot.sandbox.transcripts.writing import transcript
from bot.sandbox.world.world import World


class SavingApi:
    """A person's chat as a file to be downloaded."""

    def __init__(self, world: World, everybody: Everybody, witness: Witness | None) -> None:
        self._world, self._everybody, self._witness = world, everybody, witness

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its address."""
        router.add_get("/sandbox/people/{person_id:\\d{1,16}}/transcript", self.save)

    async def save(self, request: web.Request) -> web.Response:
        """The chat so far, in the form of tests/conversations."""
        try:
            person = self._everybody.find(int(request.match_info["person_id"]))
        except LookupError:
            raise web.HTTPNotFound from None
        so_far = self._everybody.recorder.so_far(person.person_id)
        day = f"{datetime.fromtimestamp(self._world.clock(), UTC):%Y-%m-%d}"
        title = f"A chat saved from the sandbox on {day}."
        # Zones of places take a while to be found.
        text = await asyncio.to_thread(transcript, so_far, self._witness, title)
        headers = {
            "Content-Disposition": f'attachment; filename="chat-{day}.txt"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(text=text, content_type="text/plain", charset="utf-8", headers=headers)
