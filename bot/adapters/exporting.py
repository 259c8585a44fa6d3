"""What /export sends: everything of one person in one zip, for people and for programs.

Nothing in it is run as a formula by a spreadsheet: what begins like one, also after what can't be seen, gets
an apostrophe before it (OWASP, CSV injection). The files begin with a byte order mark, so Excel knows UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.content import ExportWords
from bot.core.session import Measure, Moment
from bot.core.theirs import JSON_COLUMNS, SCORE_COLUMNS, SESSION_COLUMNS, THEIRS

Row = Mapping[str, Any]
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS = ("\t", "\r", "\n")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that can't be seen; all other unseen ones are known by their category."""
_EVERYTHING, _SCORES, _SESSIONS, _README = "everything.json", "scores.csv", "sessions.csv", "README.txt"


@dataclass(frozen=True)
class Taken:
    """What one person takes along."""

    rows: Mapping[str, Sequence[Row]]
    """Their rows of every table of ``THEIRS``."""
    words: ExportWords
    made_at: datetime
    host_zone: ZoneInfo
    """Zone of a person who has not told theirs."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are told in."""
        told = next((person["zone"] for person in self.rows["people"]), None)
        try:
            return ZoneInfo(told) if told else self.host_zone
        except (ZoneInfoNotFoundError, ValueError):
            return self.host_zone


def zipped(taken: Taken) -> bytes:
    """The zip's bytes: its files are in a folder that is named after the day."""
    local, packed = taken.made_at.astimezone(taken.zone), io.BytesIO()
    files = {
        _README: readme(taken.words).encode(),
        _EVERYTHING: everything(taken).encode(),
        _SCORES: table(SCORE_COLUMNS, scores(taken)),
        _SESSIONS: table(SESSION_COLUMNS, sessions(taken)),
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"back_to_basics_{local:%Y-%m-%d}/{name}", local.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def everything(taken: Taken) -> str:
    """All rows of all tables as JSON, a line a row."""
    told = [f'"made_at": "{taken.made_at:%Y-%m-%dT%H:%M:%SZ}"']
    for name, rows in taken.rows.items():
        lines = (json.dumps(_plain(row), ensure_ascii=False) for row in rows)
        told.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
    return "{\n" + ",\n".join(told) + "\n}\n"


def readme(words: ExportWords) -> str:
    """What each file is, and a line on each field."""
    lines = [words.title, "", words.start.strip()]
    for name, key, fields in (
        (_SCORES, "scores", words.scores),
        (_SESSIONS, "sessions", words.sessions),
        (_EVERYTHING, "everything", {}),
    ):
        lines += ["", name, words.files[key], *_told(fields)]
    for table_name in THEIRS:
        lines += ["", f'"{table_name}"', words.tables[table_name].about]
        lines += _told(words.tables[table_name].fields)
    return "\n".join(lines) + "\n"


def scores(taken: Taken) -> Iterator[tuple[Any, ...]]:
    """A line for each score; see SCORE_COLUMNS."""
    for row in taken.rows["scores"]:
        yield (
            *(row["local_date"], _clock(row["at"], taken.zone), taken.zone.key),
            *(row["measure"], row["moment"], row["value"], row["session"]),
        )


def sessions(taken: Taken) -> Iterator[tuple[Any, ...]]:
    """A line for each session; see SESSION_COLUMNS."""
    given: dict[tuple[int, str, str], int] = {}
    moves: dict[int, list[str]] = {}
    for row in taken.rows["scores"]:
        given[row["session"], row["measure"], row["moment"]] = row["value"]
    for row in taken.rows["exercises_done"]:
        moves.setdefault(row["session"], []).append(f"{row['exercise']} {row['outcome']}")
    for row in taken.rows["sessions"]:
        number, zone = row["id"], taken.zone
        yield (
            *(number, row["local_date"], _clock(row["started_at"], zone), _clock(row["closed_at"], zone)),
            *(zone.key, row["child"], row["level"], row["ending"]),
            *(
                given.get((number, measure.value, moment.value))
                for measure in (Measure.SITTING, Measure.GETTING_UP)
                for moment in (Moment.BEFORE, Moment.AFTER)
            ),
            "; ".join(moves.get(number, ())),
        )


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file that a spreadsheet opens as it is meant."""
    text = io.StringIO(newline="")
    writing = csv.writer(text)
    writing.writerow(columns)
    writing.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """A value as a spreadsheet may read it: never as a formula."""
    text = "" if value is None else str(value)
    if text[:1].isascii() and text[:1].isalnum():  # most are, and there are many
        return text
    begins = next((letter for letter in text if _is_seen(letter)), "")
    return f"'{text}" if text.startswith(_BREAKS) or begins in _FORMULAS else text


def _is_seen(letter: str) -> bool:
    # Spaces, controls, marks of direction and joining, and marks upon nothing.
    return unicodedata.category(letter)[0] not in "ZCM" and letter not in _FILLERS


def _told(fields: Mapping[str, str]) -> list[str]:
    return [f"  {name}: {told}" for name, told in fields.items()]


def _plain(row: Row) -> dict[str, Any]:
    return {column: _read(value) if column in JSON_COLUMNS else value for column, value in row.items()}


def _read(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:  # what was set aside may have been cut off
        return value


def _clock(instant: str | None, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(zone):%H:%M}" if instant else ""
