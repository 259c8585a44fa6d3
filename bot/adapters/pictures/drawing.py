"""Drawing pictures in a process of its own: resvg keeps Python's lock for 50 ms a picture, and everybody's
taps would wait for it. The process comes with the first picture, and goes when none was wanted for a while.
"""

from __future__ import annotations

import asyncio
import logging
import struct
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.adapters.pictures.svg import svg
from bot.core.pictures.scene import Scene

log = logging.getLogger(__name__)

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 10.0
"""A picture that takes longer will never come."""
IDLE_SECONDS = 60.0
"""So long the process stays after a picture."""


class Drawing:
    """Draws one picture after the other. ``close`` it at the end."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._leaving: asyncio.TimerHandle | None = None

    async def png(self, scene: Scene) -> bytes | None:
        """The picture as a PNG; None when it can't be drawn, which the log tells."""
        async with self._turn:
            if self._leaving is not None:
                self._leaving.cancel()
            try:
                async with asyncio.timeout(SECONDS):
                    png = await self._drawn(svg(scene).encode())
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                log.warning("A picture could not be drawn (%s): the words go alone.", type(error).__name__)
                await self._end()
                return None
            loop = asyncio.get_running_loop()
            self._leaving = loop.call_later(IDLE_SECONDS, lambda: asyncio.ensure_future(self._leave()))
        if not png:
            log.warning("A picture could not be drawn: the words go alone.")
        return png or None

    async def close(self) -> None:
        """End the process."""
        if self._leaving is not None:
            self._leaving.cancel()
        async with self._turn:
            await self._end()

    async def _drawn(self, told: bytes) -> bytes:
        if self._process is None or self._process.returncode is not None:
            # Isolated: neither the folder it is started in nor the environment decides what it imports.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-I", str(WORKER), stdin=PIPE, stdout=PIPE
            )
        given, taken = self._process.stdin, self._process.stdout
        if given is None or taken is None:
            raise BrokenPipeError
        given.write(struct.pack(">I", len(told)) + told)
        await given.drain()
        (length,) = struct.unpack(">I", await taken.readexactly(4))
        return await taken.readexactly(length)

    async def _leave(self) -> None:
        if not self._turn.locked():
            async with self._turn:
                await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
