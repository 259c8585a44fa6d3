"""Commands, typed or from the menu, and what follows them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.events.event import Event


@dataclass(frozen=True)
class Started(Event):
    """/start, with or without a payload; payloads mean nothing yet."""


@dataclass(frozen=True)
class RoutineAsked(Event):
    """/routine, or the button that starts one."""


@dataclass(frozen=True)
class ScoreAsked(Event):
    """/score."""


@dataclass(frozen=True)
class HelpAsked(Event):
    """/help."""


@dataclass(frozen=True)
class AboutAsked(Event):
    """/about."""


@dataclass(frozen=True)
class PrivacyAsked(Event):
    """/privacy, or the button under the welcome."""


@dataclass(frozen=True)
class ExportAsked(Event):
    """/export."""


@dataclass(frozen=True)
class DeleteAsked(Event):
    """/delete."""


@dataclass(frozen=True)
class ExportedFirst(Event):
    """Before anything is erased it is wanted as a file; then it is asked again."""


@dataclass(frozen=True)
class DeleteConfirmed(Event):
    """The second tap of /delete."""


@dataclass(frozen=True)
class DeleteCancelled(Event):
    """Kept after all."""


@dataclass(frozen=True)
class StopAsked(Event):
    """/stop, or "stop" typed."""
