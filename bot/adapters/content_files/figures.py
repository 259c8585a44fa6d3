"""Moving figures: their keyframes are read, and held against what a body can do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.adapters.content_files.judging import Mistake
from bot.adapters.content_files.shapes import one_file, unopened
from bot.core.figure_mistakes import mistakes
from bot.core.keyframes import FigureFile, Keyframes

FOLDER = "figures"


@dataclass
class Figures:
    """What is in the folder of the figures."""

    keyframes: dict[str, Keyframes] = field(default_factory=dict)
    """By name, all that have their shape, whatever else is wrong with them."""
    names: frozenset[str] = frozenset()
    """Names of all keyframes, those among them that can't be read."""
    files: frozenset[str] = frozenset()
    mistakes: list[Mistake] = field(default_factory=list)
    there: bool = False

    @property
    def unreadable(self) -> frozenset[str]:
        """Names of keyframes of which nothing more is known."""
        return self.names - set(self.keyframes)


def read_figures(content: Path) -> Figures:
    """The figures and all that is wrong with their keyframes; ``content`` holds ``figures/``."""
    folder, figures, found = content / FOLDER, Figures(), list[Mistake]()
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        allowed = "the folder of the keyframes"
        found.append(Mistake(FOLDER, "", "is not there, or is no folder", allowed))
    except OSError as error:
        found.append(unopened(FOLDER, error))
    else:
        figures.there = True
        figures.files = frozenset(path.name for path in paths)
        figures.names = frozenset(path.stem for path in paths if path.suffix == ".toml")
        for name in sorted(figures.names):
            file = f"{FOLDER}/{name}.toml"
            shaped = one_file(folder / f"{name}.toml", file, FigureFile, found)
            if shaped is not None:
                figures.keyframes[name] = Keyframes(name=name, **vars(shaped))
                found += [Mistake(file, *mistake) for mistake in mistakes(shaped)]
    figures.mistakes = [replace(mistake, of_figure=True) for mistake in found]
    return figures
