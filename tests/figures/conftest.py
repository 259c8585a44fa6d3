"""The figure, posed and measured once for all tests of poses.

They want the mesh, which `make test` fetches. Where that could not be, they are skipped.
"""

from __future__ import annotations

import pytest

from bot.core.keyframes import Loop
from figures.mesh_files import MESH
from tests.figures.poses_of_tests import LOOPS, Figure, Seen


@pytest.fixture(scope="session")
def figure():
    if not MESH.exists():
        pytest.skip("wants the figures' mesh (requirements/mesh.txt)")
    return Figure()


@pytest.fixture(scope="session", params=LOOPS, ids=lambda loop: loop.name)
def measured(request, figure) -> tuple[Loop, list[Seen]]:
    """A loop, and its moments."""
    return request.param, figure.loop(request.param)
