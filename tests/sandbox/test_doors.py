"""Only this machine, and no page of another site."""

import socket

import pytest

from bot.sandbox import SandboxServer
from tests.sandbox.conftest import Bot


@pytest.mark.parametrize("path", ["/", "/sandbox/people", "/bot{token}/getMe", "/page/main.js"])
@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Host", "evil.example", 403),
        ("Host", "evil.example:{port}", 403),
        ("Host", "127.0.0.1", 403),
        ("Host", "127.0.0.1:1", 403),
        ("Host", "localhost:{port}", 200),
        ("Host", "LOCALHOST:{port}", 200),
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Sec-Fetch-Site", "same-origin", 200),
        ("Sec-Fetch-Site", "none", 200),
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
        ("Origin", "http://127.0.0.1:1", 403),
        ("Origin", "https://127.0.0.1:{port}", 403),
        ("Origin", "http://127.0.0.1:{port}", 200),
    ],
)
async def test_strangers_are_refused(
    bot: Bot, sandbox: SandboxServer, path: str, header: str, value: str, status: int
):
    address = sandbox.url + path.format(token=sandbox.token)
    headers = {header: value.format(port=sandbox.port)}
    async with bot.session.get(address, headers=headers) as response:
        assert response.status == status


async def test_a_refused_post_changes_nothing(bot: Bot, sandbox: SandboxServer):
    headers = {"Origin": "https://evil.example"}
    body = {"first_name": "Eve"}
    async with bot.session.post(f"{sandbox.url}/sandbox/people", json=body, headers=headers) as response:
        assert response.status == 403
    assert sandbox.people == []


async def test_a_link_to_the_page_may_be_followed_from_anywhere(bot: Bot, sandbox: SandboxServer):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    for path, status in {"/": 200, "/sandbox/people": 403, f"/bot{sandbox.token}/getMe": 403}.items():
        async with bot.session.get(sandbox.url + path, headers=headers) as response:
            assert response.status == status


async def test_it_listens_on_this_machine_only(sandbox: SandboxServer):
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.2", sandbox.port))
