"""The one thread that writes: it owns the database connection, everybody hands it short functions.

What waits together is committed together, and nobody hears of success before the commit. A job is a function
of the database that returns something small. It is run again when its batch could not be committed, so its
only effect may be on the database.
"""

from bot.adapters.writer.thread import Writer, WriterClosed

__all__ = ["Writer", "WriterClosed"]
