"""Content written while the sandbox runs: what is saved is used at once, or its mistakes are shown."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from bot.adapters import content_files
from bot.cli.serving import READ_ANEW
from bot.sandbox import SandboxServer

log = logging.getLogger(__name__)

_START_SECONDS = 60.0
_STEP_MILLISECONDS = 20
_SETTLED_MILLISECONDS = 200
"""An editor that writes a file in several steps is given so long."""


class _Content(DefaultFilter):
    """Files of content, and folders that come and go; no editor's own files."""

    def __call__(self, change: Change, path: str) -> bool:
        return super().__call__(change, path) and Path(path).suffix in (".toml", "")


async def watch_content(folder: Path, sandbox: SandboxServer, bot: asyncio.subprocess.Process) -> None:
    """Whenever content is saved: tell the page, and have the bot read it unless there are mistakes."""
    changes = awatch(folder, watch_filter=_Content(), debounce=_SETTLED_MILLISECONDS, step=_STEP_MILLISECONDS)
    try:
        async for _ in changes:
            found = await asyncio.to_thread(content_files.check, folder)
            mistakes = [str(mistake) for mistake in found if not mistake.warning]
            if not mistakes:
                await _have_read(sandbox, bot)
            sandbox.content_saved(mistakes)
    except OSError as why:
        log.warning(
            "%s can't be watched (%s): what is saved there is used after the next start.",
            folder,
            why.strerror or type(why).__name__,
        )


async def _have_read(sandbox: SandboxServer, bot: asyncio.subprocess.Process) -> None:
    # Until it asks for updates it does not listen for the signal, and would end at it.
    await sandbox.calls.wait_for(lambda call: call.method == "getUpdates", _START_SECONDS)
    with suppress(ProcessLookupError):
        bot.send_signal(READ_ANEW)
