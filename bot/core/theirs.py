"""All that is stored of a person, by table and column: what /export hands out, and what is said of each.

The content has a line on every one of them (``export.toml``). A test holds them against the tables there are.
"""

from __future__ import annotations

THEIRS: dict[str, tuple[str, ...]] = {
    "people": ("id", "zone", "blocked", "created_at"),
    "consents": ("version", "at"),
    "safety_checks": ("at", "passed", "adaptation"),
    "sessions": ("id", "started_at", "local_date", "child", "level", "reason", "ending", "closed_at"),
    "exercises_done": ("session", "exercise", "variation", "level", "outcome", "at"),
    "scores": (
        *("id", "session", "measure", "moment", "value", "at", "local_date"),
        *("update_id", "source_message_id", "message_id"),
    ),
    "conversations": ("snapshot", "updated_at"),
    "reminding": (
        *("first", "second", "days", "every", "paused_until"),
        *("unanswered", "stage", "sent", "heard_on"),
    ),
    "pauses": ("first", "last"),
    "wishes": ("equipment", "highest", "look_back", "pictures"),
    "reminders_over": ("number", "day", "came", "at"),
    "due": ("kind", "key", "at", "day"),
    "outbox": (
        *("id", "slot", "screen", "args", "revision", "in_place"),
        *("target_message_id", "attempts", "set_aside", "silent"),
    ),
    "slots": ("slot", "message_id", "screen"),
    "questions": ("message_id", "measure", "moment", "session"),
    "set_aside": ("id", "update_id", "at", "why", "payload"),
}
"""The columns of each table, but for ``person``, which says whose a row is: all rows that are handed out are
the same person's.
"""
OF_NOBODY = frozenset({"seen_updates", "settings", "uploads"})
"""Tables that know no person."""
JSON_COLUMNS = frozenset({"snapshot", "args", "payload"})
"""Columns that hold JSON, and are handed out as such."""

SCORE_COLUMNS = ("date", "time", "zone", "measure", "moment", "score", "session")
"""Of scores.csv."""
SESSION_COLUMNS = (
    *("session", "date", "began", "ended", "zone", "with_child", "level", "ending"),
    *("sitting_before", "sitting_after", "getting_up_before", "getting_up_after", "moves"),
)
"""Of sessions.csv."""
EXPORT = "my_back_to_basics.zip"
"""The name of the file they are all in."""
