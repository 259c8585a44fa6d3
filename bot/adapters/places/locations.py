"""The zone of a shared location."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading

log = logging.getLogger(__name__)

_ASK = "import tzfpy; print(tzfpy.get_tz(*map(float, input().split())))"
_PATIENCE = 5
"""Seconds."""
_one_at_a_time = threading.Lock()


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a location; None where there is none, or none can be told.

    The map takes 34 MB once it is read, and nothing gives them back. Few people share a location, so a
    process of its own reads the map, answers (in 0.2 s) and ends.
    """
    where = f"{longitude} {latitude}"  # not among the arguments, which everybody on the machine can read
    try:
        with _one_at_a_time:
            answer = subprocess.run(  # noqa: S603 - no shell, and only Python itself
                [sys.executable, "-c", _ASK],
                input=where,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("The zone of a location could not be looked up (%s).", type(error).__name__)
        return None
    return answer.stdout.strip() or None
