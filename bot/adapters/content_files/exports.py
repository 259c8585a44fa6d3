"""What is said of the files a person takes along: a line on each field, or nobody can read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.adapters.content_files.texts import Found, plain
from bot.core.content import ExportWords, TableWords
from bot.core.theirs import SCORE_COLUMNS, SESSION_COLUMNS, THEIRS

FILES = ("everything", "scores", "sessions")
LONGEST_START, LONGEST_LINE = 800, 300


def export_file(export: ExportWords) -> Found:
    """The README's words."""
    yield from plain("title", export.title, LONGEST_LINE)
    yield from plain("start", export.start, LONGEST_START)
    yield from _lines("files", export.files, FILES)
    yield from _lines("scores", export.scores, SCORE_COLUMNS)
    yield from _lines("sessions", export.sessions, SESSION_COLUMNS)
    for name in export.tables.keys() - THEIRS:
        yield f"tables.{name}", "is kept of nobody", ", ".join(THEIRS)
    for name, columns in THEIRS.items():
        words = export.tables.get(name, TableWords("", {}))
        yield from plain(f"tables.{name}.about", words.about, LONGEST_LINE)
        yield from _lines(f"tables.{name}.fields", words.fields, columns)


def _lines(key: str, lines: Mapping[str, str], wanted: Collection[str]) -> Found:
    for name in wanted:
        yield from plain(f"{key}.{name}", lines.get(name, ""), LONGEST_LINE)
    for name in sorted(lines.keys() - set(wanted)):
        yield f"{key}.{name}", "is no field", ", ".join(wanted)
