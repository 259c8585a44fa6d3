"""The therapist's folder ``content/``: read into frozen types, with every mistake in it told at once.

The shape of the files is that of ``bot/core/content/``; what has to hold beyond it is in the modules
here, one for each file of the folder.
"""

from bot.adapters.content_files.figures import read_figures
from bot.adapters.content_files.judging import Mistake
from bot.adapters.content_files.posters import read_poster
from bot.adapters.content_files.reading import ContentError, check, load

__all__ = ["ContentError", "Mistake", "check", "load", "read_figures", "read_poster"]
