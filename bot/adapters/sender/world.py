"""What the sender asks of the world around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.core.effects import Slot
from bot.core.outbox import Unsent
from bot.core.screens import Edited, Screen


class Messenger(Protocol):
    """Telegram, as far as messages go. Raises errors of ``telegram.error``."""

    async def send(self, chat: int, screen: Screen, *, silent: bool) -> int:
        """Send a new message, without a sound if ``silent``, and give its id."""

    async def edit(self, chat: int, message_id: int, screen: Screen) -> Edited:
        """Edit a message, if it can be edited."""

    async def remove(self, chat: int, message_id: int) -> None:
        """Take a message away, or at least its buttons."""

    async def clear(self, chat: int, message_id: int) -> None:
        """Take a message's buttons away, where there is a message that has some."""


class Pace(Protocol):
    """How fast Telegram may be spoken to."""

    @property
    def rate(self) -> float:
        """Slots a second."""

    async def slot(self) -> None:
        """Wait for the next slot and take it."""

    def hold(self, seconds: float) -> None:
        """Give no slots for so long."""

    @property
    def held(self) -> bool:
        """Whether nothing may be sent right now."""

    async def released(self) -> None:
        """Wait until something may be sent again."""

    def chat_wait(self, chat: int) -> float:
        """In how many seconds a chat may get its next message."""

    def count(self, chat: int) -> None:
        """Note that a chat is being sent something."""


@dataclass(frozen=True)
class Post:
    """The outbox. Each call is done once it is committed."""

    chats: Callable[[], Awaitable[list[tuple[int, Slot]]]]
    """Chats with something to send, and the slot of what comes next in each."""
    next: Callable[[int], Awaitable[Unsent | None]]
    """What a chat is to be sent next; buttons that are to go come after everything else."""
    accepted: Callable[[Unsent, int], Awaitable[Slot | None]]
    """Telegram has taken it as a message with this id. The slot of what comes next, None when nothing is
    left.
    """
    refused: Callable[[Unsent, str], Awaitable[Slot | None]]
    """It can never be sent, and why: keep it for the host, queue a plain word. The slot of what comes next,
    None when nothing is left.
    """
    tried: Callable[[Unsent], Awaitable[None]]
    """Count an attempt that came to nothing."""
    gone: Callable[[int], Awaitable[None]]
    """Nothing reaches this chat any more: drop what waits for it."""
