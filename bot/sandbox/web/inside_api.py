"""What a bot shows of its inside over HTTP, if it shows any: `/sandbox/inside`."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol, TypeVar

from aiohttp import web

from bot.sandbox.web.json_answers import answering
from bot.sandbox.wire import JSON
from bot.sandbox.world.moved_time import NextDue
from bot.sandbox.world.world import World

Told = TypeVar("Told")


@dataclass(frozen=True)
class Remembered:
    """What a bot remembers of one person."""

    values: JSON
    """By name; values may be objects and lists in turn."""
    usual: JSON
    """What these are in the beginning, as far as that is known."""
    step: str | None = None
    """Where in the conversation the person is, by its name in the diagram."""


@dataclass(frozen=True)
class ConversationArrow:
    """An event that leads from one step to another, or stays where it is (`start` is `to`)."""

    start: str
    event: str
    to: str
    guards: tuple[str, ...] = ()
    """When it does: one of these holds. "" is always."""
    common: bool = False
    """It counts in many steps alike."""
    back: bool = False
    """It leads back to the step somebody came from, and this is one of many."""


@dataclass(frozen=True)
class Conversation:
    """The steps of a conversation, in named groups, and what leads from one to another."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    arrows: tuple[ConversationArrow, ...]


class Inside(Protocol):
    """A bot that shows its inside. It is asked in other threads, and raises `OSError` when it can't tell
    just now.
    """

    def remembered(self, person: int) -> Remembered | None:
        """What it remembers of a person; None of somebody it does not know."""

    def due(self) -> list[NextDue]:
        """What comes by itself, the next first."""

    def conversation(self) -> Conversation:
        """What can follow what."""


class InsideApi:
    """JSON under `/sandbox/inside`."""

    def __init__(self, world: World, inside: Inside | None) -> None:
        """`inside` is None with a bot that does not show it."""
        self._world, self._inside = world, inside

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its addresses."""
        router.add_get("/sandbox/inside", answering(self.show))
        router.add_get("/sandbox/inside/people/{person_id:\\d{1,16}}", answering(self.show_person))
        router.add_get("/sandbox/inside/due", answering(self.show_due))
        router.add_get("/sandbox/inside/conversation", answering(self.show_conversation))

    async def show(self, request: web.Request) -> JSON:
        """Whether the bot shows its inside."""
        return {"shown": self._inside is not None}

    async def show_person(self, request: web.Request) -> JSON:
        """What the bot remembers of a person: `values`, `usual`, `step`; `values` is null of a stranger."""
        person = int(request.match_info["person_id"])
        inside = self._shown()
        found = await _asked(lambda: inside.remembered(person))
        return asdict(found) if found else {"values": None, "usual": {}, "step": None}

    async def show_due(self, request: web.Request) -> JSON:
        """What comes by itself, the next first, and what time it is `now` (seconds since 1970)."""
        due = await _asked(self._shown().due)
        return {"due": [asdict(each) for each in due], "now": self._world.clock()}

    async def show_conversation(self, request: web.Request) -> JSON:
        """The `groups` of steps, and the `arrows`."""
        found = await _asked(self._shown().conversation)
        groups = [{"name": name, "steps": steps} for name, steps in found.groups]
        return {"groups": groups, "arrows": [asdict(arrow) for arrow in found.arrows]}

    def _shown(self) -> Inside:
        if self._inside is None:
            raise LookupError("this bot does not show its inside")
        return self._inside


async def _asked(tell: Callable[[], Told]) -> Told:
    """What it tells, without holding up the event loop."""
    try:
        return await asyncio.to_thread(tell)
    except OSError as error:
        raise ValueError(f"the bot's inside can't be seen just now: {error}") from None
