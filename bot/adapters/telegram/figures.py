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
from pathlib import Path
from typing import TypeVar

from telegram import InputFile, Message
from telegram.error import BadRequest, NetworkError

from bot.core.keyframes import FILM, STILL

log = logging.getLogger(__name__)

REST_SECONDS = 600.0
"""A figure whose upload got no answer rests for so long, and the words go alone."""

Taken = TypeVar("Taken", Message, "Message | bool")


@dataclass(frozen=True)
class Uploads:
    """Where it is kept which files Telegram has already, by the hash of their contents."""

    known: Callable[[str], Awaitable[str | None]]
    keep: Callable[[str, str], Awaitable[None]]
    """A hash, and the file_id."""
    forget: Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Figure:
    """One file, as it is now."""

    name: str
    moves: bool
    content: bytes = field(repr=False)

    @property
    def hash(self) -> str:
        """What tells it from every other file, whatever their names."""
        return hashlib.sha256(self.content).hexdigest()


class Figures:
    """The figures of a folder, and which of them Telegram has already."""

    def __init__(self, folder: Path, uploads: Uploads) -> None:
        self._folder, self._uploads = folder, uploads
        self._uploading: dict[str, asyncio.Lock] = {}
        self._resting: dict[str, float] = {}
        self._missed: set[str] = set()

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

    async def bring(
        self, figure: Figure, call: Callable[[str | InputFile], Awaitable[Taken]], *, is_file: FileTrouble
    ) -> Taken | None:
        """Have Telegram take a call with the figure: by its file_id, or with the file where it has none or
        knows it no longer. None when the figure can't be had, and the words are to go alone.

        ``is_file`` says whether a refusal may be about the file; every other one is raised.
        """
        taken = await self._by_id(figure, call, is_file)
        if taken is not None:
            return taken
        # Whoever is second waits here, and finds the file_id of whoever was first.
        async with self._uploading.setdefault(figure.hash, asyncio.Lock()):
            return await self._by_id(figure, call, is_file) or await self._uploaded(figure, call, is_file)

    async def _by_id(
        self, figure: Figure, call: Callable[[str | InputFile], Awaitable[Taken]], is_file: FileTrouble
    ) -> Taken | None:
        file_id = await self._uploads.known(figure.hash)
        if file_id is None:
            return None
        try:
            return await call(file_id)
        except BadRequest as refusal:
            if not is_file(refusal):
                raise
            log.info("Telegram no longer knows the figure %s: it is uploaded anew.", figure.name)
            await self._uploads.forget(figure.hash)
            return None

    async def _uploaded(
        self, figure: Figure, call: Callable[[str | InputFile], Awaitable[Taken]], is_file: FileTrouble
    ) -> Taken | None:
        now = asyncio.get_running_loop().time
        if self._resting.get(figure.hash, 0.0) > now():
            return None
        try:
            taken = await call(
                InputFile(figure.content, filename=figure.name + (FILM if figure.moves else STILL))
            )
        except BadRequest as refusal:
            if not is_file(refusal):
                raise
            log.warning("Telegram refuses the figure %s: the words go alone.", figure.name)
            return None
        except (NetworkError, asyncio.CancelledError):
            self._resting[figure.hash] = now() + REST_SECONDS
            raise
        if (file_id := _file_id(taken)) is not None:
            await self._uploads.keep(figure.hash, file_id)
        return taken

    def _read(self, name: str) -> Figure | None:
        for ending in (FILM, STILL):
            try:
                return Figure(name, ending == FILM, (self._folder / f"{name}{ending}").read_bytes())
            except OSError:
                continue
        return None


FileTrouble = Callable[[BadRequest], bool]


def _file_id(taken: Message | bool) -> str | None:
    """The id of the file in a message that Telegram has taken."""
    if isinstance(taken, bool):
        return None
    if taken.photo:
        return taken.photo[-1].file_id
    file = taken.animation or taken.video or taken.document
    return file.file_id if file is not None else None
