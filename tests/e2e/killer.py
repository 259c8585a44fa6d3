"""Kills the bot at chosen instants of its work, and starts it again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.sandbox import Call, Fault, SandboxServer
from tests.e2e.accounts import EDITS, SENDS
from tests.e2e.bot_process import BotProcess

QUIET_SECONDS = 3.0
"""When the instant aimed at does not come within this time, the kill comes then."""
_SENDS = (*SENDS, *EDITS)
_HEARD_OF = ("sendMessage", "sendAnimation", "editMessageText", "answerCallbackQuery")


@dataclass
class Killer:
    """SIGKILL at seeded random points of the bot's work."""

    bot: BotProcess
    sandbox: SandboxServer
    random: Random
    points: Sequence[str] = ()
    """Names of the points to choose from; all that this bot comes by when there are none."""
    kills: Counter[str] = field(default_factory=Counter)
    """How often at which point."""
    missed: int = 0
    """Kills whose point did not come in time, and that came at another one."""
    _there: asyncio.Event = field(default_factory=asyncio.Event)
    """There is a process to be killed."""

    def __post_init__(self) -> None:
        self._there.set()

    async def strike(self) -> None:
        """Wait for a point drawn by lot, kill the running bot, and start it again."""
        await self._kill_at(self._point())
        # Meanwhile people go on, and what they do waits at Telegram.
        await asyncio.sleep(self.random.choice((0, self.random.uniform(0, 0.5))))
        await self.bot.start()

    async def strike_a_new_one(self) -> None:
        """Start a dead bot and kill it at a point drawn by lot, which may come before it is ready."""
        point = self._point()
        self._there.clear()
        killing = asyncio.ensure_future(self._kill_at(point))
        await asyncio.sleep(0)  # so that it waits for its point before there is one
        await self.bot.launch()
        self._there.set()
        await killing

    def _point(self) -> str:
        by_webhook = "BOT_WEBHOOK_URL" in self.bot.settings
        return self.random.choice(self.points or (WEBHOOK_POINTS if by_webhook else POLLING_POINTS))

    async def _kill_at(self, point: str) -> None:
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                await POINTS[point](self)
        except TimeoutError:
            self.missed += 1
        await self._there.wait()
        self.bot.kill_now()
        self.kills[point] += 1
        await self.bot.buried()
        self.sandbox.faults.clear()

    # --- the points -------------------------------------------------------------------------------

    async def anywhere(self) -> None:
        """At any instant."""
        await asyncio.sleep(self.random.uniform(0, 0.8))

    async def updates_fetched(self) -> None:
        """getUpdates has just answered with something."""
        await self._next_call(lambda call: call.method == "getUpdates" and _has_updates(call))

    async def soon_after_the_fetch(self) -> None:
        """Around the commit."""
        await self.updates_fetched()
        await asyncio.sleep(self.random.uniform(0, 0.008))

    async def committed_not_sent(self) -> None:
        """A message is on its way, and never gets there."""
        await self._met(self.sandbox.faults.hang(self.random.choice(_HEARD_OF)))

    async def taken_not_told(self) -> None:
        """Telegram has taken a message, and its answer never comes."""
        await self._met(self.sandbox.faults.slow(self.random.choice(_HEARD_OF)))

    async def taken_and_told(self) -> None:
        """Telegram has taken a message and said so; the bot may or may not have noted it."""
        await self._next_call(lambda call: call.method in _SENDS and call.status is not None)
        await asyncio.sleep(self.random.choice((0, self.random.uniform(0, 0.005))))

    async def committed_not_confirmed(self) -> None:
        """All is committed, and Telegram has not heard of it: everything comes again."""
        waiting = self.sandbox.updates.last_id
        fault = self.sandbox.faults.hang(
            "getUpdates", when=lambda params: int(params.get("offset", 0)) > waiting
        )
        await self._met(fault)

    async def just_confirmed(self) -> None:
        """Telegram has just been told that everything was taken, and forgets it."""
        waiting = self.sandbox.updates.last_id
        await self._next_call(
            lambda call: call.method == "getUpdates" and int(call.params.get("offset", 0)) > waiting
        )

    async def update_sent(self) -> None:
        """Telegram has sent an update, around whose commit it is."""
        before = self.sandbox.webhook.sent
        await self.sandbox.webhook.wait_for(lambda webhook: webhook.sent > before, QUIET_SECONDS)
        await asyncio.sleep(self.random.uniform(0, 0.015))

    async def committed_answer_lost(self) -> None:
        """The bot has said that an update is committed, and Telegram has not heard it."""
        webhook = self.sandbox.webhook
        webhook.answers_to_lose = 1
        try:
            await webhook.wait_for(lambda each: not each.answers_to_lose, QUIET_SECONDS)
        finally:
            webhook.answers_to_lose = 0

    async def _met(self, fault: Fault) -> None:
        await self._next_call(lambda call: fault.hits and call.fault == fault.kind)

    async def _next_call(self, wanted: Callable[[Call], object]) -> None:
        """Until a call that was still to come, or was open, is as wanted."""
        before = {call.number for call in self.sandbox.calls if call.status is not None or call.fault}
        await self.sandbox.calls.wait_for(
            lambda call: call.number not in before and wanted(call), QUIET_SECONDS
        )


POINTS: dict[str, Callable[[Killer], Awaitable[None]]] = {
    "anywhere": Killer.anywhere,
    "updates fetched": Killer.updates_fetched,
    "soon after the fetch": Killer.soon_after_the_fetch,
    "committed, not sent": Killer.committed_not_sent,
    "taken, not told": Killer.taken_not_told,
    "taken and told": Killer.taken_and_told,
    "committed, not confirmed": Killer.committed_not_confirmed,
    "just confirmed": Killer.just_confirmed,
    "update sent": Killer.update_sent,
    "committed, answer lost": Killer.committed_answer_lost,
}
_OF_EVERY_BOT = ("anywhere", "committed, not sent", "taken, not told", "taken and told")
WEBHOOK_POINTS = (*_OF_EVERY_BOT, "update sent", "committed, answer lost")
POLLING_POINTS = [name for name in POINTS if name in _OF_EVERY_BOT or name not in WEBHOOK_POINTS]


def _has_updates(call: Call) -> bool:
    return call.status == 200 and bool(call.answer["result"])
