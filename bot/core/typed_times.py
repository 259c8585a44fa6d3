"""Times of day in every writing: "7:30", "7.30 pm", "19h", "half past seven", "noon", "٧:٣٠".

A time is read only when every word of the text belongs to it, or is one that changes nothing (``beside``).
The words are content; the shapes they make are here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST = 120
"""Characters of a text that may be a time; a longer one tells something else."""

NOON = 12 * 60
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class TypedTime:
    """A time of day as it was typed, in minutes from midnight."""

    minute: int
    other: int | None = None
    """The same time in the other half of the day, where the text leaves that open."""
    ask: bool = False
    """A bare hour, "7": the morning (``minute``) or the evening (``other``) is to be asked for."""


@dataclass(frozen=True)
class TimeWords:
    """The words of one language for times of day; the comments give English ones."""

    numbers: dict[str, int] = field(default_factory=dict)
    """seven = 7, thirty = 30; tens and ones are put together: twenty five."""
    named: dict[str, int] = field(default_factory=dict)
    """In minutes from midnight: noon = 720."""
    before_hour: dict[str, int] = field(default_factory=dict)
    """Minutes that are added to the hour after them: half past = 30, quarter to = -15."""
    past: tuple[str, ...] = ()
    """Between minutes and an hour: ten past seven."""
    to: tuple[str, ...] = ()
    """Between minutes and an hour: ten to seven."""
    oclock: tuple[str, ...] = ()
    """After an hour from 1 to 12: seven o'clock."""
    hours: tuple[str, ...] = ()
    """After an hour from 0 to 24, or in place of the colon: 19h, 19h30, 1930 hrs."""
    morning: tuple[str, ...] = ()
    """am, in the morning."""
    afternoon: tuple[str, ...] = ()
    """pm, in the afternoon, in the evening."""
    night: tuple[str, ...] = ()
    """at night: 11 is late in the evening, 2 is early in the morning."""
    beside: tuple[str, ...] = ()
    """Words that change nothing: at, about, every day, please."""


def read_time(text: str, words: TimeWords) -> TypedTime | None:
    """The time of day a text is, or None when it is none; never fails."""
    if len(text) > LONGEST:
        return None
    pieces = _pieces(_tokens(text), _meanings(words))
    if pieces is None:
        return None
    shape = re.fullmatch(r"([ap!]*)(.*?)([ap!]*)", "".join(piece.kind for piece in pieces))
    said = _said(shape[2], pieces[shape.end(1) : shape.end(2)]) if shape else None
    return _in_half(said, shape[1] + shape[3]) if shape and said else None


# --- from signs to pieces ---------------------------------------------------------------------------


class _Piece(NamedTuple):
    """One part of a typed time. Kinds: number "n", colon ":", hour mark "h", o'clock "c", named time "m",
    minutes before an hour "b", past or to "j", a half of the day "a", "p" or "!" (night), "" for nothing.
    """

    kind: str
    value: int = 0
    written: str = ""
    """The digits of a number that was written with digits."""

    @property
    def is_minutes(self) -> bool:
        """Whether it can stand after an hour: two digits, or a word from ten on."""
        long = len(self.written) == 2 if self.written else self.value >= 10
        return long and self.value < 60


_APOSTROPHES = "'`´’‘ʼ′＇"
_POINTS = {"٫": ".", "٬": ",", "。": "."}
_TOKENS = re.compile(r"\d+|[^\W\d_]+|\S")
_DOTTED = re.compile(r"(?<![^\W\d_])([^\W\d_])\. ?(?=[^\W\d_](?![^\W_]))")
_HYPHENED = re.compile(r"(?<=[^\W_])-(?=[^\W\d_])")
_COLONS = frozenset(":.,")
_SILENT = frozenset('.,:;!?"“”«»()*~≈')


def _tokens(text: str) -> list[str]:
    """The numbers, words and signs of a text; digits as 0-9, no case, "a.m." as "am"."""
    plain = "".join(map(_plain_sign, unicodedata.normalize("NFC", text)))
    plain = _DOTTED.sub(r"\1", _HYPHENED.sub(" ", plain))
    return _TOKENS.findall(plain)


def _plain_sign(c: str) -> str:
    if c in _APOSTROPHES:
        return ""
    category = unicodedata.category(c)
    if category == "Nd":
        return str(unicodedata.decimal(c))
    if category[0] == "N":
        return "#"  # ½ and ² are not made into digits
    if category in ("Cf", "Me", "Mn"):
        return ""
    if category in ("So", "Sk", "Cc", "Cn", "Co", "Cs"):
        return " "
    return "-" if category == "Pd" else _POINTS.get(c) or unicodedata.normalize("NFKC", c).casefold()


def _meanings(words: TimeWords) -> dict[tuple[str, ...], _Piece]:
    """What each run of words stands for."""
    kinds: Iterable[tuple[Iterable[str], _Piece]] = (
        (words.beside, _Piece("")),
        (words.night, _Piece("!")),
        (words.afternoon, _Piece("p")),
        (words.morning, _Piece("a")),
        (words.hours, _Piece("h")),
        (words.oclock, _Piece("c")),
        (words.to, _Piece("j", -1)),
        (words.past, _Piece("j", 1)),
        *(((word,), _Piece("b", minutes)) for word, minutes in words.before_hour.items()),
        *(((word,), _Piece("m", minute)) for word, minute in words.named.items()),
        *(((word,), _Piece("n", number)) for word, number in words.numbers.items()),
    )
    return {tuple(_tokens(phrase)): piece for phrases, piece in kinds for phrase in phrases}


def _pieces(tokens: list[str], meanings: dict[tuple[str, ...], _Piece]) -> list[_Piece] | None:
    """The tokens as pieces, without those that change nothing; None when one has no meaning."""
    longest = max(map(len, meanings), default=0)
    pieces: list[_Piece] = []
    here = 0
    while here < len(tokens):
        runs = (tuple(tokens[here : here + n]) for n in range(longest, 0, -1))
        run = next((run for run in runs if run in meanings), ())
        piece = meanings[run] if run else _sign(tokens, here)
        if piece is None:
            return None
        here += len(run) or 1
        if _adds_to_tens(pieces, piece):
            piece = _Piece("n", pieces.pop().value + piece.value)
        if piece.kind:
            pieces.append(piece)
    return pieces


def _sign(tokens: list[str], here: int) -> _Piece | None:
    """A number, or a sign that parts two numbers or says nothing; None for all else."""
    token = tokens[here]
    if token.isdigit():
        return _Piece("n", int(token), token) if len(token) <= 4 else None
    between = 0 < here < len(tokens) - 1 and tokens[here - 1].isdigit() and tokens[here + 1].isdigit()
    if between and token in _COLONS:
        return _Piece(":")
    return _Piece("") if token in _SILENT else None


def _adds_to_tens(pieces: list[_Piece], piece: _Piece) -> bool:
    """Whether a word is the ones after a word of tens: twenty five."""
    if not pieces or pieces[-1].kind != "n" or piece.kind != "n" or pieces[-1].written or piece.written:
        return False
    return pieces[-1].value in (20, 30, 40, 50) and 0 < piece.value < 10


# --- from pieces to a time --------------------------------------------------------------------------


class _Said(NamedTuple):
    """An hour with minutes added to it, or taken from it."""

    hour: int
    minutes: int = 0
    spoken: bool = False
    """Said as one says it on a face of twelve hours."""
    bare: bool = False


_SAME = {"n:nh": "n:n", "n:nc": "n:n", "nhn": "n:n", "nn": "n:n", "nc": "n", "bnc": "bn", "njnc": "njn"}
"""Shapes that are read alike: 19:30 hrs, 19h30 and seven thirty as 19:30; seven o'clock as 7."""


def _said(kinds: str, pieces: list[_Piece]) -> _Said | None:
    """What is said, by the kinds of its pieces; an English writing stands beside each."""
    numbers = [piece for piece in pieces if piece.kind == "n"]
    match _SAME.get(kinds, kinds):
        case "n" | "nh" if len(numbers[0].written) > 2:  # 0730
            return _Said(*divmod(numbers[0].value, 100))
        case "n":  # 7
            return _Said(numbers[0].value, bare=not numbers[0].written.startswith("0"))
        case "nh":  # 19h
            return _Said(numbers[0].value)
        case "n:n" if numbers[1].is_minutes:  # 7:30
            hour, minutes = numbers
            return _Said(hour.value, minutes.value, spoken=not (hour.written and minutes.written))
        case "bn":  # half past seven
            return _Said(numbers[0].value, pieces[0].value, spoken=True)
        case "njn" if numbers[0].value:  # ten past seven
            return _Said(numbers[1].value, pieces[1].value * numbers[0].value, spoken=True)
        case "m" | "nm" if not numbers or numbers[0].value == NOON // 60:  # noon, 12 noon
            return _Said(*divmod(pieces[-1].value, 60))
    return None


_HALVES = {"a": range(NOON), "p": range(NOON, 2 * NOON), "!": range(18 * 60, 30 * 60)}
"""The minutes of each half of the day, from midnight; a night runs past the next one."""
_EARLY = 6 * 60
"""What is spoken without a half of the day is taken as 06:00 to 17:59."""


def _in_half(said: _Said, halves: str) -> TypedTime | None:
    """The time in the half of the day that the text names, if it does; None when there is no such time."""
    minute = said.hour * 60 + said.minutes
    if abs(said.minutes) >= 60 or minute > MINUTES_A_DAY:
        return None
    of_twelve = 1 <= said.hour <= NOON // 60
    if not halves and of_twelve and (said.spoken or said.bare):
        return _open(said, minute % NOON)
    times = {minute % NOON, minute % NOON + NOON} if of_twelve and halves else {minute % MINUTES_A_DAY}
    fitting = [time for time in times if all(_is_in(time, _HALVES[half]) for half in halves)]
    return TypedTime(fitting[0]) if len(fitting) == 1 else None


def _is_in(minute: int, half: range) -> bool:
    return minute in half or minute + MINUTES_A_DAY in half


def _open(said: _Said, first: int) -> TypedTime:
    """A time of a face of twelve hours, of which nothing tells the half of the day."""
    second = first + NOON
    if said.bare and said.hour < NOON // 60:
        return TypedTime(first, second, ask=True)
    return TypedTime(second, first) if first < _EARLY else TypedTime(first, second)
