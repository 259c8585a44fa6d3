"""The host is told of trouble: seldom, and as soon as Telegram can be reached."""

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters import owner as owner_module
from bot.adapters.owner import Owner
from bot.adapters.pacing import Pace


@pytest.fixture(autouse=True)
def spans_of_time_as_such(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does


class Phone:
    """The host's; the first messages fail as ordered."""

    def __init__(self, *faults):
        self.faults, self.tried, self.told = list(faults), 0, []
        self.something = asyncio.Event()

    async def tell(self, chat, words):
        self.tried += 1
        if self.faults:
            raise self.faults.pop(0)
        self.told.append((chat, words))
        self.something.set()

    async def rings(self):
        await asyncio.wait_for(self.something.wait(), 5)
        self.something.clear()
        await asyncio.sleep(0)  # so that what was under way is noted as done


def owner_of(phone, chat=7, pace=None):
    return Owner(chat, phone.tell, pace or Pace(1_000), lambda tries: 0.0)


async def all_done(owner):
    await asyncio.gather(*owner._under_way.values())


async def test_the_host_is_told_once_an_hour_a_kind():
    phone = Phone()
    owner = owner_of(phone)
    for _ in range(3):
        owner.trouble("refused", "One.")
        owner.trouble("set_aside", "Another.")
        await all_done(owner)
    assert phone.told == [(7, "One."), (7, "Another.")]


async def test_after_the_hour_the_next_message_tells_how_often_it_came_meanwhile(monkeypatch):
    monkeypatch.setattr(owner_module, "QUIET_SECONDS", 0.05)
    phone = Phone()
    owner = owner_of(phone)
    for _ in range(3):
        owner.trouble("refused", "One.")
    await phone.rings()
    await asyncio.sleep(0.06)
    owner.trouble("refused", "Again.")
    await phone.rings()
    await asyncio.sleep(0.06)
    owner.trouble("refused", "And again.")
    await phone.rings()
    assert [words for _, words in phone.told] == [
        "One.",
        "Again. (Since the last message on this it came 2 times more.)",
        "And again.",
    ]


async def test_who_is_told_hears_so_and_what_lasts_is_not_counted(monkeypatch):
    monkeypatch.setattr(owner_module, "QUIET_SECONDS", 0.05)
    phone = Phone()
    owner = owner_of(phone)
    assert owner.trouble("disk", "One.")
    assert not owner.trouble("disk", "It lasts.", lasts=True)  # on its way
    await phone.rings()
    assert not owner.trouble("disk", "It lasts.", lasts=True)
    await asyncio.sleep(0.06)
    assert owner.trouble("disk", "It lasts.", lasts=True)
    await phone.rings()
    assert [words for _, words in phone.told] == ["One.", "It lasts."]


async def test_the_hour_goes_on_over_a_start():
    phone, noted = Phone(), []

    async def note(kind):
        noted.append(kind)

    ago = {"disk": 3_599.0, "refused": 3_601.0, "stuck": -5.0}  # the last by a clock that was set back
    owner = Owner(7, phone.tell, Pace(1_000), lambda tries: 0.0, ago, note)
    for kind in ("disk", "refused", "stuck", "content"):
        owner.trouble(kind, f"{kind}.")
        await all_done(owner)
    assert [words for _, words in phone.told] == ["refused.", "stuck.", "content."]
    assert noted == ["refused", "stuck", "content"]


async def test_what_the_host_could_not_be_told_is_not_noted_as_told():
    noted = []

    async def note(kind):
        noted.append(kind)

    owner = Owner(7, Phone(Forbidden("blocked")).tell, Pace(1_000), lambda tries: 0.0, note=note)
    owner.trouble("disk", "Full.")
    await all_done(owner)
    assert noted == []


async def test_a_host_is_told_after_a_429_too_and_everything_waits():
    phone, pace = Phone(RetryAfter(60)), Pace(1_000)
    owner = owner_of(phone, pace=pace)
    owner.trouble("refused", "One.")
    await asyncio.sleep(0.01)
    assert pace.held
    assert (phone.tried, phone.told) == (1, [])
    await owner.close()


async def test_it_is_tried_until_telegram_answers():
    phone = Phone(NetworkError("gone"), TimedOut(), TimeoutError(), NetworkError("gone"))
    owner_of(phone).trouble("disk", "Full.")
    await phone.rings()
    assert (phone.tried, phone.told) == (5, [(7, "Full.")])


@pytest.mark.parametrize("refusal", [Forbidden("blocked"), BadRequest("chat not found")])
async def test_a_host_that_can_not_be_told_is_one_log_line(caplog, refusal):
    phone = Phone(refusal)
    owner = owner_of(phone)
    owner.trouble("refused", "One.")
    await all_done(owner)
    assert phone.tried == 1
    assert [record.getMessage() for record in caplog.records] == [
        "Trouble of the kind refused: One.",
        f"BOT_OWNER could not be told of trouble ({type(refusal).__name__}).",
    ]


async def test_without_a_host_the_log_tells_as_seldom(caplog):
    phone = Phone()
    owner = owner_of(phone, chat=None)
    for _ in range(3):
        owner.trouble("refused", "One.")
    await all_done(owner)
    assert phone.tried == 0
    assert [record.getMessage() for record in caplog.records] == ["Trouble of the kind refused: One."]


async def test_a_sentence_that_is_too_long_for_telegram_is_cut():
    phone = Phone()
    owner_of(phone).trouble("content", "x" * 5_000)
    await phone.rings()
    [(_, words)] = phone.told
    assert words == "x" * 4_096
