"""A recorded chat in the words of tests/conversations, so that it can be played again there.

All that depends on that dialect, which is this project's own, is here and in ``naming``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.sandbox.transcripts.happened import (
    Answering,
    Blocked,
    Buttons,
    Changed,
    Cleared,
    Deleted,
    Doing,
    Happening,
    Rang,
    Removed,
    Reworded,
    Said,
    Sent,
    Shared,
    Tapped,
    Unwritten,
    Wrote,
)
from bot.sandbox.transcripts.naming import Names, which
from bot.sandbox.transcripts.recording import Recording
from bot.sandbox.transcripts.witness import Witness

_TAKEN_FOR_GRANTED = {"contact": "mail@example.org", "emergency number": "", "zone": "UTC"}
"""What the host of a transcript has set when it says nothing."""
_SENT = {"photo": "a photo", "voice": "a voice message", "sticker": "a sticker"}
_LONE = re.compile("[\ud800-\udfff]")
"""Half of a pair, which no file can hold."""
_A_RECORD = "It is a record of another bot: what was on its way is not known, and it may not play again."
_NO_LINE = "# The bot called {} here, for which transcripts have no line."
AT_ONCE = "# Here two things happened at once, in an order nobody knows: from here it may play otherwise."
_SOON = 5.0
"""Seconds within which a bot may take two taps for one: between them the time must be told exactly."""


def transcript(recording: Recording, witness: Witness | None, title: str) -> str:
    """The whole file; without a witness it may not play again. Zones are looked up: it may take a while."""
    if witness is None:
        title, witness = f"{title} {_A_RECORD}", Witness()
    lines = [f"# {title}", *_host(witness.host)]
    writing = Writing(recording.toasts, witness.zone_at)
    lines += writing.all(recording.happenings, unfinished=recording.is_unfinished)
    if recording.is_cut:
        lines.append("# The chat went on; no more of it was kept.")
    return _LONE.sub("\ufffd", "\n".join(lines) + "\n")


def _host(host: Mapping[str, str]) -> list[str]:
    differs = {name: said for name, said in host.items() if said != _TAKEN_FOR_GRANTED[name]}
    return [line for name, said in differs.items() for line in ("", f"host {name}: {said or 'nothing'}")]


class Writing:
    """Writes one chat, from its beginning to its end."""

    def __init__(self, toasts: Mapping[str, str], zone_at: Callable[[float, float], str | None]) -> None:
        self._toasts, self._zone_at = toasts, zone_at
        self._names = Names()
        self._language = "en"
        self._clock: int | None = None
        """What the transcript's clock shows."""
        self._tapped_at = 0.0

    def all(self, happenings: Sequence[Happening], *, unfinished: bool = False) -> list[str]:
        """The lines of all of it. `unfinished`: the answer to the last was not all there yet."""
        lines: list[str] = []
        starts = [n for n, each in enumerate(happenings) if not isinstance(each.what, Answering)]
        for start, end in zip([0, *starts], [*starts, len(happenings)], strict=True):
            following = happenings[end] if end < len(happenings) else None
            hurry = following.hurried if following is not None else unfinished
            part = happenings[start:end]
            if part and not isinstance(part[0].what, Answering):
                lines += self._begun(part[0], following, _hurry(part[1:], following) if hurry else "")
                part = part[1:]
            lines += [line for each in part for line in self._answered(each.what)]
        return lines

    def _begun(self, happening: Happening, following: Happening | None, hurry: str) -> list[str]:
        """What a person did, or that something was due. `hurry` says what came of the answer, if not all."""
        what = happening.what
        lines = self._time(happening, following)
        if happening.language != self._language:
            self._language = happening.language
            lines.append(f"person speaks: {self._language or 'nothing'}")
        if hurry:
            lines.append(hurry)
        assert not isinstance(what, Answering)  # noqa: S101
        lines.append("due: what is due by now comes" if isinstance(what, Rang) else self._done(what))
        spaced = [AT_ONCE] * happening.at_once + [each for line in lines for each in ("", line)]
        if isinstance(what, Tapped):
            self._tapped_at = happening.at
            spaced += [f"toast: {words}" for words in [self._toasts.get(what.query_id)] if words]
        return spaced

    def _time(self, happening: Happening, following: Happening | None) -> list[str]:
        """The time, where it has moved enough to matter."""
        now = int(happening.at)
        if now == self._clock or not (self._clock is None or self._matters(happening, following)):
            return []
        self._clock = now
        shown = datetime.fromtimestamp(now, UTC)
        return [f"clock: {shown:%Y-%m-%d %H:%M:%S}".removesuffix(":00")]

    def _matters(self, happening: Happening, following: Happening | None) -> bool:
        minute, what, names = happening.at // 60, happening.what, self._names
        if isinstance(what, Rang) or self._clock is None or minute != self._clock // 60:
            return True
        if isinstance(what, Tapped) and happening.at - self._tapped_at >= _SOON:
            left = names.was_tapped(what.message_id) or not names.is_newest(what.message_id)
            if left:  # then it is no double tap any more
                return True
        if following is None or following.at // 60 == minute:
            return False
        return following.at - happening.at < _SOON  # maybe a double tap, and the minute would part them

    def _done(self, what: Doing) -> str:
        """The line for what a person did."""
        names = self._names
        match what:
            case Wrote(message_id, text, reply_to, photo):
                names.own[message_id] = text
                if reply_to in names.texts:
                    return f"person replies to {which(reply_to, names.texts)}: {_typed(text)}"
                return f"person{' sends a photo' * photo}: {_typed(text)}"
            case Reworded(message_id, text):
                named = "" if message_id == max(names.own, default=0) else f" {which(message_id, names.own)}"
                names.own[message_id] = text
                return f"person edits{named}: {_typed(text)}"
            case Sent(message_id, kind):
                names.own[message_id] = ""
                return f"person sends: {_SENT.get(kind, f'a {kind}')}"
            case Shared(message_id, latitude, longitude):
                names.own[message_id] = ""
                return f"person is in: {self._zone_at(latitude, longitude) or 'nowhere'}"
            case Tapped(_, message_id, carried):
                return names.tap(message_id, carried)
            case Blocked(blocked):
                return f"person {'' if blocked else 'un'}blocks the bot"
            case Deleted(message_id):
                named = which(message_id, names.texts)
                names.delete(message_id)
                return f"person deletes {named}"

    def _answered(self, what: object) -> list[str]:
        """The lines for what the bot did."""
        match what:
            case Said(message_id, words, buttons, silent, file):
                self._names.shows(message_id, words, buttons, file)
                who = f"bot{f' with {file}' * bool(file)}{', without a sound' * silent}"
                return _message(who, self._names.texts[message_id], buttons)
            case Changed():
                return self._changed(what)
            case Removed(message_id):
                self._names.delete(message_id)
                return ["bot: (takes an older message away)"]
            case Cleared(message_id):
                if (shown := self._names.shown(message_id)) is not None:
                    self._names.shows(message_id, shown[0], (), shown[2])
                return ["bot: (takes the buttons of an older message away)"]
            case Unwritten(method):
                return [_NO_LINE.format(method)]
            case _:
                return []

    def _changed(self, what: Changed) -> list[str]:
        shown = self._names.shown(what.message_id)
        if shown == (what.words, what.buttons, what.file):
            return []
        self._names.shows(what.message_id, what.words, what.buttons, what.file)
        same = shown is not None and shown[0] == what.words
        other_file = what.file and (shown is None or shown[2] != what.file)
        who = f"bot edits{f' with {what.file}' * bool(other_file)}"
        return _message(who, "(the same text)" if same else self._names.texts[what.message_id], what.buttons)


def _hurry(answers: Sequence[Happening], following: Happening | None) -> str:
    """So many messages came, and not yet all. One may be on its way, or have come and not be noted."""
    count = sum(not isinstance(each.what, Unwritten | Removed) for each in answers)
    told = f"in a hurry: {count} message{'s' * (count != 1)}"
    if following is not None and following.unnoted:
        return f"{told}, not noted yet"
    return f"{told}, one on its way" if following is not None and following.crossed else told


def _message(who: str, text: str, buttons: Buttons) -> list[str]:
    first, *others = text.split("\n")
    rows = [" ".join(f"[{label}]" for label, _ in row) for row in buttons]
    return [f"{who}: {first}", *(f"  | {line}".rstrip() for line in others), *(f"  | {row}" for row in rows)]


def _typed(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(f"  | {line}" if line else "  |" for line in others)])
