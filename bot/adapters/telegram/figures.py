"""Figures in messages: files beside the content, each uploaded once and from then on named by its
``file_id``.

That is good for one bot only, and a file with other contents is another figure: so it is kept by both.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from telegram import InputFile, Message
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.adapters.telegram.refusals import may_be_the_file
from bot.core.keyframes import FILM, STILL

log = logging.getLogger(__name__)

CALL_SECONDS = 8.0
"""A call with a figure that has no answer for so long is given up."""
IN_VAIN = 2
"""So many calls with figures running that nobody answered, and the words go alone for a while. One is not
enough: it may have been the network, and then the next try brings the figure.
"""
REST_SECONDS = 60.0
"""So long they do; then a figure is tried again."""

DRAWN = ".png"

Taken = TypeVar("Taken", Message, "Message | bool")
Call = Callable[[str | InputFile], Awaitable[Taken]]
"""A call to Telegram that brings a figure, by its file_id or as a file."""


@dataclass(frozen=True)
class Uploads:
    """Where it is kept which files Telegram has already, by the hash of their contents."""

    known: Callable[[str], Awaitable[str | None]]
    keep: Callable[[str, str], Awaitable[None]]
    """A hash, and the file_id."""


@dataclass(frozen=True)
class Figure:
    """One file, as it is now."""

    name: str
    moves: bool
    content: bytes = field(repr=False)
    drawn: bool = False
    """Drawn for one person, as a PNG: sent as a file each time, and never kept."""

    @cached_property
    def hash(self) -> str:
        """What tells it from every other file, whatever their names."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def file(self) -> InputFile:
        """To be uploaded; ``attach``, or a message can't be edited to show it."""
        ending = DRAWN if self.drawn else FILM if self.moves else STILL
        return InputFile(self.content, self.name + ending, attach=True)


class Figures:
    """The figures of a folder, and which of them Telegram has already."""

    def __init__(self, folder: Path, uploads: Uploads) -> None:
        self._folder, self._uploads = folder, uploads
        self._ids: dict[str, str] = {}
        self._uploading: dict[str, asyncio.Lock] = {}
        self._missed: set[str] = set()
        self._keeping: set[asyncio.Task[None]] = set()
        self._in_vain = 0
        self._rest_until = self._hold_until = 0.0

    async def find(self, name: str) -> Figure | None:
        """The figure of that name, a film before a still, read anew each time. None when the screen has none,
        or it can't be read, which the log tells once.
        """
        if not name:
            return None
        figure = await asyncio.to_thread(self._read, name)
        if figure is None and name not in self._missed:
            self._missed.add(name)
            log.warning("There is no figure %s in %s: the words go alone.", name, self._folder)
        return figure

    async def bring(self, figure: Figure, call: Call[Taken]) -> Taken | None:
        """Have Telegram take a call with the figure: by its file_id, or with the file where it has none or
        knows it no longer. None when the figure can't be had, and the words are to go alone.

        Raises what Telegram says of the message, the chat or the words, and what it does not answer.
        """
        if figure.drawn:
            return None if self._rests else await self._tried(figure, call, figure.file)
        file_id = await self._id_of(figure)
        if self._rests:
            return None
        if file_id is not None:
            taken = await self._tried(figure, call, file_id)
            if taken is not None:
                return taken
        # Whoever is second waits here, and finds the file_id of whoever was first.
        async with self._uploading.setdefault(figure.hash, asyncio.Lock()):
            if self._rests:
                return None
            if (hold := self._hold_until - _now()) > 0:
                raise RetryAfter(timedelta(seconds=hold))
            renewed = self._ids.get(figure.hash)
            if renewed is not None and renewed != file_id:
                return await self._tried(figure, call, renewed)
            taken = await self._tried(figure, call, figure.file)
            if taken is None:
                log.warning("Telegram refuses the figure %s: the words go alone.", figure.name)
            elif (new_id := _file_id(taken)) is not None:
                self._remember(figure, new_id)
            return taken

    async def _tried(self, figure: Figure, call: Call[Taken], file: str | InputFile) -> Taken | None:
        """What Telegram has taken; None when it will not have the file."""
        try:
            async with asyncio.timeout(CALL_SECONDS):
                taken = await call(file)
        except BadRequest as refusal:
            self._in_vain = 0
            if not may_be_the_file(refusal):
                raise
            log.info("Telegram does not take the figure %s as it is.", figure.name)
            return None
        except RetryAfter as hold:
            self._hold_until = _now() + timedelta.total_seconds(hold.retry_after)  # type: ignore[arg-type]
            raise
        except (NetworkError, TimeoutError):
            self._in_vain += 1
            if self._in_vain >= IN_VAIN:
                self._rest_until = _now() + REST_SECONDS
            raise
        self._in_vain = 0
        return taken

    @property
    def _rests(self) -> bool:
        return _now() < self._rest_until

    async def _id_of(self, figure: Figure) -> str | None:
        if figure.hash not in self._ids and (known := await self._uploads.known(figure.hash)) is not None:
            self._ids[figure.hash] = known
        return self._ids.get(figure.hash)

    def _remember(self, figure: Figure, file_id: str) -> None:
        """Keep a file_id, but let no message wait for it: it was taken already."""
        self._ids[figure.hash] = file_id
        keeping = asyncio.ensure_future(self._kept(figure, file_id))
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)

    async def _kept(self, figure: Figure, file_id: str) -> None:
        try:
            await self._uploads.keep(figure.hash, file_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next start uploads it once more
            log.warning("The upload of %s could not be noted (%s).", figure.name, type(error).__name__)

    def _read(self, name: str) -> Figure | None:
        for ending in (FILM, STILL):
            try:
                return Figure(name, ending == FILM, (self._folder / f"{name}{ending}").read_bytes())
            except (OSError, ValueError):  # ValueError: no file can have that name
                continue
        return None


def _now() -> float:
    return asyncio.get_running_loop().time()


def _file_id(taken: Message | bool) -> str | None:
    """The id of the file in a message; None when Telegram made something else of it, which could not be sent
    again by that id.
    """
    if isinstance(taken, bool):
        return None
    if taken.photo:
        return taken.photo[-1].file_id
    return taken.animation.file_id if taken.animation else None
