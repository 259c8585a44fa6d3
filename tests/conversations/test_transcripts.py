"""The transcripts beside this file, replayed through the real door on a real database.

A transcript is what a person does and what the bot says. Lines of a person:

    person: /start                      typed words          person edits: 5        their last message
    person edits "5": 6                 their newest message that holds these words
    person replies to "Getting up": 6   to the newest message that holds these words
    person sends: a photo               anything without words
    person sends a photo: at my desk    with words to it
    person is in: Asia/Tokyo            a location shared, its zone looked up ("nowhere": none)
    person speaks: pt-br                the language of their app from now on
    person deletes "Knee rocks"         the bot's newest message that holds these words
    person blocks the bot               ... and "person unblocks the bot"
    tap: Done                           the newest button of that name
    tap in "Knee rocks": Done           ... on the newest message that holds these words
    tap old: Done                       ... that was ever shown, on screen or not
    tap again                           the last tap once more (the same button, as it was)
    forge: session:1:exercise_done:     a callback of one's own making
    group: /start                       said in a group
    clock: + 3 hours                    time passes; what falls due meanwhile is not looked at
    clock: 2026-03-29 06:30             it is this instant now (UTC)
    due: what is due by now comes       all of it together
    restart                             the bot is killed and started again
    stored: scores 2, sessions 1        rows in the database
    in a hurry: 1 message               of the next answer comes, then the person goes on
    in a hurry: 0 messages, one on its way  ... and what was sent already comes all the same, after that
    in a hurry: 1 message, not noted yet    ... but the bot notes that it came only after that
    host contact: nothing               what the host has set: "contact", "emergency number" or "zone"

Where several messages hold the words, ``"Knee rocks", 1 further up`` is the last but one. Typed words go on
over further lines as the bot's do ("  | "). The sandbox saves chats like this ("Save this chat").

All other lines are the bot's; "bot with knee_rocks_gentle: ..." shows that figure, or file, with the words.
``pytest tests/conversations --refresh`` writes them anew and prints changes.
"""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path

import pytest

from tests.conversations.replay import Replay, script_of

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")
    played = "\n".join(Replay(tmp_path / "bot.db").play(script_of(written))) + "\n"
    if request.config.getoption("--refresh") and played != written:
        assert not os.environ.get("CI"), "transcripts are refreshed by a person who reads what changed"
        changed = difflib.unified_diff(written.splitlines(), played.splitlines(), "was", "is", lineterm="")
        sys.stdout.write("\n".join((f"\n{path.name}", *changed)))
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
