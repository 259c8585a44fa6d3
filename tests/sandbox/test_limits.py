"""Telegram's limits: so many messages a second, and to one chat."""

import pytest

from bot.sandbox import Limits, Person, Refusal, SandboxServer
from tests.sandbox.conftest import Bot, a_photo


def wait_asked_for(limits: Limits, chat_id: int, now: float) -> int:
    """The `retry_after` of a refused message, 0 for one that is taken."""
    try:
        limits.take(chat_id, now)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return 0


def test_one_person_gets_one_a_second_after_a_small_burst():
    limits = Limits()
    assert [wait_asked_for(limits, 5, 10.0) for _ in range(4)] == [0, 0, 0, 1]
    assert [wait_asked_for(limits, 5, 11.0) for _ in range(2)] == [0, 1]
    assert wait_asked_for(limits, 6, 11.0) == 0


def test_all_together_get_thirty_a_second():
    limits = Limits()
    assert [wait_asked_for(limits, chat_id, 10.0) for chat_id in range(31)] == [0] * 30 + [1]
    assert [wait_asked_for(limits, 100 + chat_id, 10.5) for chat_id in range(16)] == [0] * 15 + [1]


def test_a_group_gets_twenty_in_any_minute():
    limits = Limits()
    assert [wait_asked_for(limits, -5, 10.0 + second) for second in range(20)] == [0] * 20
    assert wait_asked_for(limits, -5, 30.0) == 40
    assert wait_asked_for(limits, -6, 30.0) == 0
    assert [wait_asked_for(limits, -5, 70.0) for _ in range(2)] == [0, 1]


def test_a_refused_message_counts_for_nothing():
    limits = Limits(overall_rate=1, chat_burst=1)
    assert [wait_asked_for(limits, 5, 10.0) for _ in range(3)] == [0, 1, 1]
    assert wait_asked_for(limits, 5, 11.0) == 0


async def test_every_message_of_an_album_and_of_a_group_counts(bot: Bot, sandbox: SandboxServer, ada: Person):
    sandbox.group(-100)
    address = f"{sandbox.url}/sandbox/limits"
    async with bot.session.post(
        address, json={"on": True, "group_per_minute": 2, "chat_burst": 2, "chat_rate": 0.01}
    ) as switched:
        assert switched.status == 200
    photo = {"type": "photo", "media": a_photo(sandbox)}
    await bot.call("sendMediaGroup", chat_id=ada.person_id, media=[photo, photo])
    answers = [await bot.answer("sendDice", chat_id=chat_id) for chat_id in (ada.person_id, -100, -100, -100)]
    assert [answer["ok"] for answer in answers] == [False, True, True, False]
    assert 50 < answers[-1]["parameters"]["retry_after"] <= 60
    assert len(ada.bot_messages) == 2


@pytest.mark.parametrize("method", ["editMessageText", "sendChatAction", "getMe"])
async def test_only_new_messages_count(bot: Bot, sandbox: SandboxServer, ada: Person, method: str):
    sandbox.world.limits = Limits(chat_burst=1)
    sent = await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    place = {"chat_id": ada.person_id, "message_id": sent["message_id"], "text": "b", "action": "typing"}
    assert await bot.call(method, **place)


@pytest.mark.parametrize("limits", [{"chat_rate": 0.01}, {"overall_rate": 4, "chat_burst": 10}])
async def test_an_album_is_sent_whole_or_not_at_all(
    bot: Bot, sandbox: SandboxServer, ada: Person, limits: dict[str, float]
):
    sandbox.world.limits = Limits(**limits)
    await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    album = [{"type": "photo", "media": a_photo(sandbox)}] * 5
    assert "Too Many" in await bot.refused("sendMediaGroup", chat_id=ada.person_id, media=album)
    assert len(ada.bot_messages) == 1
    sandbox.world.limits = Limits(**limits)
    album = await bot.call("sendMediaGroup", chat_id=ada.person_id, media=album)
    numbers = [message["message_id"] for message in album]
    place = {"chat_id": ada.person_id, "from_chat_id": ada.person_id, "message_ids": numbers}
    for method in ("forwardMessages", "copyMessages"):
        assert "Too Many" in await bot.refused(method, **place)
    assert len(ada.bot_messages) == 6


def test_what_goes_at_once_beyond_the_room_is_owed():
    limits = Limits()
    limits.take(5, 10.0, 10)
    assert [wait_asked_for(limits, 5, now) for now in (10.0, 17.0, 18.0)] == [8, 1, 0]
    limits.take(-5, 20.0, 15)
    with pytest.raises(Refusal) as refused:
        limits.take(-5, 30.0, 10)
    assert refused.value.parameters == {"retry_after": 50}
    limits.take(-5, 80.0, 30)
    assert [wait_asked_for(limits, -5, now) for now in (81.0, 140.0)] == [59, 0]
