"""Keyframes of the moving figures: read, and held against what a body can do."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content_files.judging import Mistake
from bot.adapters.content_files.shapes import one_file, unopened
from bot.core.keyframes import FigureFile, Keyframes, mistakes

FOLDER = "figures"


def read_figures(content: Path) -> tuple[dict[str, Keyframes], list[Mistake]]:
    """The figures by their names, and all that is wrong with them; ``content`` is the folder that holds
    ``figures/``. A file that has its shape is among the figures, whatever else is wrong with it.
    """
    figures, found = dict[str, Keyframes](), list[Mistake]()
    folder = content / FOLDER
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return figures, found
    except OSError as error:
        return figures, [unopened(FOLDER, error)]
    for path in paths:
        file = f"{FOLDER}/{path.name}"
        figure = one_file(path, file, FigureFile, found)
        if figure is not None:
            figures[path.stem] = Keyframes(name=path.stem, **vars(figure))
            found += [Mistake(file, *mistake) for mistake in mistakes(figure)]
    return figures, found
