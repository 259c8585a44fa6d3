import contextlib

from bot.adapters.http import HttpRequest
from bot.adapters.telegram import Figures, TelegramBot
from bot.core.content import BotFace
from bot.core.screens import Button, Screen
from bot.sandbox import TOKEN, SandboxServer
from tests.sending import Kept, undrawn


@contextlib.asynccontextmanager
async def telegram_of(sandbox, token=TOKEN, timeout=20.0):
    calls, polls = HttpRequest(proxies=False, timeout=timeout), HttpRequest(proxies=False)
    bot = TelegramBot(token, sandbox.url, calls, polls, ("message", "callback_query"))
    await bot.open()
    try:
        yield bot
    finally:
        await bot.close()


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


async def test_a_tap_is_answered_with_or_without_words(tmp_path):
    async with SandboxServer() as sandbox, telegram_of(sandbox) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        question = Screen("How sore?", ((Button("0", "0"), Button("1", "1")),))
        message_id = await bot.messages(Figures(tmp_path, Kept().uploads), undrawn).send(
            ada.person_id, question
        )
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
