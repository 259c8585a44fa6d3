import asyncio
import contextlib
import io
import json
import logging
import traceback

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.adapters.http import MOST_BYTES, HttpRequest
from bot.sandbox import TOKEN, SandboxServer

SECRET = TOKEN.partition(":")[2]


@contextlib.asynccontextmanager
async def stub(answer):
    """A server that answers every request with `answer(request)`; gives its address."""
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def bot_at(url, **settings):
    async with HttpRequest(proxies=False, **settings) as request:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def failure_of(bot, chat=1, text="my back hurts"):
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(chat, text)
    return caught.value


def assert_silent(error):
    """Nothing a log could print of the error holds the token, an address or what was said."""
    shown = [str(error), repr(error), "".join(traceback.format_exception(error))]
    link = error
    while link is not None:
        shown += [str(link), repr(link)]
        link = link.__cause__ or link.__context__
    for words in shown:
        assert SECRET not in words
        assert "127.0.0.1" not in words
        assert "hurts" not in words


async def test_a_message_goes_out_and_its_id_comes_back():
    async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message = await bot.send_message(ada.person_id, "One & two + three = ７ %")
        assert ada.last.message_id == message.message_id
        assert ada.last.text == "One & two + three = ７ %"


async def test_a_file_goes_out_as_multipart():
    async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        await bot.send_document(ada.person_id, InputFile(b"date,score\n", "scores.csv"), caption="Yours")
        assert "scores.csv" in json.dumps([call.params for call in sandbox.calls], default=str)


async def test_connections_are_kept_and_counted():
    ports = set()
    most = now = 0

    async def answer(request):
        nonlocal most, now
        now += 1
        most = max(most, now)
        ports.add(request.transport.get_extra_info("peername")[1])
        await asyncio.sleep(0.02)
        now -= 1
        return web.json_response({"ok": True, "result": True})

    async with stub(answer) as url, bot_at(url, connections=3) as bot:
        await asyncio.gather(*(bot.send_chat_action(1, "typing") for _ in range(12)))
    assert most == 3
    assert len(ports) == 3


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}, BadRequest),
        (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, InvalidToken),
        (404, {"ok": False, "error_code": 404, "description": "Not Found"}, InvalidToken),
        (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked"}, Forbidden),
        (409, {"ok": False, "error_code": 409, "description": "Conflict: terminated"}, Conflict),
        (429, {"ok": False, "description": "Too Many", "parameters": {"retry_after": 7}}, RetryAfter),
        (500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}, NetworkError),
        (302, "", NetworkError),
        (502, "<html>The page /bot{token}/sendMessage was not found: {body}</html>", NetworkError),
        (400, "<html>The page /bot{token}/sendMessage was not found: {body}</html>", NetworkError),
        (401, "<html>Who are you?</html>", NetworkError),
        (403, "", NetworkError),
        (404, "<html>The page /bot{token}/sendMessage was not found: {body}</html>", NetworkError),
        (404, "[]", NetworkError),
        (404, '{"error": "no such page"}', NetworkError),
        (404, '{"ok": true, "result": 7}', NetworkError),
        (409, "<html>{body}</html>", NetworkError),
        (500, "7", NetworkError),
        (200, "<html>/bot{token}/sendMessage {body}</html>", NetworkError),
        (200, "[1]", NetworkError),
        (200, '{"ok": true}', NetworkError),
        (200, '{"result": true}', NetworkError),
        (200, "[" * 100_000, NetworkError),
    ],
)
async def test_every_answer_becomes_an_error_that_says_nothing_secret(status, body, kind):
    async def answer(request):
        said = (await request.read()).decode()
        text = body if isinstance(body, str) else json.dumps(body)
        text = text.replace("{token}", TOKEN).replace("{body}", said)
        return web.Response(text=text, status=status, headers={"Location": f"/bot{TOKEN}/elsewhere"})

    async with stub(answer) as url, bot_at(url) as bot:
        error = await failure_of(bot)
    assert type(error) is kind
    assert_silent(error)


async def test_of_every_call_it_is_told_whether_the_bot_api_answered():
    heard: list[bool] = []

    def hear(*, answered: bool) -> None:
        heard.append(answered)

    async with SandboxServer() as sandbox, bot_at(sandbox.url, timeout=0.1, heard=hear) as bot:
        await bot.get_me()
        for status in (401, 429, 500):
            refusal = {"ok": False, "error_code": status, "description": "No"}
            sandbox.faults.status("sendMessage", status, refusal)
            await failure_of(bot)
        sandbox.faults.status("sendMessage", 200, "<html>Sign in to this hotel's network</html>")
        await failure_of(bot)
        sandbox.faults.status("sendMessage", 502)
        await failure_of(bot)
        await failure_of(bot, text="half a pair: \ud83d")
        assert heard == [True, True, True, False, False, False], "the last one was never asked"
        hanging = sandbox.faults.hang("getMe", times=2)
        with pytest.raises(TimedOut):
            await bot.get_me()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(bot.get_me(read_timeout=5), 0.1)
        hanging.release()
    with pytest.raises(NetworkError):
        async with bot_at(sandbox.url, heard=hear) as bot:
            await bot.get_me()
    assert heard[6:] == [False, False, False]


async def test_who_refuses_what_brings_updates_has_not_answered():
    """Save for the two refusals that the host is told of otherwise."""
    heard: list[bool] = []

    def hear(*, answered: bool) -> None:
        heard.append(answered)

    async with SandboxServer() as sandbox, bot_at(sandbox.url, heard=hear, refusals_answer=False) as bot:
        await bot.get_me()
        for status in (401, 409, 400, 403, 429):
            refusal = {"ok": False, "error_code": status, "description": "No"}
            sandbox.faults.status("sendMessage", status, refusal)
            await failure_of(bot)
    assert heard == [True, True, True, False, False, False]


async def test_a_429_says_how_long_to_wait():
    async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
        sandbox.faults.too_many_requests("sendMessage", retry_after=7)
        error = await failure_of(bot)
    assert isinstance(error, RetryAfter)
    assert error.retry_after.total_seconds() == 7  # type: ignore[union-attr]


async def test_no_answer_in_time_is_a_timeout():
    async with SandboxServer() as sandbox, bot_at(sandbox.url, timeout=0.1) as bot:
        hanging = sandbox.faults.hang("sendMessage")
        error = await failure_of(bot)
        hanging.release()
    assert type(error) is TimedOut
    assert_silent(error)


async def test_an_answer_that_trickles_in_for_ever_is_a_timeout():
    async def trickle(request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.01)

    async with stub(trickle) as url, bot_at(url, timeout=0.2) as bot:
        error = await failure_of(bot)
    assert isinstance(error, TimedOut)
    assert_silent(error)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_of_an_answer_without_end_no_more_is_read_than_telegrams_have(encoding):
    written = 0

    async def endless(request):
        nonlocal written
        answer = web.StreamResponse()
        if encoding == "gzip":
            answer.enable_compression(web.ContentCoding.gzip)
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await answer.write(b" " * 65536)
                written += 65536
        return answer

    async with stub(endless) as url, bot_at(url) as bot:
        error = await failure_of(bot)
    assert isinstance(error, NetworkError)
    assert "longer" in str(error)
    if encoding == "identity":  # what is packed small is written ahead
        assert written < 2 * MOST_BYTES
    assert_silent(error)


async def test_a_call_may_name_a_time_of_its_own():
    async with SandboxServer() as sandbox, bot_at(sandbox.url, timeout=0.05) as bot:
        sandbox.faults.slow("getMe", seconds=0.3)
        assert (await bot.get_me(read_timeout=5)).is_bot


async def test_a_connection_lost_is_a_network_error():
    async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        sandbox.faults.drop_reply("sendMessage")
        sandbox.faults.drop_request("sendMessage")
        errors = [await failure_of(bot, ada.person_id) for _ in range(2)]
        await sandbox.stop()
        errors.append(await failure_of(bot, ada.person_id))
    for error in errors:
        assert type(error) is NetworkError
        assert_silent(error)


async def test_an_address_that_is_none_is_a_network_error():
    async with bot_at("http://no such host") as bot:
        error = await failure_of(bot)
    assert type(error) is NetworkError
    assert_silent(error)


async def test_what_can_not_be_written_is_refused_and_not_tried_again():
    async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
        error = await failure_of(bot, text="half a pair: \ud83d")
        assert type(error) is BadRequest
        assert not sandbox.calls.of("sendMessage")


async def test_a_closed_pool_says_so():
    request = HttpRequest()
    with pytest.raises(NetworkError):
        await Bot(TOKEN, request=request, get_updates_request=request).get_me()
    await request.shutdown()


async def test_the_environments_proxy_counts_when_it_should(monkeypatch):
    seen = []

    async def answer(request):
        seen.append(str(request.url))
        return web.json_response({"ok": True, "result": True})

    async with stub(answer) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with HttpRequest() as request:
            bot = Bot(TOKEN, base_url="http://api.example/bot", request=request, get_updates_request=request)
            assert await bot.send_chat_action(1, "typing")
    assert seen == [f"http://api.example/bot{TOKEN}/sendChatAction"]


async def test_the_libraries_print_no_token_even_when_all_is_logged():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    loud = [logging.getLogger(name) for name in ("aiohttp", "aiohttp.client", "asyncio", "telegram.request")]
    for logger in loud:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    try:
        async with SandboxServer() as sandbox, bot_at(sandbox.url) as bot:
            sandbox.faults.status("sendMessage", 200, f"<html>{TOKEN} my back hurts</html>")
            sandbox.faults.drop_request("sendMessage")
            assert_silent(await failure_of(bot))
            assert_silent(await failure_of(bot))
    finally:
        for logger in loud:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
    assert SECRET not in written.getvalue()
    assert "hurts" not in written.getvalue()
