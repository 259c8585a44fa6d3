import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from math import isnan
from operator import itemgetter
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters.metrics import Metrics
from bot.core.screens import Edited, Screen

SCREEN = Screen(text="Hello.")


@dataclass
class Backlog:
    owed_screens: int = 3
    due_lag_seconds: float = 60.5
    database_bytes: int = 4096


class Messenger:
    """Answers as it is told."""

    def __init__(self):
        self.answer: Any = 7

    async def send(self, chat, screen, *, silent):
        return await self._found()

    async def edit(self, chat, message_id, screen):
        return await self._found()

    async def remove(self, chat, message_id):
        await self._found()

    async def clear(self, chat, message_id):
        await self._found()

    async def _found(self):
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


async def numbers(metrics):
    lines = (await metrics.text()).decode().splitlines()
    found = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in found}


async def sends(metrics):
    """What became of sends, without what has not happened."""
    named = re.findall(rb'^bot_sends_total{result="(\w+)"} (\d+)', await metrics.text(), re.MULTILINE)
    return {name.decode(): int(count) for name, count in named if int(count)}


async def test_what_waits_is_told_as_it_is_now_and_is_no_number_when_it_can_not_be_told():
    found = [Backlog(), None, Backlog()]
    metrics = Metrics(["message"], lambda: found.pop(0))
    names = ("bot_owed_screens", "bot_due_lag_seconds", "bot_database_bytes")
    readable, unreadable, again = [itemgetter(*names)(await numbers(metrics)) for _ in range(3)]
    assert readable == again == (3, 60.5, 4096)
    assert all(isnan(value) for value in unreadable)


async def test_updates_are_counted_by_their_kind():
    metrics = Metrics(["message", "callback_query"], lambda: None)
    for seconds in (0.003, 0.3):
        metrics.committed("message", seconds, frozenset())
    told = await numbers(metrics)
    assert told['bot_updates_total{kind="message"}'] == 2
    assert told['bot_updates_total{kind="callback_query"}'] == told['bot_updates_total{kind="other"}'] == 0
    assert told['bot_update_seconds_bucket{le="0.005",until="committed"}'] == 1
    assert told['bot_update_seconds_sum{until="committed"}'] == pytest.approx(0.303)


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (lambda: RetryAfter(timedelta(seconds=5)), "retry_after"),
        (lambda: Forbidden("bot was blocked by the user"), "forbidden"),
        (lambda: BadRequest("chat not found"), "bad_request"),
        (lambda: NetworkError("no"), "network"),
        (TimedOut, "network"),
        (asyncio.CancelledError, "network"),
    ],
)
async def test_what_becomes_of_a_message_is_counted_and_handed_on(error, result, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does
    metrics, messenger = Metrics([], lambda: None), Messenger()
    messenger.answer = error()
    counting = metrics.counting(messenger)
    for call in (counting.send(1, SCREEN, silent=True), counting.edit(1, 2, SCREEN), counting.clear(1, 2)):
        with pytest.raises(type(messenger.answer)):
            await call
    assert await sends(metrics) == {result: 3}


async def test_an_edit_of_what_is_gone_is_no_success():
    metrics, messenger = Metrics([], lambda: None), Messenger()
    counting = metrics.counting(messenger)
    for messenger.answer in Edited:
        assert await counting.edit(1, 2, SCREEN) is messenger.answer
    assert await sends(metrics) == {"ok": 1, "bad_request": len(Edited) - 1}


async def test_a_chat_is_answered_by_the_first_message_after_its_update():
    metrics, messenger = Metrics([], lambda: None), Messenger()
    counting = metrics.counting(messenger)
    await counting.send(1, SCREEN, silent=True)  # a reminder: nobody waits
    metrics.committed("message", 0.7, frozenset({1}))
    metrics.committed("message", 0.1, frozenset({1, 2}))
    await counting.clear(1, 5)
    for chat in (1, 1, 2):
        assert await counting.send(chat, SCREEN, silent=False) == 7
    told = await numbers(metrics)
    assert told['bot_update_seconds_count{until="answered"}'] == 2
    assert 0.8 < told['bot_update_seconds_sum{until="answered"}'] < 5


async def test_who_has_blocked_the_bot_waits_for_nothing():
    metrics, messenger = Metrics([], lambda: None), Messenger()
    counting = metrics.counting(messenger)
    metrics.committed("message", 0.7, frozenset({1}))
    messenger.answer = Forbidden("blocked")
    with pytest.raises(Forbidden):
        await counting.send(1, SCREEN, silent=False)
    messenger.answer = 7
    await counting.send(1, SCREEN, silent=False)
    assert (await numbers(metrics))['bot_update_seconds_count{until="answered"}'] == 0


async def test_two_bots_in_one_process_do_not_count_together():
    one, other = Metrics(["message"], lambda: None), Metrics(["message"], lambda: None)
    one.committed("message", 0.1, frozenset())
    assert (await numbers(other))['bot_updates_total{kind="message"}'] == 0
