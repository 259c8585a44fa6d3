import asyncio
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter

from bot.adapters.intake import Taking, TokenRefused, Webhook, webhook
from bot.adapters.store import Store, database_at
from bot.adapters.writer import Writer
from tests.taking import House, NotStored, typed

URL = "https://bot.example.org/updates"
OTHER = "https://somebody.example.org/"
LONG_AGO, LATER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Info:
    url: str = ""
    pending_update_count: int = 0
    last_error_date: datetime | None = None
    last_error_message: str | None = None


class Telegram:
    """Answers as it is told, and remembers what it was asked to do."""

    def __init__(self, info=None, *errors):
        self.info = info or Info()
        self.errors = list(errors)
        """Raised by the next calls."""
        self.done = []
        self.looked = asyncio.Event()
        """It has been asked how things are once more."""

    async def webhook(self):
        self._maybe_raise()
        self.looked.set()
        return self.info

    async def set_webhook(self, url, secret):
        self._maybe_raise()
        self.done.append(("set", url, secret))
        self.info = replace(self.info, url=url)

    async def forget_webhook(self):
        self._maybe_raise()
        self.done.append(("forget",))
        self.info = Info()

    def _maybe_raise(self):
        if self.errors:
            raise self.errors.pop(0)


SET = ("set", URL, "secret")


class Running:
    """A webhook that is being looked after every few milliseconds."""

    def __init__(self, telegram, house=None, backoff=lambda tries: 0.0):
        self.telegram, self.house = telegram, house or House()
        self.troubles: list[tuple[str, str]] = []
        take = Taking(self.house.doors()).take
        self.webhook = Webhook(
            telegram, take, backoff, URL, "secret", lambda *trouble: self.troubles.append(trouble)
        )

    async def __aenter__(self):
        self.task = asyncio.ensure_future(self.webhook.run())
        return self

    async def __aexit__(self, *_):
        self.webhook.stop()
        await asyncio.wait_for(self.task, 5)

    async def looked(self, times=3):
        for _ in range(times):
            self.telegram.looked.clear()
            await asyncio.wait_for(self.telegram.looked.wait(), 5)


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch):
    monkeypatch.setattr(webhook, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(webhook, "_CONFLICT_SECONDS", 0.005)


# --- what is asked of Telegram --------------------------------------------------------------------


async def test_it_is_set_at_the_start_and_left_alone_while_all_is_well():
    telegram = Telegram()
    async with Running(telegram) as running:
        await running.looked()
    assert telegram.done == [SET]
    assert running.troubles == []


async def test_what_waits_for_a_webhook_that_stays_the_same_is_sent_at_once():
    telegram = Telegram(Info(URL, pending_update_count=3))
    async with Running(telegram) as running:
        await running.looked()
    assert telegram.done == [("forget",), SET]


async def test_trouble_at_the_start_is_waited_out(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does
    telegram = Telegram(None, NetworkError("no"), RetryAfter(0))
    async with Running(telegram) as running:
        await running.looked()
    assert telegram.done == [SET]
    assert running.troubles == []


async def test_an_address_that_telegram_refuses_is_told_of_and_tried_again(caplog):
    refused = BadRequest("Bad webhook: failed to resolve host")
    telegram = Telegram()
    running = Running(telegram)
    running.telegram.webhook = refuse_the_first(telegram, refused, 3)
    async with running:
        await running.looked()
    assert telegram.done == [SET]
    [(kind, sentence)] = running.troubles
    assert kind == "webhook"
    assert "failed to resolve host" in sentence
    assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == ["ERROR"]


def refuse_the_first(telegram, error, times):
    """Telegram's answer on its webhook, after which setting one fails so often."""
    found = telegram.webhook

    async def then_refuse():
        if not telegram.done:
            answer = await found()
            telegram.errors = [error] * times
            return answer
        return await found()

    return then_refuse


async def test_a_conflict_is_told_of_and_tried_again():
    telegram = Telegram(None, Conflict("Conflict: terminated by other setWebhook"))
    async with Running(telegram) as running:
        await running.looked()
    assert telegram.done == [SET]
    assert [kind for kind, _ in running.troubles] == ["token"]


async def test_another_program_that_takes_the_webhook_is_told_of_and_it_is_set_again():
    telegram = Telegram()
    async with Running(telegram) as running:
        for other in (OTHER, ""):
            await running.looked()
            telegram.info = Info(other)
        await running.looked()
    assert telegram.done == [SET] * 3
    [(kind, sentence)] = running.troubles
    assert kind == "token"
    assert "changed or removed the webhook" in sentence


async def test_what_telegram_can_not_deliver_is_told_of_when_something_waits(caplog):
    telegram = Telegram(Info(URL, last_error_date=LONG_AGO, last_error_message="old"))
    async with Running(telegram) as running:
        await running.looked()
        assert running.troubles == []
        later = replace(telegram.info, last_error_date=LATER, last_error_message="502 Bad Gateway")
        telegram.info = later
        await running.looked()
        assert running.troubles == []
        assert "at first (502 Bad Gateway)" in caplog.text
        telegram.info = replace(later, last_error_date=LONG_AGO, pending_update_count=7)
        await running.looked()
    [(kind, sentence)] = running.troubles
    assert kind == "webhook"
    assert "(502 Bad Gateway); updates waiting: 7" in sentence
    assert telegram.done == [SET] * 3  # another program may have set another secret


async def test_a_token_telegram_keeps_refusing_ends_it():
    telegram = Telegram(None, *[InvalidToken("Unauthorized")] * 3)
    running = Running(telegram)
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(running.webhook.run(), 5)


# --- what arrives ---------------------------------------------------------------------------------


async def test_an_update_is_taken_once_it_is_committed():
    async with Running(Telegram()) as running:
        running.house.gate.clear()
        arriving = asyncio.ensure_future(running.webhook.arrived(typed(5, "a")))
        await running.house.something.wait()
        await asyncio.sleep(0.02)
        assert not arriving.done()
        running.house.gate.set()
        assert await arriving is True
    assert running.house.texts == ["a"]
    assert running.house.woken == [42]


async def test_what_comes_again_while_it_is_in_hand_is_taken_once():
    async with Running(Telegram()) as running:
        running.house.gate.clear()
        twice = [asyncio.ensure_future(running.webhook.arrived(typed(5, "a"))) for _ in range(2)]
        await running.house.something.wait()
        running.house.gate.set()
        assert await asyncio.gather(*twice) == [True, True]
    assert running.house.texts == ["a"]


async def test_what_can_not_be_stored_has_to_come_again():
    async with Running(Telegram()) as running:
        running.house.fails["a"] = NotStored()
        assert await running.webhook.arrived(typed(5, "a")) is False
        running.house.fails.clear()
        assert await running.webhook.arrived(typed(5, "a")) is True
    assert running.house.kept == []


async def test_what_our_own_code_raises_on_is_set_aside_and_never_comes_again():
    async with Running(Telegram()) as running:
        running.house.fails["a"] = KeyError("my back hurts")
        assert await running.webhook.arrived(typed(5, "a")) is True
    assert [(what.update_id, type(error)) for what, error, _ in running.house.kept] == [(5, KeyError)]


async def test_what_is_not_committed_in_time_has_to_come_again_and_is_waited_for_then(monkeypatch):
    monkeypatch.setattr(webhook, "TAKE_SECONDS", 0.02)
    async with Running(Telegram()) as running:
        running.house.gate.clear()
        assert await running.webhook.arrived(typed(5, "a")) is False
        monkeypatch.setattr(webhook, "TAKE_SECONDS", 5.0)
        again = asyncio.ensure_future(running.webhook.arrived(typed(5, "a")))
        await asyncio.sleep(0)
        running.house.gate.set()
        assert await again is True
    assert running.house.texts == ["a"]


async def test_more_than_it_can_hold_has_to_come_again(monkeypatch):
    monkeypatch.setattr(webhook, "MOST_IN_HAND", 2)
    async with Running(Telegram()) as running:
        running.house.gate.clear()
        held = [asyncio.ensure_future(running.webhook.arrived(typed(n, str(n)))) for n in (1, 2)]
        await asyncio.sleep(0)
        assert await running.webhook.arrived(typed(3, "3")) is False
        running.house.gate.set()
        assert await asyncio.gather(*held) == [True, True]
        assert await running.webhook.arrived(typed(3, "3")) is True


async def test_stopping_finishes_what_is_in_hand_and_takes_nothing_more():
    telegram = Telegram()
    async with Running(telegram) as running:
        running.house.gate.clear()
        held = asyncio.ensure_future(running.webhook.arrived(typed(5, "a")))
        await running.house.something.wait()
        running.webhook.stop()
        assert await running.webhook.arrived(typed(6, "b")) is False
        await asyncio.sleep(0.02)
        assert not running.task.done()
        running.house.gate.set()
        assert await held is True
    assert running.house.texts == ["a"]
    assert ("forget",) not in telegram.done


async def test_what_arrives_together_is_committed_together(tmp_path):
    writer, house = Writer(lambda: database_at(tmp_path / "bot.db")), House()
    done: list[str] = []
    await writer.start()
    await writer.run(lambda db: db.conn.set_trace_callback(done.append))

    def take(arrived):
        return writer.submit([partial(remember, each.update_id) for each in arrived])

    def remember(update_id, db):
        Store(db).arrivals.see(update_id, LONG_AGO)

    taking = Taking(replace(house.doors(), take=take))
    busy, free = threading.Event(), threading.Event()

    def keep_busy(db):
        busy.set()
        free.wait(5)

    at_work = asyncio.ensure_future(writer.run(keep_busy))
    await asyncio.to_thread(busy.wait, 5)
    together = asyncio.gather(*(taking.take([typed(n, "a")]) for n in range(64)))
    await asyncio.sleep(0)  # all have been handed in
    free.set()
    assert await together == [[n] for n in range(64)]
    await at_work
    await writer.close()
    assert done.count("BEGIN IMMEDIATE") == 2
