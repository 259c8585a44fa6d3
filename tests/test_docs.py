"""What the docs tell a host is what the code does."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_kind_of_alarm_is_explained():
    sent = {
        kind
        for file in (ROOT / "bot").rglob("*.py")
        for kind in re.findall(r"\btrouble\(\s*\"(\w+)\"", file.read_text("utf-8"))
    }
    _, _, section = (ROOT / "docs/operating.md").read_text("utf-8").partition("## What each alarm means\n")
    explained = set(re.findall(r"^\| `(\w+)` \|", section.split("\n## ")[0], re.MULTILINE))
    assert {"set_aside", "disk", "refused"} <= sent, "the search finds them"
    assert sent <= explained
