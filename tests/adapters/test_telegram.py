import contextlib

import pytest
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.adapters.http import HttpRequest
from bot.adapters.telegram import TelegramBot
from bot.core.content import BotFace
from bot.core.screens import Button, Screen
from bot.sandbox import TOKEN, SandboxServer

QUESTION = Screen(
    "<b>Sitting</b> &amp; still: how sore? example.org",
    (
        (Button("0", "session:1:Score:0"),),
        (Button("1", "session:1:Score:1"), Button("2", "session:1:Score:2")),
    ),
)


@contextlib.asynccontextmanager
async def telegram_of(sandbox, token=TOKEN, timeout=20.0):
    calls, polls = HttpRequest(proxies=False, timeout=timeout), HttpRequest(proxies=False)
    bot = TelegramBot(token, sandbox.url, calls, polls, ("message", "callback_query"))
    await bot.open()
    try:
        yield bot
    finally:
        await bot.close()


async def test_a_screen_is_sent_as_html_with_its_buttons_and_no_preview():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        seen = ada.message(message_id)
        assert seen.text == "Sitting & still: how sore? example.org"
        assert seen.entities[0]["type"] == "bold"
        assert seen.labels == [["0"], ["1", "2"]]
        (call,) = sandbox.calls.of("sendMessage")
        assert call.params["link_preview_options"] == {"is_disabled": True}


async def test_a_message_makes_a_sound_unless_it_is_silent():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        await bot.send(ada.person_id, QUESTION)
        await bot.send(ada.person_id, QUESTION, silent=True)
        silent = [call.params.get("disable_notification") for call in sandbox.calls.of("sendMessage")]
        assert silent == ["false", "true"]


async def test_a_message_is_edited_and_loses_its_buttons():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        assert await bot.edit(ada.person_id, message_id, Screen("Sitting: 4"))
        assert ada.message(message_id).text == "Sitting: 4"
        assert ada.message(message_id).labels == []


async def test_the_same_again_counts_as_edited():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        assert await bot.edit(ada.person_id, message_id, QUESTION)
        assert [call.status for call in sandbox.calls.of("editMessageText")] == [400]


async def test_what_is_gone_can_not_be_edited():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        own = ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        ada.delete(message_id)
        assert not await bot.edit(ada.person_id, message_id, QUESTION)
        assert not await bot.edit(ada.person_id, own, QUESTION)


async def test_a_message_loses_its_buttons_and_keeps_its_words():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        await bot.clear(ada.person_id, message_id)
        assert ada.message(message_id).labels == []
        assert ada.message(message_id).text == "Sitting & still: how sore? example.org"


async def test_buttons_that_are_gone_already_are_no_error():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        own = ada.start()
        bare, gone = [await bot.send(ada.person_id, QUESTION) for _ in range(2)]
        ada.delete(gone)
        await bot.clear(ada.person_id, bare)
        for message_id in (bare, gone, own):
            await bot.clear(ada.person_id, message_id)
        statuses = [call.status for call in sandbox.calls.of("editMessageReplyMarkup")]
        assert statuses == [200, 400, 400, 400]


async def test_other_refusals_to_take_buttons_are_told():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        odd = {"ok": False, "error_code": 400, "description": "Bad Request: odd"}
        sandbox.faults.status("editMessageReplyMarkup", 400, odd, times=1)
        with pytest.raises(BadRequest):
            await bot.clear(ada.person_id, message_id)
        ada.block()
        with pytest.raises(Forbidden):
            await bot.clear(ada.person_id, message_id)


async def test_refusals_keep_their_kind():
    async with SandboxServer() as sandbox, telegram_of(sandbox, timeout=0.2) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        with pytest.raises(BadRequest):
            await bot.send(ada.person_id, Screen("<b>never closed"))
        with pytest.raises(BadRequest):
            await bot.edit(ada.person_id, await bot.send(ada.person_id, QUESTION), Screen("<x>"))
        hanging = sandbox.faults.hang("sendMessage")
        with pytest.raises(TimedOut):
            await bot.send(ada.person_id, QUESTION)
        hanging.release()
        ada.block()
        for nobody in (ada.person_id, 999):
            with pytest.raises(Forbidden):
                await bot.send(nobody, QUESTION)


async def test_updates_come_raw_and_in_order():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        broken = sandbox.inject({"message": {"date": 10**15}})
        ada.send("7")
        raws = await bot.updates(None, 0)
        assert [raw["update_id"] for raw in raws] == [broken - 1, broken, broken + 1]
        assert await bot.updates(broken + 2, 0) == []
        assert sandbox.updates.pending_count == 0
        polls = [call.params for call in sandbox.calls.of("getUpdates")]
        assert polls[0] == {"timeout": "0", "allowed_updates": ["message", "callback_query"]}
        assert polls[1]["offset"] == str(broken + 2)


async def test_a_tap_is_answered_with_or_without_words():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        taps = [ada.tap(message_id, "0"), ada.tap(message_id, "1")]
        await bot.answer(taps[0].query_id)
        await bot.answer(taps[1].query_id, "Noted")
        assert [answer.text for answer in ada.toasts] == ["Noted"]
        assert (await taps[0].answered()).text == ""


async def test_the_bots_name_is_asked_for():
    async with SandboxServer() as sandbox:
        async with telegram_of(sandbox) as bot:
            sandbox.faults.status("getMe", 502, times=2)
            assert await bot.username(lambda tries: 0.0) == "sandbox_bot"
        async with telegram_of(sandbox, token="1:AAAAAAAAAAAAAAAAAAAAAAAAAAAA") as bot:
            assert await bot.username(lambda tries: 0.0) is None


FACE = BotFace("Three slow moves.", "Moves for a sore back", {"start": "Start", "help": "What I can do"})


async def test_the_face_is_set_once_and_then_left_alone():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        await bot.show_face(FACE, lambda tries: 0.0)
        profile = [call.method for call in sandbox.calls if call.method.startswith("set")]
        assert sorted(profile) == [
            "setChatMenuButton",
            "setMyCommands",
            "setMyDescription",
            "setMyShortDescription",
        ]
        await bot.show_face(FACE, lambda tries: 0.0)
        assert len([call for call in sandbox.calls if call.method.startswith("set")]) == 4


async def test_a_face_that_can_not_be_set_is_tried_again_and_told_in_the_log(caplog):
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        sandbox.faults.status("setMyCommands", times=1)
        await bot.show_face(FACE, lambda tries: 0.0)
        (record,) = caplog.records
        assert "description or commands could not be set" in record.getMessage()
        assert [call.ok for call in sandbox.calls.of("setMyCommands")] == [False, True]
        assert sandbox.calls.of("setChatMenuButton")


async def test_printing_the_bot_shows_no_token():
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        assert TOKEN.partition(":")[2] not in repr(vars(bot))
