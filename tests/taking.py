"""What stands in for the house behind the intake, and updates as Telegram sends them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.intake import Doors
from bot.adapters.updates import Reading
from bot.core.incoming import Incoming, Tapped, Typed


class NotStored(Exception):
    """Nothing could be stored."""


@dataclass(frozen=True)
class Answer:
    toast: str | None = None
    chats: frozenset[int] = frozenset()


@dataclass
class House:
    """Stands in for all the intake hands things to, and remembers what it was handed."""

    taken: list[Incoming] = field(default_factory=list)
    kept: list[tuple[Any, Exception | None, object]] = field(default_factory=list)
    answered: list[tuple[str, str | None]] = field(default_factory=list)
    woken: list[int] = field(default_factory=list)
    fails: dict[object, Exception] = field(default_factory=dict)
    """Texts and callbacks that can't be taken."""
    something: asyncio.Event = field(default_factory=asyncio.Event)
    """Something has been handed in."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing is committed before it is set."""

    def __post_init__(self):
        self.gate.set()

    def doors(self, username="sandbox_bot"):
        return Doors(
            read=Reading(username).arrival,
            take=lambda arrived: [asyncio.ensure_future(self.take(each)) for each in arrived],
            set_aside=self.set_aside,
            answer=lambda callback_id, toast: self.answered.append((callback_id, toast)),
            wake=self.woken.append,
            not_stored=NotStored,
        )

    async def take(self, incoming):
        words = getattr(incoming.what, "text", None) or getattr(incoming.what, "callback", None)
        self.taken.append(incoming)
        self.something.set()
        await self.gate.wait()
        if words in self.fails:
            raise self.fails[words]
        return Answer("noted" if isinstance(incoming.what, Tapped) else None, frozenset({incoming.person}))

    async def set_aside(self, what, error, shape):
        if isinstance(error, KeyError) and "twice" in str(error):
            raise ValueError("again")
        self.kept.append((what, error, shape))
        return Answer(None, frozenset({what.person}) if isinstance(what, Incoming) else frozenset())

    @property
    def texts(self):
        return [each.what.text for each in self.taken if isinstance(each.what, Typed)]


def typed(update_id, text, person=42):
    ada = {"id": person, "is_bot": False, "first_name": "Ada"}
    chat = {"id": person, "type": "private"}
    return {
        "update_id": update_id,
        "message": {"message_id": 7, "date": 1_800_000_000, "chat": chat, "from": ada, "text": text},
    }


def tapped(update_id, callback, person=42):
    ada = {"id": person, "is_bot": False, "first_name": "Ada"}
    query = {"id": f"q{update_id}", "from": ada, "chat_instance": "1", "data": callback}
    return {"update_id": update_id, "callback_query": query}
