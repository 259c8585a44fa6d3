"""What only whoever runs the bot knows, handed in so that chats are recorded faithfully."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stored:
    """What the bot has stored at one moment, by person."""

    due: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    """What is due: its name, and when (seconds since 1970)."""
    unsent: Mapping[int, list[int]] = field(default_factory=dict)
    """The numbers of the messages that wait to be sent, the next one first."""
    heard: Collection[int] = frozenset()
    """The ids of the last updates it has taken."""


@dataclass(frozen=True)
class Witness:
    """Ways to ask about the bot. Without one, nothing is known of it but what it says."""

    stored: Callable[[Collection[int]], Stored] = lambda people: Stored()
    """What is stored of these people. Raises `OSError` when it can't be read just now."""
    zone_at: Callable[[float, float], str | None] = lambda latitude, longitude: None
    """The time zone of a latitude and longitude, as the bot finds it; maybe slow."""
    slow: Callable[[object], bool] = lambda what: False
    """Whether the bot is done with what a person did only after all else that it was told of with it."""
    host: Mapping[str, str] = field(default_factory=dict)
    """What the host has set: "contact", "emergency number", "zone"."""
