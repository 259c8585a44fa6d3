"""Moving figures: their keyframes are read, held against what a body can do, and against what names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.adapters.content_files.judging import Mistake, Parts
from bot.adapters.content_files.shapes import one_file, unopened
from bot.core.content import Exercise, Form
from bot.core.figure_limits import LEGS, mistakes
from bot.core.keyframes import FigureFile, Keyframes, Tempo

FOLDER = "figures"
FILM, STILL = ".mp4", ".jpg"


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


def judge_figures(figures: Figures, languages: Sequence[Parts]) -> Iterator[Mistake]:
    """All that is wrong with the figures, by themselves and with what names them."""
    yield from figures.mistakes
    if not figures.there:
        return
    named: set[str] = set()
    for parts in languages:
        for file, key, name in _named(parts):
            named.add(name)
            if name not in figures.names:
                wrong = f"names “{name}”, but there is no {FOLDER}/{name}.toml"
                yield Mistake(file, key, wrong, ", ".join(sorted(figures.names)), of_figure=True)
        yield from _fitting(figures, parts)
    all_read = all(parts.exercises and parts.exercise_files == set(parts.exercises) for parts in languages)
    for name, keyframes in figures.keyframes.items():
        if name in named:
            yield from _films(figures, keyframes)
        elif all_read:
            yield Mistake(f"{FOLDER}/{name}.toml", "", "is named by no exercise and no screen", warning=True)


def _named(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """What is named as a figure: the file, the key and the name there."""
    for file, _, key, form in _forms(parts):
        if form.figure:
            yield file, f"{key}.figure", form.figure


def _forms(parts: Parts) -> Iterator[tuple[str, str, str, Form]]:
    """Every level and variation: the file, the exercise, the key and the form there."""
    for name, exercise in parts.exercises.items():
        for kind in ("levels", "variations"):
            forms: dict[str, Form] = getattr(exercise, kind)
            for part, form in forms.items():
                yield f"{parts.language}/exercises/{name}.toml", name, f"{kind}.{part}", form


def _fitting(figures: Figures, parts: Parts) -> Iterator[Mistake]:
    for file, name, key, form in _forms(parts):
        keyframes = figures.keyframes.get(form.figure)
        if keyframes is None:
            continue
        for wrong, allowed in _another(keyframes, name, parts.exercises[name]):
            yield Mistake(file, f"{key}.figure", wrong, allowed, of_figure=True)
        for wrong, allowed in _differing(keyframes, form):
            yield Mistake(file, f"{key}.figure", wrong, allowed, warning=True)


def _another(keyframes: Keyframes, name: str, exercise: Exercise) -> Iterator[tuple[str, str]]:
    """A figure that shows something else than this exercise."""
    names, file = f"names “{keyframes.name}”, which", f"{FOLDER}/{keyframes.name}.toml"
    each_leg = set(keyframes.legs) == set(LEGS)
    if keyframes.exercise != name:
        yield f"{names} shows {keyframes.exercise}", f"a figure of {name}"
    elif exercise.one_leg_after_the_other and not each_leg:
        yield f"{names} doesn't show each leg by itself", f'a figure with legs = ["left", "right"] in {file}'
    elif keyframes.legs and not exercise.one_leg_after_the_other:
        yield f"{names} shows each leg by itself", f"a figure without legs in {file}"


def _differing(keyframes: Keyframes, form: Form) -> Iterator[tuple[str, str]]:
    """A figure that has stayed behind when the words were changed."""
    dose, shown, file = form.dose, keyframes.degrees, f"{FOLDER}/{keyframes.name}.toml"
    wanted = Tempo(dose.out, dose.pause, dose.back)
    if keyframes.tempo not in (None, wanted):
        wrong = f"no longer fits: it moves at {keyframes.tempo} seconds, the dose says {wanted}"
        yield (
            wrong,
            f"the same in both (change the tempo in {file}, then run make figures), or another figure",
        )
    if shown is not None and shown > form.degrees:
        wrong = f"goes to {shown:g} degrees, further than the {form.degrees} of its words"
        yield wrong, f"{form.degrees} or less (change {file}, then run make figures), or another figure"


def _films(figures: Figures, keyframes: Keyframes) -> Iterator[Mistake]:
    """What has not been made yet."""
    kinds = (FILM, STILL) if keyframes.tempo else (STILL,)
    wanted = [f"{loop.name}{kind}" for loop in keyframes.loops for kind in kinds]
    missing = [name for name in wanted if name not in figures.files]
    if missing:
        shown = any(name.endswith(kinds[0]) for name in missing)
        so = "what names it goes out as text" if shown else "nothing shows it where films don't play"
        wrong = f"has no {', '.join(missing)} beside it: {so} until make figures has been run"
        yield Mistake(f"{FOLDER}/{keyframes.name}.toml", "", wrong, warning=True)
