"""Instants as the tables keep them: UTC text of one width, which sorts as time."""

from __future__ import annotations

from datetime import UTC, datetime


def text_of(instant: datetime) -> str:
    """An aware instant as ``2026-03-01T08:00:00.000Z``, to the millisecond."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant_of(text: str) -> datetime:
    """The instant of such a text."""
    return datetime.fromisoformat(text)
