"""Moving figures, held against what names them: is each there, and does it fit its words?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from bot.adapters.content_files.figures import FOLDER, Figures
from bot.adapters.content_files.judging import Mistake, Parts
from bot.adapters.content_files.posters import POSTER
from bot.adapters.content_files.screens import ScreenSpec
from bot.core.content import Exercise, Form, ScreenText
from bot.core.figure_limits import LEGS
from bot.core.keyframes import FILM, STILL, Keyframes, Tempo
from bot.core.session import ROLLER, TOWEL

MADE = (FILM, STILL)
THINGS: Mapping[str, tuple[str, ...]] = {TOWEL: ("towel", "knee_pillow"), ROLLER: ("roller",)}
"""The props that show a variation's own thing; between the knees a towel is folded to a pillow."""

Specs = Mapping[str, ScreenSpec]
Named = Mapping[str, Sequence[str]]
"""For each figure's keyframes the places that name it."""


def judge_figures(figures: Figures, languages: Sequence[Parts], specs: Specs) -> Iterator[Mistake]:
    """All that is wrong with the figures, by themselves and together with what names them."""
    yield from figures.mistakes
    if not figures.there:
        return
    named = _named(figures, languages, specs)
    for parts in languages:
        yield from _exercises(figures, parts, named)
        yield from _screens(figures, parts, specs)
    for name, keyframes in figures.keyframes.items():
        if name in named:
            yield from _films(figures, keyframes)
        elif all(map(_whole, languages)):
            yield Mistake(_file(name), "", "is named by no exercise and no screen", warning=True)


def _named(figures: Figures, languages: Sequence[Parts], specs: Specs) -> Named:
    named: dict[str, list[str]] = {}
    for parts in languages:
        for file, _, key, form in _forms(parts):
            named.setdefault(form.figure, []).append(f"{file}: {key}")
        for file, key, screen, words in _words(parts):
            if _names_its_own(screen, specs):
                named.setdefault(_keyframes_of(words.figure, figures), []).append(f"{file}: {key}")
    return named


def _whole(parts: Parts) -> bool:
    """Whether everything that may name a figure could be read."""
    return parts.exercise_files == set(parts.exercises) and parts.screens is not None


def _file(name: str) -> str:
    return f"{FOLDER}/{name}.toml"


def _such_as(name: str, known: Collection[str]) -> str:
    """Those names that look most like it; all would fill a screen."""
    return "a figure that is there, such as " + ", ".join(get_close_matches(name, sorted(known), 3, cutoff=0))


def _keyframes_of(picture: str, figures: Figures) -> str:
    """The name of the keyframes that a film or picture is made from."""
    for name, keyframes in figures.keyframes.items():
        if picture in {loop.name for loop in keyframes.loops}:
            return name
    return picture


def _forms(parts: Parts) -> Iterator[tuple[str, str, str, Form]]:
    """Every level and variation: the file, the exercise, the figure's key and the form there."""
    for name, exercise in parts.exercises.items():
        for kind in ("levels", "variations"):
            forms: dict[str, Form] = getattr(exercise, kind)
            for part, form in forms.items():
                yield f"{parts.language}/exercises/{name}.toml", name, f"{kind}.{part}.figure", form


def _words(parts: Parts) -> Iterator[tuple[str, str, str, ScreenText]]:
    """Every screen: the file, the figure's key, the screen's name and its words."""
    for screen, words in (parts.screens or {}).items():
        yield f"{parts.language}/screens.toml", f"screens.{screen}.figure", screen, words


def _names_its_own(screen: str, specs: Specs) -> bool:
    """Whether the words of this screen name its figure, and no exercise does."""
    return screen not in specs or specs[screen].figure is None


def _exercises(figures: Figures, parts: Parts, named: Named) -> Iterator[Mistake]:
    """Every form's figure is there, shows this exercise, and has not stayed behind."""
    for file, name, key, form in _forms(parts):
        keyframes = figures.keyframes.get(form.figure)
        if not form.figure:
            yield Mistake(file, key, "names no figure: it goes out as text", warning=True)
        elif form.figure not in figures.names:
            wrong = f"names “{form.figure}”, but there is no {_file(form.figure)}"
            yield Mistake(file, key, wrong, _such_as(form.figure, figures.names), of_figure=True)
        if keyframes is not None:
            for wrong, allowed in _another(keyframes, name, parts.exercises[name]):
                yield Mistake(file, key, wrong, allowed, of_figure=True)
            others = [place for place in named[form.figure] if place != f"{file}: {key}"]
            for wrong, allowed in (*_contrary(keyframes, key), *_differing(keyframes, form, others)):
                yield Mistake(file, key, wrong, allowed, warning=True, of_figure=True)


def _another(keyframes: Keyframes, name: str, exercise: Exercise) -> Iterator[tuple[str, str]]:
    """A figure that shows something else than this exercise."""
    names, file = f"names “{keyframes.name}”, which", _file(keyframes.name)
    each_leg = set(keyframes.legs) == set(LEGS)
    if keyframes.exercise != name:
        yield f"{names} shows {keyframes.exercise}", f"a figure of {name}"
    elif exercise.one_leg_after_the_other and not each_leg:
        yield f"{names} doesn't show each leg by itself", f'a figure with legs = ["left", "right"] in {file}'
    elif keyframes.legs and not exercise.one_leg_after_the_other:
        yield f"{names} shows each leg by itself", f"a figure without legs in {file}"


def _contrary(keyframes: Keyframes, key: str) -> Iterator[tuple[str, str]]:
    """A figure with the thing of the other variation; one with neither is right."""
    shown = [variation for variation, props in THINGS.items() if set(props) & set(keyframes.props)]
    own = key.removeprefix("variations.").removesuffix(".figure")
    if own in THINGS and shown and own not in shown:
        wrong = f"names “{keyframes.name}”, which shows the {' and the '.join(shown)} and not the {own}"
        yield wrong, f"a figure with {' or '.join(THINGS[own])} in its props"


def _differing(keyframes: Keyframes, form: Form, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A figure that has stayed behind when the words were changed. Changing it changes what others show."""
    dose, shown = form.dose, keyframes.degrees
    also = f", which others name too: {', '.join(others)}; then" if others else ", then"
    change = f"(change {_file(keyframes.name)}{also} run make figures)"
    wanted = Tempo(dose.out, dose.pause, dose.back)
    if keyframes.tempo not in (None, wanted):
        wrong = f"no longer fits: it moves at {keyframes.tempo} seconds, the dose says {wanted}"
        yield wrong, f"another figure, or the same tempo in both {change}"
    if shown is not None and shown > form.degrees:
        wrong = f"goes to {shown:g} degrees, further than the {form.degrees} of its words"
        yield wrong, f"another figure, or {form.degrees} or less {change}"


def _screens(figures: Figures, parts: Parts, specs: Specs) -> Iterator[Mistake]:
    """Screens name a film or a picture itself: one leg's where each leg has its own."""
    made = {loop.name for keyframes in figures.keyframes.values() for loop in keyframes.loops}
    there = made | figures.unreadable | {Path(file).stem for file in figures.files if file.endswith(MADE)}
    for file, key, screen, words in _words(parts):
        name, keyframes = words.figure, figures.keyframes.get(words.figure)
        if name and not _names_its_own(screen, specs):
            wrong = "means nothing here, each exercise names its own"
            yield Mistake(file, key, wrong, of_figure=True)
        elif name == POSTER.format(parts.language) and name not in there:
            wrong = f"names “{name}”, of which there is no picture until make figures has been run"
            yield Mistake(file, key, wrong, warning=True)
        elif keyframes is not None and name not in there:
            films = " or ".join(loop.name for loop in keyframes.loops)
            yield Mistake(file, key, f"names “{name}”, which has a film for each leg", films, of_figure=True)
        elif name and name not in there:
            wrong = f"names “{name}”, but no {FOLDER}/*.toml makes it"
            yield Mistake(file, key, wrong, _such_as(name, made), of_figure=True)


def _films(figures: Figures, keyframes: Keyframes) -> Iterator[Mistake]:
    """What has not been made yet."""
    names = [loop.name for loop in keyframes.loops]
    stills = [f"{name}{STILL}" for name in names if f"{name}{STILL}" not in figures.files]
    films = [f"{name}{FILM}" for name in names if f"{name}{FILM}" not in figures.files]
    if keyframes.tempo is None:
        films = []
    if stills or films:
        wrong = f"has no {', '.join([*films, *stills])} beside it"
        if keyframes.tempo is None or (films and stills):
            wrong += ": what names it goes out as text until make figures has been run"
        elif films:
            wrong += ": what names it shows a still until make figures has been run"
        else:
            wrong += ": nothing shows it where films don't play, until make figures has been run"
        yield Mistake(_file(keyframes.name), "", wrong, warning=True)
