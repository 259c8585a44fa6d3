"""Everything the bot remembers, in one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.adapters.migrations import MIGRATIONS
from bot.adapters.store.aging import BEFORE_ALL, Aging, Keeping
from bot.adapters.store.arrivals import Arrivals
from bot.adapters.store.backlog import Backlog, backlog
from bot.adapters.store.backups import back_up, forget_asides
from bot.adapters.store.copying import Copied, NoCopy, copied
from bot.adapters.store.counting import Counts, Group, count
from bot.adapters.store.due import Due
from bot.adapters.store.opening import DatabaseInUse, UnusableDatabase, opened
from bot.adapters.store.past import history
from bot.adapters.store.pauses import Pauses
from bot.adapters.store.peeking import Peek, all_due, next_due, peek, waiting
from bot.adapters.store.people import People
from bot.adapters.store.post import Post
from bot.adapters.store.reading import Unreadable, damage
from bot.adapters.store.reminders import Reminders
from bot.adapters.store.rescuing import Gone, SamePlace, Unsaved
from bot.adapters.store.restoring import Restored, restored
from bot.adapters.store.scores import Scores
from bot.adapters.store.sessions import Sessions
from bot.adapters.store.theirs import Rows, everything_of
from bot.adapters.store.tidying import insist, tidy
from bot.adapters.store.uploads import Uploads
from bot.adapters.store.wishes import Wished

__all__ = [
    "BEFORE_ALL",
    "Backlog",
    "Copied",
    "Counts",
    "DatabaseInUse",
    "Gone",
    "Group",
    "Keeping",
    "NoCopy",
    "Peek",
    "Restored",
    "Rows",
    "SamePlace",
    "Store",
    "Unreadable",
    "Unsaved",
    "UnusableDatabase",
    "all_due",
    "back_up",
    "backlog",
    "copied",
    "count",
    "damage",
    "database_at",
    "everything_of",
    "forget_asides",
    "history",
    "insist",
    "next_due",
    "peek",
    "restored_at",
    "tidy",
    "waiting",
]


@contextmanager
def database_at(path: Path, begin: Callable[[], object] = lambda: None) -> Iterator[Database]:
    """The bot's database, for the thread that opens it. ``begin`` is called when it is about to be opened.

    Raises UnusableDatabase, DatabaseInUse among them.
    """
    with opened(path, MIGRATIONS, begin) as db:
        yield db


def restored_at(path: Path, file: Path, now: datetime) -> Restored:
    """A copy, put in the place of the bot's database. Raises NoCopy, and UnusableDatabase as above."""
    return restored(file, path, now, MIGRATIONS)


class Store:
    """The tables, by what they are about. Making one costs nothing, so every job makes its own."""

    def __init__(self, db: Database) -> None:
        self.people = People(db)
        self.sessions = Sessions(db)
        self.scores = Scores(db)
        self.outbox = Post(db)
        self.due = Due(db)
        self.reminders = Reminders(db)
        self.pauses = Pauses(db)
        self.wishes = Wished(db)
        self.arrivals = Arrivals(db)
        self.uploads = Uploads(db)
        self.aging = Aging(db)
