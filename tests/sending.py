"""A sender with an outbox in memory and a Telegram that notes what it is sent; uploads in memory."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field, replace

from bot.adapters.pacing import Pace
from bot.adapters.sender import Post, Sender
from bot.adapters.telegram import Uploads
from bot.core.effects import ScreenRow, Slot
from bot.core.outbox import Unsent
from bot.core.screens import Edited, Screen


class Shelf:
    """An outbox in memory. ``empty`` is set whenever nothing waits."""

    def __init__(self):
        self.rows: dict[int, list[Unsent]] = defaultdict(list)
        self.taken: list[tuple[int, int]] = []
        self.set_aside: list[tuple[Unsent, str]] = []
        self.dropped: list[int] = []
        self.broken = 0
        """How many commits are going to fail."""
        self.number = 0
        self.empty = asyncio.Event()
        self.readable = asyncio.Event()
        """Cleared while the database is to stall."""
        self.readable.set()

    def put(self, chat, words, target=None, *, slot=Slot.NOTE, silent=False):
        self.number += 1
        row = ScreenRow("words", (("text", words),))
        self.rows[chat].append(Unsent(self.number, chat, slot, row, 0, target, silent=silent))
        self.rows[chat].sort(key=lambda each: each.slot is Slot.BUTTONS)
        self.empty.clear()

    def post(self):
        return Post(self.chats, self.next, self.accepted, self.refused, self.tried, self.gone)

    async def chats(self):
        return [(chat, self._next_slot(chat)) for chat, rows in self.rows.items() if rows]

    async def next(self, chat):
        await self.readable.wait()
        return self.rows[chat][0] if self.rows[chat] else None

    async def accepted(self, sent, message_id):
        if self.broken:
            self.broken -= 1
            raise OSError("disk full")
        self.taken.append((sent.id, message_id))
        return self._without(sent)

    async def refused(self, sent, why):
        self.set_aside.append((sent, why))
        if sent.row.arg("text") != "plain" and sent.slot is not Slot.BUTTONS:
            self.put(sent.chat, "plain")
        return self._without(sent)

    async def tried(self, sent):
        rows = self.rows[sent.chat]
        if sent in rows:
            rows[rows.index(sent)] = replace(sent, attempts=sent.attempts + 1)

    async def gone(self, chat):
        self.dropped.append(chat)
        self.rows[chat].clear()
        self._look()

    def _without(self, sent):
        self.rows[sent.chat] = [row for row in self.rows[sent.chat] if row.id != sent.id]
        self._look()
        return self._next_slot(sent.chat)

    def _next_slot(self, chat):
        return self.rows[chat][0].slot if self.rows[chat] else None

    def _look(self):
        if not any(self.rows.values()):
            self.empty.set()


class Phone:
    """A Telegram that notes what is sent; ``faults[chat]`` holds what the next calls meet."""

    def __init__(self):
        self.sent: list[tuple[int, str]] = []
        self.edited: list[tuple[int, int, str]] = []
        self.silent: list[str] = []
        self.cleared: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.order: list[int] = []
        """The chats of all calls that were taken."""
        self.at: list[float] = []
        self.faults: dict[int, list[Exception | asyncio.Event | Edited]] = defaultdict(list)
        self.now_sending: dict[int, int] = defaultdict(int)
        self.most_at_once = 0
        self.number = 1000

    async def send(self, chat, screen, *, silent):
        await self._meet(chat)
        self.number += 1
        if silent:
            self.silent.append(screen.text)
        self.sent.append((chat, screen.text))
        self.order.append(chat)
        return self.number

    async def edit(self, chat, message_id, screen):
        met = await self._meet(chat)
        if isinstance(met, Edited):
            return met
        self.edited.append((chat, message_id, screen.text))
        self.order.append(chat)
        return Edited.DONE

    async def remove(self, chat, message_id):
        await self._meet(chat)
        self.removed.append((chat, message_id))

    async def clear(self, chat, message_id):
        await self._meet(chat)
        self.cleared.append((chat, message_id))
        self.order.append(chat)

    async def _meet(self, chat):
        self.at.append(asyncio.get_running_loop().time())
        self.now_sending[chat] += 1
        assert self.now_sending[chat] == 1, "two at once to one chat"
        self.most_at_once = max(self.most_at_once, sum(self.now_sending.values()))
        try:
            await asyncio.sleep(0)
            fault = self.faults[chat].pop(0) if self.faults[chat] else None
            if isinstance(fault, asyncio.Event):
                await fault.wait()
            elif isinstance(fault, Exception):
                raise fault
            return fault
        finally:
            self.now_sending[chat] -= 1

    @property
    def texts(self):
        return [text for _, text in self.sent]


async def _as_it_says(sent):
    return Screen(str(sent.row.arg("text")))


class House:
    """A sender with a shelf and a phone."""

    def __init__(self, rate=10_000.0, draw=None, backoff=lambda tries: 0.0, pace=None):
        self.shelf, self.phone = Shelf(), Phone()
        self.troubles: list[tuple[str, str]] = []
        self.pace = pace or Pace(rate)
        self.sender = Sender(
            self.phone,
            self.shelf.post(),
            self.pace,
            draw=draw or _as_it_says,
            backoff=backoff,
            trouble=lambda kind, sentence: self.troubles.append((kind, sentence)),
            hashed=lambda chat: f"#{chat}",
        )

    async def __aenter__(self):
        self.running = asyncio.ensure_future(self.sender.run())
        return self

    async def __aexit__(self, *_):
        self.running.cancel()
        await self.sender.finish(0.1)

    def put(self, chat, *texts, tapped=True, target=None):
        for text in texts:
            self.shelf.put(chat, text, target)
        self.sender.wake(chat, tapped=tapped)

    def put_buttons(self, *chats, message_id=41):
        """A message of each chat is to lose its buttons; nobody is woken."""
        for chat in chats:
            self.shelf.put(chat, "cleared", message_id, slot=Slot.BUTTONS)

    async def all_sent(self):
        await asyncio.wait_for(self.shelf.empty.wait(), 10)


async def until(true):
    """Wait until something holds of a house."""
    while not true():  # noqa: ASYNC110 - no event tells it
        await asyncio.sleep(0.001)


async def undrawn(scene):
    """Where no picture is drawn."""
    raise AssertionError("nothing is to be drawn here")


@dataclass
class Kept:
    """Uploads in memory."""

    ids: dict[str, str] = field(default_factory=dict)

    @property
    def uploads(self) -> Uploads:
        return Uploads(self.known, self.keep)

    async def known(self, hashed):
        return self.ids.get(hashed)

    async def keep(self, hashed, file_id):
        self.ids[hashed] = file_id
