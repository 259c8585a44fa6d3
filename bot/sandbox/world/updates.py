"""The queue of updates: kept until a later getUpdates call asks for something after them, or until they were
taken at the webhook.
"""

import asyncio
from collections import deque
from itertools import islice
from typing import Any

from bot.sandbox.wire import JSON, Refusal
from bot.sandbox.world.bell import Bell

_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
MOST_PENDING = 10_000
"""Updates that wait, the newest: Telegram forgets them after a day."""
_HIGHEST_ID = (1 << 31) - 1
_AHEAD = 10
"""An offset further ahead of the next id than this is taken for one of an older sequence, and ignored."""

_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Updates in the order they happened, and the one poller who may wait for more."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.allowed: list[str] = []
        self.confirmed = Bell()
        self.changed = Bell()
        """Rung for whoever sends the updates on, when there may be something to be sent."""
        self._pending: deque[JSON] = deque(maxlen=MOST_PENDING)
        self._repeated: list[JSON] = []
        self._repeated_and_sent: list[JSON] = []
        self._poller: asyncio.Future[None] | None = None

    @property
    def pending_count(self) -> int:
        """How many updates are not confirmed yet."""
        return len(self._pending) + len(self._repeated) + len(self._repeated_and_sent)

    @property
    def last_id(self) -> int:
        """The id of the newest update."""
        return self.next_id - 1

    def allows(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind (in its last getUpdates with `allowed_updates`)."""
        return kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT

    def add(self, kind: str, content: JSON) -> int | None:
        """Queues an update of one kind and gives its id; None when the bot did not ask for that kind."""
        return self.add_raw({kind: content}) if self.allows(kind) else None

    def add_raw(self, update: JSON) -> int:
        """Queues `update` as it is; without an `update_id` it gets the next one.

        With an `update_id` of the past it is a redelivery: it is sent whatever offset the bot asks for, until
        a call after that asks for a higher one. Raises `ValueError` for an `update_id` that could be none.
        """
        update_id = _checked(update.get("update_id", self.next_id))
        update = {"update_id": update_id, **update}
        if update_id < self.next_id:
            self._repeated = [*self._repeated, update][-MOST_PENDING:]
        else:
            self._pending.append(update)
            self.next_id = update_id + 1
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self.changed.ring()
        return update_id

    def restart_ids(self, next_id: int) -> None:
        """Starts another sequence of ids, as Telegram does after an idle week. What is pending is lost."""
        self._pending.clear()
        self.next_id = next_id

    def drop_pending(self) -> None:
        """Forgets everything not yet confirmed."""
        self._pending.clear()
        self._repeated.clear()
        self._repeated_and_sent.clear()

    def waiting(self) -> list[JSON]:
        """Everything not yet confirmed, in the order in which it is sent."""
        return [*self._repeated_and_sent, *self._repeated, *self._pending]

    def forget(self, update: JSON) -> None:
        """Taken: this very one, not another with its id."""
        for each in (self._repeated_and_sent, self._repeated, self._pending):
            for place, known in enumerate(each):
                if known is update:
                    del each[place]
                    self.confirmed.ring()
                    return

    def end_poll(self, why: str) -> None:
        """A call that waits gets a 409 `Refusal`."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, f"Conflict: {why}"))

    async def poll(self, offset: int, limit: int, timeout: float) -> list[JSON]:
        """What getUpdates answers; waits up to `timeout` seconds for something to answer.

        Waiting ends an older call that waits: it gets a 409 `Refusal`. A call that need not wait ends none.
        """
        batch = self._take(offset, limit)
        if batch or timeout <= 0:
            return batch
        self.end_poll(_OTHER_POLLER)
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout):
                await poller
        except TimeoutError:
            return []
        finally:
            if self._poller is poller:
                self._poller = None
        return self._take(offset, limit)

    def _take(self, offset: int, limit: int) -> list[JSON]:
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
            offset = 0
        if offset > self.next_id + _AHEAD:
            offset = 0
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()
        self._repeated_and_sent = [
            update for update in self._repeated_and_sent if update["update_id"] >= offset
        ]
        self.confirmed.ring()
        batch = [*self._repeated_and_sent, *self._repeated][:limit]
        self._repeated_and_sent += [update for update in self._repeated if update in batch]
        self._repeated = [update for update in self._repeated if update not in batch]
        return batch + list(islice(self._pending, limit - len(batch)))

    async def wait_confirmed(self, timeout: float = 5.0) -> None:
        """Waits until the bot has confirmed every update; raises `TimeoutError` after `timeout` seconds."""
        await self.confirmed.wait_for(
            lambda: self.pending_count == 0,
            timeout,
            lambda: f"{self.pending_count} updates are not confirmed",
        )


def _checked(update_id: Any) -> int:
    if isinstance(update_id, bool) or not isinstance(update_id, int) or not 0 <= update_id <= _HIGHEST_ID:
        raise ValueError(f"update_id is a whole number from 0 to {_HIGHEST_ID}")
    return update_id
