"""What the look for trouble is handed."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.adapters.lookout import Lookout, Trouble
from bot.adapters.reach import CALLS, POLLS, Reach
from bot.adapters.store import damage
from bot.adapters.telegram import TelegramBot
from bot.adapters.writer import Writer, WriterClosed
from bot.config import Settings

_COMMIT_SECONDS = 2.0
"""How long one commit is waited for."""


def brings_updates(settings: Settings) -> str:
    """The sort of calls without which nobody is heard: with a webhook none asks for what people send."""
    return CALLS if settings.webhook_url else POLLS


def lookout(
    settings: Settings, writer: Writer, telegram: TelegramBot, reach: Reach, trouble: Trouble
) -> Lookout:
    """Looks at Telegram, the database, its file and its disk."""
    needed = brings_updates(settings)
    return Lookout(
        trouble,
        # What a single chat is not sent is told as stuck.
        lambda: {sort: lasts for sort, lasts in reach.away().items() if sort == needed},
        writer.stalled,
        settings.database,
        takes_messages=partial(_takes_messages, reach),
        try_a_call=telegram.call,
        damage=partial(_damage, settings, writer),
    )


def _takes_messages(reach: Reach) -> bool:
    """Whether Telegram takes what it is sent, while it does not answer what it is asked."""
    away, answered = reach.away(), reach.age(CALLS)
    return CALLS not in away and answered is not None and answered < away.get(POLLS, 0)


async def _damage(settings: Settings, writer: Writer) -> str | None:
    why = await asyncio.to_thread(damage, settings.database)
    if why is not None:
        # It may be another file that stands there now: the writer finds that at its next commit, and ends.
        try:
            await asyncio.wait_for(writer.run(lambda db: None), _COMMIT_SECONDS)
        except WriterClosed:
            return None
        except TimeoutError:
            pass
    return why
