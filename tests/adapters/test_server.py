import asyncio
import gzip
import json
import socket
from contextlib import closing

import aiohttp
import pytest

from bot.adapters import server
from bot.adapters.server import Server, Told

SECRET = "a-secret"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 5}


class House:
    """What is behind the server."""

    def __init__(self):
        self.well, self.taken, self.commits = True, [], True
        self.breaks = False

    async def health(self):
        if self.breaks:
            raise KeyError("my back hurts")
        return self.well, {"ok": self.well}

    async def metrics(self):
        return b"a_number 1\n"

    async def arrived(self, raw):
        self.taken.append(raw)
        if self.breaks:
            raise KeyError("my back hurts")
        return self.commits


@pytest.fixture
def house():
    return House()


@pytest.fixture
async def served(house):
    """A client of a server that takes updates at /updates."""
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    running = Server("127.0.0.1", port, Told(house.health, house.metrics, "text/plain"), "/updates", SECRET)
    await running.start()
    running.hand_to(house.arrived)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        session.server = running
        yield session
    await running.stop()


async def post(served, **more):
    async with served.post("/updates", **{"json": UPDATE, "headers": HEADERS, **more}) as answer:
        return answer.status, answer.headers, await answer.read()


async def test_an_update_is_handed_on(served, house):
    status, _, body = await post(served)
    assert (status, body) == (200, b"")
    assert house.taken == [UPDATE]


async def test_what_is_not_committed_is_to_come_again_soon(served, house):
    house.commits = False
    status, headers, _ = await post(served)
    assert (status, headers["Retry-After"]) == (503, "1")


async def test_before_anybody_takes_updates_they_are_to_come_again(served, house):
    served.server.hand_to(server._nobody_yet)
    assert (await post(served))[0] == 503
    assert house.taken == []


async def test_a_mistake_of_ours_is_told_without_a_word_of_it(served, house, caplog):
    house.breaks = True
    status, _, body = await post(served)
    assert (status, body) == (500, b"")
    async with served.get("/healthz") as answer:
        assert (answer.status, await answer.read()) == (500, b"")
    assert [record.getMessage() for record in caplog.records] == ["A request could not be answered."] * 2


async def test_a_body_that_does_not_come_is_given_up(served, house, monkeypatch):
    monkeypatch.setattr(server, "BODY_SECONDS", 0.05)

    async def never_ends():
        yield b'{"update'
        await asyncio.sleep(5)

    assert (await post(served, json=None, data=never_ends()))[0] == 408
    assert house.taken == []


async def test_a_sender_that_goes_away_in_the_middle_harms_nothing(served, house, caplog):
    host, port = served._base_url.host, served._base_url.port
    _, writer = await asyncio.open_connection(host, port)
    [(name, value)] = HEADERS.items()
    head = ("POST /updates HTTP/1.1", "Host: x", "Content-Length: 99", f"{name}: {value}", "", "{")
    writer.write("\r\n".join(head).encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await post(served))[0] == 200
    assert caplog.records == []


async def test_what_is_small_only_while_packed_is_too_large(served, house):
    bomb = gzip.compress(json.dumps({**UPDATE, "x": " " * (2 << 20)}).encode())
    packed = {**HEADERS, "Content-Encoding": "gzip"}
    assert (await post(served, json=None, data=bomb, headers=packed))[0] in (400, 413)
    assert house.taken == []


async def test_who_asks_first_is_told_to_go_on_only_with_the_secret(served, house):
    assert (await post(served, expect100=True))[0] == 200
    assert (await post(served, expect100=True, headers={}))[0] == 403


async def test_how_it_is_can_be_asked_without_a_secret(served, house):
    async with served.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})
    house.well = False
    async with served.get("/healthz") as answer:
        assert answer.status == 503
    async with served.get("/metrics") as answer:
        assert (answer.status, await answer.text()) == (200, "a_number 1\n")


async def test_without_a_webhook_nothing_can_be_posted():
    house = House()
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        port = found.getsockname()[1]
    running = Server("127.0.0.1", port, Told(house.health, house.metrics, "text/plain"))
    await running.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        for path in ("/", "/updates", "/healthz"):
            async with session.post(path, json=UPDATE) as answer:
                assert answer.status in (404, 405)
    await running.stop()
