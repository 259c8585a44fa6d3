"""The books after a test: what people gave, what is stored, and what they were told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.content import Content
from bot.sandbox import Call, SandboxServer, Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.walking import Given, Walker

SENDS = ("sendMessage", "sendAnimation", "sendPhoto")
EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia")


@dataclass(frozen=True)
class Account:
    """How the scores of several people came out."""

    given: int
    lost: int
    doubled: int
    untold: int
    """Stored, but on nobody's screen."""


def account(bot: BotProcess, walkers: Sequence[Walker], content: Content) -> Account:
    """Everybody's scores, given and stored and told. Checks that nobody has another's, or another order."""
    lost = doubled = untold = 0
    for walker in walkers:
        rows = bot.rows(
            "SELECT measure, moment, value, message_id FROM scores WHERE person = ? ORDER BY id",
            walker.person.person_id,
        )
        stored = [Given(measure, moment, value) for measure, moment, value, _ in rows]
        lost += (Counter(walker.given) - Counter(stored)).total()
        doubled += (Counter(stored) - Counter(walker.given)).total()
        untold += sum(not _is_told(walker, content, measure, value, at) for measure, _, value, at in rows)
        if Counter(stored) == Counter(walker.given):
            assert stored == walker.given
    people = {walker.person.person_id for walker in walkers}
    assert {person for [person] in bot.rows("SELECT DISTINCT person FROM scores")} <= people
    return Account(sum(len(walker.given) for walker in walkers), lost, doubled, untold)


def check_days(bot: BotProcess, walker: Walker) -> None:
    """Each day is one finished session with each exercise done once."""
    person = walker.person.person_id
    endings = bot.rows("SELECT ending FROM sessions WHERE person = ? ORDER BY id", person)
    assert endings == [("finished",)] * walker.days
    done = bot.rows(
        "SELECT session, exercise, outcome FROM exercises_done WHERE person = ? ORDER BY rowid", person
    )
    routine = walker.content.routine.exercises
    assert [(exercise, outcome) for _, exercise, outcome in done] == [
        (name, "done") for name in routine
    ] * walker.days
    assert len({(session, exercise) for session, exercise, _ in done}) == len(done)


def repeats(sandbox: SandboxServer) -> Counter[str]:
    """How many messages of each chat said and asked the very same as an earlier one.

    Each question has a number of its own in its buttons, and each score too; so these are messages that were
    sent twice.
    """
    sent = Counter(_says(call) for call in sandbox.calls if call.method in SENDS and was_taken(call))
    found: Counter[str] = Counter()
    for (chat, *_), times in sent.items():
        found[chat] += times - 1
    return +found


def was_taken(call: Call) -> bool:
    """Whether Telegram did what the call asked for, whatever the bot came to hear of it."""
    return call.status == 200 or call.fault in ("slow", "drop_reply")


def _says(call: Call) -> tuple[str, str, str]:
    words = call.params.get("text") or call.params["caption"]
    return str(call.params["chat_id"]), str(words), str(call.params.get("reply_markup"))


def _is_told(walker: Walker, content: Content, measure: str, value: int, at: int | None) -> bool:
    return at is not None and value in told_scores(walker.person.message(at), content, measure)


def told_scores(seen: Seen, content: Content, measure: str) -> list[int]:
    """The scores of a measure that a message confirms."""
    screens, words = content.screens, content.screens["measures"].lines[measure]
    for screen, placeholder in (("score_kept", "{value}"), ("scores_kept", "{values}")):
        before, after = screens[screen].text.replace("{measure}", words).split(placeholder)
        found = re.fullmatch(rf"{re.escape(before)}([\d, ]+){re.escape(after)}", seen.text)
        if found and (screen == "scores_kept" or _can_be_corrected(seen, content)):
            return [int(each) for each in found[1].split(",")]
    return []


def _can_be_corrected(seen: Seen, content: Content) -> bool:
    return seen.labels == [[content.screens["score_kept"].buttons["correct"]]]
