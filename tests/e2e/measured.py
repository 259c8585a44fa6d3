"""What tests measure, told at the end of the run."""

from __future__ import annotations

import pytest

TOLD = pytest.StashKey[list[str]]()


class Measured:
    """What one test measures."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._name = request.node.name
        self._told = request.config.stash.setdefault(TOLD, [])

    def tell(self, **measured: float) -> None:
        """Have numbers written after the tests, whether these pass or not."""
        shown = ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in measured.items())
        self._told.append(f"{self._name}: {shown}")


def told(config: pytest.Config) -> list[str]:
    """A line for each time numbers were told."""
    return config.stash.get(TOLD, [])


def remember(config: pytest.Config, lines: list[str]) -> None:
    """Lines that another process has measured."""
    config.stash.setdefault(TOLD, []).extend(lines)
