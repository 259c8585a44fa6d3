"""What a transition may know beside session and event: the instant, the content, and the person's past."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.content import Content, Rules
from bot.core.reminding import Reminding
from bot.core.session import Level, Session
from bot.core.wishes import Wishes
from bot.core.zones import Atlas, NoAtlas


@dataclass(frozen=True)
class Adherence:
    """Days done out of days due, in the last days that the rules look at."""

    done: int = 0
    due: int = 0


@dataclass(frozen=True)
class PastSession:
    """One routine with an exercise tried, or broken off by a red flag, as the store remembers it.

    Scores are 0-10, None if not given.
    """

    on: date
    level: Level
    sitting_before: int | None = None
    sitting_after: int | None = None
    getting_up_before: int | None = None
    getting_up_after: int | None = None
    next_morning: int | None = None
    """The first sitting score of the following day."""
    leg: bool = False
    """Pain spread down the leg during it."""
    sharp: bool = False
    """A move was left because of sharp or pinching pain."""
    numb: bool = False
    """A move was left because something was numb, weak or dizzy, or the chest hurt."""
    red_flag: bool = False
    """A red flag broke it off."""
    finished: bool = True
    """Ended by its summary, with at least one exercise done."""

    def worse_after(self, points: int) -> bool:
        """Whether either measure rose by at least ``points`` from before to after."""
        pairs = (
            (self.sitting_before, self.sitting_after),
            (self.getting_up_before, self.getting_up_after),
        )
        return any(b is not None and a is not None and a - b >= points for b, a in pairs)

    def worse_next_morning(self, points: int) -> bool:
        """Whether sitting was at least ``points`` higher next morning than before the session."""
        before, morning = self.sitting_before, self.next_morning
        return before is not None and morning is not None and morning - before >= points

    def settled(self, points: int) -> bool:
        """No score ``points`` or more higher after, and none the next morning (decision 7)."""
        if not self.finished or self.leg or self.sharp or self.numb or self.red_flag:
            return False
        return not self.worse_after(points) and not self.worse_next_morning(points)


@dataclass(frozen=True)
class Setting:
    """What a transition may know beside session and event: the instant, the content, the past."""

    now: datetime
    """UTC."""
    today: date
    """The person's local date."""
    next_morning: datetime
    """UTC instant of the person's next local morning, for asking again."""
    content: Content
    past: tuple[PastSession, ...] = ()
    """Newest first; as many as the rules look back."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """The person's, or while that is unknown the host's."""
    zone_known: bool = False
    """The person has told their zone."""
    reminding: Reminding = field(default_factory=Reminding)
    wishes: Wishes = field(default_factory=Wishes)
    """As they are set now; a routine that runs keeps to its own (``wished``)."""
    last_done: datetime | None = None
    """When the last session with anything done began (UTC)."""
    scored_today: bool = False
    """Sitting has been scored on this local date."""
    kept_ever: bool = False
    """A score, or a session with anything done, is kept of the person."""
    kept_last_week: bool = False
    """So it is of one of the seven local dates before today."""
    adherence: Adherence = Adherence()
    language: str = ""
    """What the person's app speaks, such as "pt-br"; empty where that is not told."""
    host_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    atlas: Atlas = field(default_factory=NoAtlas)

    @property
    def rules(self) -> Rules:
        """The rules' numbers."""
        return self.content.routine.rules


def wished(session: Session, setting: Setting) -> Wishes:
    """The wishes that hold for the routine that runs, or that is to be planned."""
    return setting.wishes if session.wishes is None else session.wishes
