"""Every transcript of tests/conversations, played in a sandbox, is saved as it was and plays again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conversations.replay import Replay, script_of
from tests.sandbox.mirrored import Mirrored

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
PRIVATE = sorted(path for path in CONVERSATIONS.glob("*.txt") if path.stem != "group")
_UNSEEN = re.compile(r"#|clock|due|restart|stored|group|in a hurry")
"""Lines of what nobody sees in a private chat, or that may be said in another way."""

_NAMED = re.compile(r"^(tap|person edits|person replies to|person deletes)\b.*")


@pytest.mark.parametrize("path", PRIVATE, ids=lambda each: each.stem)
def test_it_comes_back_as_it_was(path: Path, tmp_path: Path):
    mirrored = Mirrored(tmp_path / "bot.db")
    played = mirrored.play(script_of(path.read_text("utf-8")))
    saved = mirrored.sandbox.saved()
    assert seen(saved) == seen("\n".join(played))
    again = Replay(tmp_path / "again.db").play(script_of(saved))
    assert "\n".join(again) + "\n" == saved


def seen(written: str) -> list[str]:
    """What everybody sees of it, however messages are named: a wrong name leads to other answers."""
    lines = [_NAMED.sub(r"\1", line) for line in written.split("\n")]
    return [line for line in lines if line and not _UNSEEN.match(line)]
