"""The tables, as numbered steps. A step that has been released is never changed: a change is a new one.

Instants are UTC text of one width, ``2026-03-01T08:00:00.000Z``: it sorts as time, and both SQLite's date
functions and people can read it. Local dates are ``2026-03-01``. A person's id is Telegram's.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("bot")


@MIGRATIONS()
def m001_people(db: Database) -> None:
    """Who is there, what they agreed to, how their safety checks ended, and where they are."""
    db.executescript(
        """
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            zone TEXT,  -- IANA name; null until known
            blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
            created_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE consents (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            version TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX consents_person ON consents (person);
        CREATE TABLE safety_checks (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
            adaptation TEXT NOT NULL  -- names, parted by commas; never the answers
        ) STRICT;
        CREATE INDEX safety_checks_person ON safety_checks (person);
        CREATE TABLE conversations (
            person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
            snapshot TEXT NOT NULL,  -- JSON with a format version
            updated_at TEXT NOT NULL
        ) STRICT;
        """
    )


@MIGRATIONS()
def m002_sessions(db: Database) -> None:
    """What each session did, and every score."""
    db.executescript(
        """
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            started_at TEXT NOT NULL,
            local_date TEXT NOT NULL,
            child INTEGER NOT NULL CHECK (child IN (0, 1)),
            level TEXT,
            reason TEXT,
            ending TEXT,
            closed_at TEXT
        ) STRICT;
        CREATE INDEX sessions_person ON sessions (person);
        CREATE TABLE exercises_done (
            session INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            exercise TEXT NOT NULL,
            variation TEXT NOT NULL,
            level TEXT NOT NULL,
            outcome TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX exercises_done_session ON exercises_done (session);
        CREATE INDEX exercises_done_person ON exercises_done (person);
        CREATE TABLE scores (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons name it: never used again
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            session INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
            measure TEXT NOT NULL,
            moment TEXT NOT NULL,
            value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 10),
            at TEXT NOT NULL,
            local_date TEXT NOT NULL,
            update_id INTEGER,  -- forgotten after some days, because Telegram begins its sequence anew
            source_message_id INTEGER,  -- the person's own message, when the score was typed
            message_id INTEGER,  -- the bot's message that shows it
            UNIQUE (person, update_id)  -- never two scores from one update
        ) STRICT;
        CREATE INDEX scores_session ON scores (session);
        CREATE INDEX scores_person_date ON scores (person, local_date);
        CREATE INDEX scores_message ON scores (person, message_id);
        CREATE INDEX scores_source ON scores (person, source_message_id);
        """
    )


@MIGRATIONS()
def m003_messages(db: Database) -> None:
    """What is still to be said, which message is open in each slot, and what messages asked."""
    db.executescript(
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a sender remembers it: never used again
            person INTEGER NOT NULL,  -- a chat: a goodbye and a group have no row in people
            slot TEXT NOT NULL,
            screen TEXT NOT NULL,
            args TEXT NOT NULL,  -- JSON
            revision INTEGER NOT NULL,
            in_place INTEGER NOT NULL CHECK (in_place IN (0, 1)),  -- an edit was wished for
            target_message_id INTEGER,  -- the message to edit; null sends a new one
            attempts INTEGER NOT NULL DEFAULT 0,
            set_aside TEXT  -- why Telegram refused it; null while it is to be sent
        ) STRICT;
        CREATE INDEX outbox_unsent ON outbox (person) WHERE set_aside IS NULL;
        CREATE TABLE slots (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            slot TEXT NOT NULL,
            message_id INTEGER NOT NULL,
            screen TEXT NOT NULL,
            PRIMARY KEY (person, slot)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE questions (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            message_id INTEGER NOT NULL,
            measure TEXT NOT NULL,
            moment TEXT NOT NULL,
            session INTEGER REFERENCES sessions (id) ON DELETE CASCADE,
            PRIMARY KEY (person, message_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX questions_session ON questions (session);
        """
    )


@MIGRATIONS()
def m004_due(db: Database) -> None:
    """What comes by itself, and when."""
    db.executescript(
        """
        CREATE TABLE due (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,  -- the name of an event
            key TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (person, kind, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX due_at ON due (at);
        """
    )


@MIGRATIONS()
def m005_updates(db: Database) -> None:
    """Which updates have been taken, which could not be, and what the host's bot keeps for itself."""
    db.executescript(
        """
        CREATE TABLE seen_updates (
            update_id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            toast TEXT  -- said again when the update comes again
        ) STRICT;
        CREATE TABLE set_aside (
            id INTEGER PRIMARY KEY,
            update_id INTEGER,
            person INTEGER,
            at TEXT NOT NULL,
            why TEXT NOT NULL,
            payload TEXT NOT NULL  -- JSON
        ) STRICT;
        CREATE INDEX set_aside_person ON set_aside (person);
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    )


@MIGRATIONS()
def m006_silent(db: Database) -> None:
    """Messages that make no sound."""
    db.executescript(
        "ALTER TABLE outbox ADD COLUMN silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1));"
    )


@MIGRATIONS()
def m007_reminders(db: Database) -> None:
    """When people are reminded, which reminders are over, and which local date a due one belongs to."""
    db.executescript(
        """
        CREATE TABLE reminding (
            person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
            first INTEGER,  -- local minute, 0-1439; null when there is no such reminder
            second INTEGER,
            days TEXT NOT NULL,  -- weekdays, "0123456"; 0 is Monday
            every INTEGER NOT NULL,  -- days from one to the next, at least
            paused_until TEXT,  -- the local date on which they go on; 9999-12-31 until /resume
            unanswered INTEGER NOT NULL,
            stage TEXT NOT NULL,
            sent INTEGER NOT NULL,
            heard_on TEXT  -- the last local date on which the person did anything here
        ) STRICT;
        CREATE TABLE reminders_over (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            day TEXT NOT NULL,  -- the local date
            came TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (person, number, day)  -- nothing comes twice on one date
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE due ADD COLUMN day TEXT;  -- a reminder's local date
        """
    )


@MIGRATIONS()
def m008_uploads(db: Database) -> None:
    """Which files Telegram has already."""
    db.executescript(
        """
        CREATE TABLE uploads (
            bot INTEGER NOT NULL,  -- the bot's id: a file_id is good for one bot only
            hash TEXT NOT NULL,  -- SHA-256 of the file
            file_id TEXT NOT NULL,
            PRIMARY KEY (bot, hash)
        ) STRICT, WITHOUT ROWID;
        """
    )


@MIGRATIONS()
def m009_pauses(db: Database) -> None:
    """When reminders were paused: the picture of a person's progress shades these days."""
    db.executescript(
        """
        CREATE TABLE pauses (
            person INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
            first TEXT NOT NULL,  -- local dates, both of them paused
            last TEXT NOT NULL,  -- 9999-12-30 until /resume
            PRIMARY KEY (person, first)
        ) STRICT, WITHOUT ROWID;
        """
    )


@MIGRATIONS()
def m011_wishes(db: Database) -> None:
    """What people have set; of somebody who never did there is no row."""
    db.executescript(
        """
        CREATE TABLE wishes (
            person INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
            equipment TEXT NOT NULL,  -- what is at hand
            highest TEXT NOT NULL,  -- no routine is planned above this level
            look_back INTEGER NOT NULL CHECK (look_back IN (0, 1)),
            pictures TEXT NOT NULL  -- light or dark
        ) STRICT;
        """
    )
