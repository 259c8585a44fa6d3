"""One chat as it is recorded: what the bot heard, and what it said, in the order in which that counts.

A bot asks for what people did, takes it, and only then asks again. Between its asking and the answer nothing
is being taken, so what is stored then is known for certain. What it said is told apart by the rows that wait:
a message was on its way when somebody did something if the row that came next then still waits afterwards.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from time import monotonic

from bot.sandbox.transcripts.happened import Doing, Happening, Rang, Tapped, Told

_TOGETHER = 1.0
"""Seconds within which what comes by itself is told as one."""
_NOTED_WITHIN = 0.25
"""Seconds within which a bot has noted that its message has come."""


@dataclass
class Recording:
    """One chat so far."""

    happenings: list[Happening] = field(default_factory=list)
    toasts: dict[str, str] = field(default_factory=dict)
    """What the bot answered to a tap, by the tap's query id; "" for nothing."""
    most: int = 10_000
    is_cut: bool = False
    """There was more than is kept."""
    is_unfinished: bool = False
    """The bot had not said all when it was looked last."""
    due: dict[str, float] = field(default_factory=dict)
    """What was due when it was looked last."""
    unsent: list[int] = field(default_factory=list)
    """What waited to be sent then."""
    overdue: set[str] = field(default_factory=set)
    """What was late when the bot heard of something: if it is gone once that is done, it was called off."""
    _told: list[Told] = field(default_factory=list)
    """What the bot has not heard of."""
    _slow: list[Told] = field(default_factory=list)
    """What it has heard of and is done with only after the rest."""
    _hearing: list[int] = field(default_factory=list)
    """The updates that it is taking now."""
    _last: list[int] = field(default_factory=list)
    """The places of what happened last at one moment, which a message on its way may have crossed."""
    _moments: list[tuple[int, int | None]] = field(default_factory=list)
    """Since the last message came: the place of what happened, and what was to be sent next before that."""
    _is_sending: bool = False
    _crossing: bool = False
    """What is being sent was begun before the last happenings."""
    _row: int | None = None
    """What was to be sent next when the last sending began: most likely that is what was sent."""
    _doubtful: bool = False
    """It may have been another, which has been replaced."""
    _has_come: bool = False
    """It was taken, though the bot may not have noted that yet."""
    _came_at: float = 0.0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing more waits to be sent."""
        return not self._is_sending and self._next() is None

    def did(self, update_id: int, happening: Happening) -> None:
        """A person did something the bot will hear of."""
        self._told.append(Told(update_id, happening))

    def hears(self, ids: Collection[int], slow: Callable[[object], bool], now: float) -> None:
        """The bot is told of these updates now; `unsent` was looked at just before."""
        heard = [each for each in self._told if each.update_id in ids]
        self._told = [each for each in self._told if each not in heard]
        self._slow += [each for each in heard if slow(each.happening.what)]
        quick = [each for each in heard if not slow(each.happening.what)]
        self._moment([replace(each.happening, at=now) for each in quick])
        self._hearing = [each.update_id for each in quick]

    def takes(self, ids: Collection[int], now: float) -> None:
        """Of what takes a bot a while this has been taken; to be told before what waits since then is."""
        taken = [each for each in self._slow if each.update_id in ids]
        self._slow = [each for each in self._slow if each not in taken]
        self._moment([replace(each.happening, at=now) for each in taken], at_once=len(taken) > 1)

    def is_done(self, now: float) -> None:
        """The bot has taken all it heard of; `unsent` was looked at just before."""
        if self._hearing and self._has_come and self._row in self.unsent and not self._doubtful:
            self._mark(lambda each: replace(each, unnoted=True, hurried=True, at_once=False))
        self._hearing = []
        self.takes([each.update_id for each in self._slow], now)
        self.overdue.clear()

    def rings(self, happening: Happening, unsent: list[int]) -> None:
        """Something has come by itself, once for all that comes together; this waits now."""
        last = self.happenings[-1] if self.happenings else None
        if last is not None and last.what == Rang() and happening.at - last.at < _TOGETHER:
            self.happenings[-1] = replace(last, at=happening.at)
        else:
            self._moment([happening])
        self.unsent = unsent

    def add(self, happening: Happening) -> None:
        """Something that no bot is told of."""
        self._moment([happening])

    def begins(self, heard: Collection[int]) -> None:
        """The bot begins to send; `unsent` and what it has `heard` were looked at just before."""
        self._came_at = 0.0  # it has been noted, or nothing else would be sent
        self._settle()
        self._is_sending, self._crossing, self._doubtful, self._has_come = True, False, False, False
        self._row = self.unsent[0] if self.unsent else None
        if self._last and any(number not in heard for number in self._hearing):
            self._crosses()
        else:
            self._doubtful = any(row not in (None, self._row) for _, row in self._moments)

    def ends(self, answered: Happening | None) -> None:
        """It has been answered, and this has come of it: None, and it is tried again or given up."""
        if answered is None:
            if self._crossing:
                self._mark(lambda each: replace(each, crossed=False))
            self._doubtful = False
        else:
            self.note(answered)
        self._is_sending, self._has_come, self._came_at = False, answered is not None, monotonic()
        if not self._doubtful:
            self._last, self._moments = [], []

    def note(self, happening: Happening) -> None:
        """The next in the chat."""
        if len(self.happenings) >= self.most:
            self.is_cut = True
        else:
            self.happenings.append(happening)

    def kept(self) -> "Recording":
        """As it is now, without what the bot is just taking: what it says to it is not known yet."""
        self._settle()
        unheard = self._unheard_from()
        unfinished = self.is_cut or unheard < len(self.happenings) or not self.is_quiet
        happenings, toasts = self.happenings[:unheard], dict(self.toasts)
        return replace(self, happenings=happenings, toasts=toasts, is_unfinished=unfinished)

    def _unheard_from(self) -> int:
        """The place of the first happening at the end that the bot may not be done with."""
        start = end = len(self.happenings)
        while start and isinstance(self.happenings[start - 1].what, Doing):
            start -= 1
        for place in range(start, end):
            what = self.happenings[place].what
            if isinstance(what, Tapped) and what.query_id not in self.toasts:
                return place
        return max(start, end - len(self._hearing))

    def _next(self) -> int | None:
        """What is to be sent next, as was looked last."""
        waits = [each for each in self.unsent if not (self._has_come and each == self._row)]
        return waits[0] if waits else None

    def _moment(self, happenings: list[Happening], *, at_once: bool = False) -> None:
        """These happen now, one after the other, and nothing is said in between."""
        if not happenings:
            return
        self._settle()
        hurried, crossed = bool(self._hearing) or not self.is_quiet, self._is_sending
        at_once = at_once or (self._has_come and self._row in self.unsent)
        if not self._hearing:
            self._last, self._crossing = [], crossed
            self._moments.append((len(self.happenings), self._next()))
        for number, each in enumerate(happenings):
            self._last.append(len(self.happenings))
            unsure = at_once and number == 0
            self.note(replace(each, hurried=hurried or number > 0, crossed=crossed, at_once=unsure))

    def _settle(self) -> None:
        """What was in doubt is known once a sending is over: if its row still waits, it was another."""
        if not self._doubtful or self._is_sending or not self._has_come:
            return
        if self._row in self.unsent:
            others = [row for _, row in self._moments if row not in (None, self._row)]
            # Whatever happened from the last time on that the other row was the next.
            first = max(place for place, row in self._moments if row == others[-1])
            is_noted = monotonic() - self._came_at > _NOTED_WITHIN
            if is_noted:
                self._last = list(range(first, len(self.happenings) - 1))
                self._crosses()
                self._has_come = False
            if first < len(self.happenings) and (
                not is_noted or len(set(others)) > 1
            ):  # it may have been another one
                self.happenings[first] = replace(self.happenings[first], at_once=True)
        self._doubtful, self._last, self._moments = False, [], []

    def _crosses(self) -> None:
        self._crossing = True
        self._mark(lambda each: replace(each, crossed=True, hurried=True))

    def _mark(self, marked: Callable[[Happening], Happening]) -> None:
        for place in self._last:
            if place < len(self.happenings):
                self.happenings[place] = marked(self.happenings[place])
