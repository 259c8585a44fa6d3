"""A figure is made: its poses measured, rendered, drawn over, encoded, the film measured, and put into
content/figures/ whole or not at all. Wants Blender.
"""

from __future__ import annotations

from pathlib import Path

from figures import films, made_from, safe, stills
from figures.arrows import draw
from figures.encoding import QUALITIES, write_mp4
from figures.fingerprints import of_film
from figures.keyframes import Loop
from figures.mesh_files import HOME
from figures.rendering import render_loop
from figures.timeline import every_moment


class BadFigure(ValueError):
    """What is to be made, or was made, is not as it has to be, one line each."""


def make(loop: Loop, folder: Path) -> None:
    """Render a loop or a still and put it into the folder. An interrupted run goes on where it stopped.

    BadFigure before anything is rendered if a pose is wrong, and after it if film or still is.
    """
    if unsafe := safe.problems(loop):
        raise BadFigure("\n".join(f"{loop.name}: {line}" for line in unsafe))
    pictures, moments, tempo = render_loop(loop), every_moment(loop), loop.keyframes.tempo
    still, film = HOME / f"{loop.name}.jpg", HOME / f"{loop.name}.mp4"
    if tempo is None:
        stills.write_jpeg(draw(pictures[0], loop, 0, moments), still)
        made, wrong = [still], []
    else:
        end, lit = stills.telling(moments)
        stills.write_jpeg(draw(pictures[end], loop, lit, moments), still)
        drawn = [draw(one, loop, index, moments) for index, one in enumerate(pictures)]
        for quality in QUALITIES:
            write_mp4(drawn, film, quality)
            if film.stat().st_size <= films.LARGEST:
                break
        made, wrong = [film, still], films.problems(films.measure(film), tempo.loop)
    wrong += stills.problems(still)
    if wrong:
        raise BadFigure("\n".join(f"{loop.name} {line}" for line in wrong))
    made_from.put(folder, loop.name, of_film(loop), made)
