"""Updates from end to end: fetched, committed for good, answered; beside programs that keep nothing.

    python benchmarks/updates_end_to_end.py [updates]

Each program in turn, as a process of its own, takes the same updates (one from each person) from the same
stub and answers each with one message. Its rate is counted from its first question for updates to the last
message, as a ratio to the bare client's: with no delay, and with 50 ms before every answer of the stub.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from aiohttp import ClientSession, TCPConnector, web

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.e2e.bot_process import ROOT, environment

UPDATES = 3_000
TOKEN = "123456789:AAExampleExampleExampleExampleExample"  # noqa: S105 - nobody's
BATCH = 100
AT_ONCE = 256
"""Calls under way at once, of those that set no bound themselves."""


@dataclass
class Stub:
    """A Telegram that hands out numbered updates and takes every message at once."""

    count: int
    delay: float
    """Seconds before each answer."""
    confirmed: int = 1
    """Updates before this one are forgotten, as Telegram does."""
    answered: int = 0
    began: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    ended: float = 0.0

    async def handle(self, request: web.Request) -> web.Response:
        """Any method."""
        method = request.match_info["method"].lower()
        given: dict[str, Any] = dict(request.query)
        if request.can_read_body:
            given |= (
                await request.json() if request.content_type == "application/json" else await request.post()
            )
        if self.delay:
            await asyncio.sleep(self.delay)
        if method == "getupdates":
            return _ok(await self._updates(int(given.get("offset") or 0)))
        if method == "sendmessage":
            self.answered += 1
            if self.answered == self.count:
                self.ended = time.perf_counter()
                self.done.set()
            chat = {"id": int(given["chat_id"]), "type": "private"}
            return _ok({"message_id": self.answered + 1, "date": 1, "chat": chat, "text": "x"})
        if method == "getme":
            return _ok({"id": 123456789, "is_bot": True, "first_name": "Stub", "username": "stub_bot"})
        return _ok(result=True)

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        self.began = self.began or time.perf_counter()
        first = self.confirmed = max(offset, self.confirmed)
        if first > self.count:
            await asyncio.sleep(0.2)
        return [_update(number) for number in range(first, min(first + BATCH, self.count + 1))]

    @property
    def rate(self) -> float:
        """Updates a second."""
        return self.count / (self.ended - self.began)


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _update(number: int) -> dict[str, Any]:
    person = {"id": 10_000 + number, "is_bot": False, "first_name": "P", "language_code": "en"}
    chat = {"id": person["id"], "type": "private", "first_name": "P"}
    message = {"message_id": 1, "from": person, "chat": chat, "date": int(time.time()), "text": "/about"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return {"update_id": number, "message": message}


@asynccontextmanager
async def serving(stub: Stub) -> AsyncIterator[str]:
    """Its address."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", stub.handle)
    # A question for updates that nobody waits for any more is not waited for.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        [(_, port)] = runner.addresses
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def bare(url: str) -> None:
    """The same calls with nothing around them."""
    async with ClientSession(connector=TCPConnector(limit=AT_ONCE)) as session:

        async def call(method: str, **given: object) -> Any:
            async with session.post(f"{url}/bot{TOKEN}/{method}", json=given) as response:
                return (await response.json())["result"]

        sends: set[asyncio.Task[Any]] = set()
        offset = 0
        while True:
            for update in await call("getUpdates", offset=offset, timeout=25):
                offset = update["update_id"] + 1
                send = asyncio.ensure_future(
                    call("sendMessage", chat_id=update["message"]["chat"]["id"], text="x")
                )
                sends.add(send)
                send.add_done_callback(sends.discard)


def stock(url: str, at_once: int) -> None:
    """python-telegram-bot's polling, as its examples have it; with ``at_once`` its best setting."""
    from telegram.ext import Application, MessageHandler, filters

    async def echo(update: Any, context: Any) -> None:
        await update.message.reply_text(update.message.text)

    building = Application.builder().token(TOKEN).base_url(f"{url}/bot")
    if at_once > 1:
        building = building.concurrent_updates(at_once).connection_pool_size(at_once).pool_timeout(60)
    application = building.build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling()


def aiogram(url: str) -> None:
    """The polling of aiogram."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Any) -> None:
        await message.answer(message.text)

    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    asyncio.run(dispatcher.start_polling(Bot(TOKEN, session=session)))


async def measured(command: tuple[str, ...], count: int, delay: float) -> float:
    """The rate of one program, in updates a second."""
    stub = Stub(count, delay)
    async with serving(stub) as url:
        with tempfile.TemporaryDirectory() as folder:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *(part.format(url=url) for part in command)),
                cwd=ROOT,
                env=environment(
                    BOT_TOKEN=TOKEN,
                    TELEGRAM_API_URL=url,
                    BOT_DATABASE=f"{folder}/bot.db",
                    BOT_SEND_RATE="10000",
                    BOT_LOG_LEVEL="WARNING",
                ),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                async with asyncio.timeout(300):
                    await stub.done.wait()
            finally:
                process.kill()
                await process.wait()
    return stub.rate


PROGRAMS = {
    "bare aiohttp client (keeps nothing)": (__file__, "bare", "{url}"),
    "this bot (every update durable)": ("-m", "bot", "run"),
    "python-telegram-bot, stock echo": (__file__, "stock", "{url}", "1"),
    "python-telegram-bot, 256 at once": (__file__, "stock", "{url}", str(AT_ONCE)),
    "aiogram, echo": (__file__, "aiogram", "{url}"),
}


async def compare(count: int) -> None:
    """Every program, without and with a way to go; the middle of three runs each."""
    for delay, shown in ((0.0, "no delay"), (0.05, "50 ms for every answer")):
        rates: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        for _ in range(3):
            for name, command in PROGRAMS.items():
                few = count // 10 if delay and name.endswith("stock echo") else count
                rates[name].append(await measured(command, few, delay))
        middle = {name: sorted(found)[1] for name, found in rates.items()}
        whole = next(iter(middle.values()))
        click.echo(f"{count} updates, {shown}")
        for name, rate in middle.items():
            click.echo(f"  {name:38} {rate:8.0f} a second   ratio {rate / whole:.2f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare", url]:
            asyncio.run(bare(url))
        case ["stock", url, at_once]:
            stock(url, int(at_once))
        case ["aiogram", url]:
            aiogram(url)
        case given:
            asyncio.run(compare(int(given[0]) if given else UPDATES))
