"""What a command needs is imported when it is given: a start stays quick, and an idle bot small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RARELY_NEEDED = (
    "PIL",
    "aiohttp.web",
    "bot.sandbox",
    "prometheus_client",
    "rapidfuzz",
    "telegram.ext",
    "tzfpy",
)
"""Pictures, a server of its own, another program's Telegram, places: a bot that waits has none of these."""
NEVER_TO_ASK_FOR_HEALTH = ("aiohttp", "apscheduler", "pydantic", "sqlite_utils", "telegram", "bot.core")


@pytest.mark.parametrize(
    ("imported", "left_out"),
    [
        ("bot.cli, bot.cli.serving", (*RARELY_NEEDED, "watchfiles")),
        ("bot.cli, bot.cli.health", (*RARELY_NEEDED, *NEVER_TO_ASK_FOR_HEALTH)),
    ],
)
def test_what_is_not_needed_yet_is_not_imported(imported, left_out):
    told = subprocess.run(
        [sys.executable, "-c", f"import sys, {imported}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = told.stdout.split()
    assert imported.split(", ")[-1] in modules
    too_early = [each for each in left_out if any(m == each or m.startswith(f"{each}.") for m in modules)]
    assert too_early == []
