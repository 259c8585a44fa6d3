"""`python -m figures NAME ...`: render loops into build/figures/. The next step gives it `make figures`."""

from __future__ import annotations

import logging
import sys

from figures.arrows import draw
from figures.encoding import write_mp4
from figures.keyframes import read_all
from figures.mesh_files import HOME
from figures.rendering import render_loop
from figures.timeline import every_moment

log = logging.getLogger("figures")


def main(names: list[str]) -> None:
    """Render each named loop, or all."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    loops = {loop.name: loop for keyframes in read_all().values() for loop in keyframes.loops}
    for name in names or list(loops):
        loop = loops[name]
        moments = every_moment(loop)
        pictures = render_loop(loop)
        drawn = [draw(picture, loop, index, moments) for index, picture in enumerate(pictures)]
        path = HOME / f"{name}.mp4"
        write_mp4(drawn, path)
        log.info("%s: %d frames, %d kB", name, len(drawn), path.stat().st_size // 1000)


if __name__ == "__main__":
    main(sys.argv[1:])
