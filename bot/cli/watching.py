"""Content written while the sandbox runs: what is saved is used at once, or its mistakes are shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from bot.adapters import content_files, pictures
from bot.cli.serving import READ_ANEW
from bot.core.keyframes import FILM, STILL
from bot.sandbox import SandboxServer

log = logging.getLogger(__name__)

_START_SECONDS = 60.0
_QUIET_MILLISECONDS = 100
_AT_MOST_MILLISECONDS = 1_500
"""An editor that writes in several steps is waited for until it is quiet, but no longer than this."""
_LOOK_MILLISECONDS = 1_000
"""How soon it is seen that another folder stands in the place of the one that is watched."""


_ENDINGS = (".toml", FILM, STILL, "")


class _Content(DefaultFilter):
    """Files of content, its pictures and films, and folders that come and go; no editor's own files."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and Path(path).suffix in _ENDINGS


async def mistakes_in(folder: Path) -> list[content_files.Mistake]:
    """What ``check`` says of a content folder, without its warnings."""
    found = await asyncio.to_thread(content_files.check, folder, width=pictures.width_of)
    return [mistake for mistake in found if not mistake.warning]


def usable(mistakes: list[content_files.Mistake]) -> bool:
    """Whether the bot uses content with these mistakes: figures and pictures alone may have some."""
    return not any(mistake.stops for mistake in mistakes)


def show(mistakes: list[content_files.Mistake], sandbox: SandboxServer) -> None:
    """Shows them on the page, and whether the bot uses the content all the same."""
    sandbox.content_saved([str(mistake) for mistake in mistakes], used=usable(mistakes))


async def until_mended(folder: Path, sandbox: SandboxServer) -> None:
    """Shows the mistakes on the page, after every save anew, until none keeps the bot from starting."""
    show(await mistakes_in(folder), sandbox)
    async for _ in _saves(folder):
        mistakes = await mistakes_in(folder)
        show(mistakes, sandbox)
        if usable(mistakes):
            return


async def watch_content(folder: Path, sandbox: SandboxServer, bot: asyncio.subprocess.Process) -> None:
    """Whenever content is saved: tell the page, and have the bot read it unless a mistake forbids it."""
    try:
        async for _ in _saves(folder):
            mistakes = await mistakes_in(folder)
            if usable(mistakes):
                await _have_read(sandbox, bot)
            show(mistakes, sandbox)
    except OSError as why:
        log.warning(
            "%s can't be watched (%s): what is saved there is used after the next start.",
            folder,
            type(why).__name__,
        )


async def _saves(folder: Path) -> AsyncIterator[None]:
    """Yields whenever something was saved in the folder, or another folder, or none, has taken its place."""
    while True:
        identity = _identity(folder)
        if identity is not None:
            async for changed in _changes(folder):
                if _identity(folder) != identity:
                    break
                if changed:
                    yield
        else:
            await asyncio.sleep(_LOOK_MILLISECONDS / 1000)
        if _identity(folder) != identity:
            yield


def _changes(folder: Path) -> AsyncIterator[set[tuple[Change, str]]]:
    """What has changed; an empty set now and then, when nothing has."""
    return awatch(
        folder,
        watch_filter=_Content(),
        debounce=_AT_MOST_MILLISECONDS,
        step=_QUIET_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
    )


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _have_read(sandbox: SandboxServer, bot: asyncio.subprocess.Process) -> None:
    # Until it asks for updates it does not listen for the signal. When it never does, it will end soon.
    with suppress(TimeoutError, ProcessLookupError):
        await sandbox.calls.wait_for(lambda call: call.method == "getUpdates", _START_SECONDS)
        bot.send_signal(READ_ANEW)
