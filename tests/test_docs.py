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


def test_every_setting_is_explained_and_has_its_example():
    found = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", ".env.example")}
    settings = (ROOT / "bot/config/__init__.py").read_text("utf-8")
    read = set(re.findall(r'"((?:BOT|TELEGRAM)_[A-Z_]+)"', settings))
    assert {"BOT_TOKEN", "TELEGRAM_API_URL", "BOT_LISTEN"} <= read, "the search finds them"
    assert read == set(re.findall(r"^\| `(\w+)` \|", found["README.md"], re.MULTILINE))
    assert read == set(re.findall(r"^#?(\w+)=", found[".env.example"], re.MULTILINE))
