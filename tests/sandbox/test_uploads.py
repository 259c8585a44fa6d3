"""Photos, animations and documents: uploaded, or sent again by their file_id."""

import asyncio
import hashlib
import io
from typing import Any

import aiohttp
import pytest
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request

from bot.sandbox import Person, SandboxServer
from bot.sandbox.bot_api.arguments import read_arguments
from bot.sandbox.world.files import Files, Upload
from bot.sandbox.world.pictures import picture_size
from tests.sandbox.conftest import Bot

FILM = b"\0\0\0\x18ftypmp42"


async def upload(bot: Bot, method: str, **fields: Any) -> dict[str, Any]:
    form = aiohttp.FormData()
    for name, value in fields.items():
        if isinstance(value, bytes):
            form.add_field(name, io.BytesIO(value), filename=f"{name}.mp4", content_type="video/mp4")
        else:
            form.add_field(name, str(value))
    sandbox = bot.sandbox
    async with bot.session.post(f"{sandbox.url}/bot{sandbox.token}/{method}", data=form) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def test_an_animation_is_uploaded_and_sent_again(bot: Bot, sandbox: SandboxServer, ada: Person):
    chat = ada.person_id
    sent = await upload(
        bot, "sendAnimation", chat_id=chat, animation=FILM, width=320, caption="<b>a</b>", parse_mode="HTML"
    )
    animation = sent["result"]["animation"]
    assert animation == {
        "file_name": "animation.mp4",
        "mime_type": "video/mp4",
        "file_id": animation["file_id"],
        "file_unique_id": animation["file_unique_id"],
        "file_size": len(FILM),
        "duration": 0,
        "width": 320,
        "height": 0,
    }
    assert sent["result"]["document"]["file_id"] == animation["file_id"]
    assert sent["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    again = await bot.call("sendAnimation", chat_id=chat, animation=animation["file_id"])
    assert again["animation"]["file_id"] == animation["file_id"]
    assert [message.media for message in ada.bot_messages] == ["animation", "animation"]
    logged = sandbox.calls.of("sendAnimation")[0].params["animation"]
    assert logged == {"file": "animation.mp4", "size": len(FILM), "sha256": hashlib.sha256(FILM).hexdigest()}


async def test_attach_names_another_part(bot: Bot, ada: Person):
    sent = await upload(bot, "sendDocument", chat_id=ada.person_id, document="attach://one", one=b"content")
    assert sent["result"]["document"]["file_size"] == 7
    assert ada.last.file_name == "one.mp4"


async def test_a_file_can_be_downloaded(bot: Bot, sandbox: SandboxServer, ada: Person):
    sent = await upload(bot, "sendPhoto", chat_id=ada.person_id, photo=b"pixels")
    found = await bot.call("getFile", file_id=sent["result"]["photo"][0]["file_id"])
    assert found["file_path"].startswith("photos/")
    assert found["file_path"].endswith(".mp4")
    address = f"{sandbox.url}/file/bot{sandbox.token}/{found['file_path']}"
    async with bot.session.get(address) as response:
        assert await response.read() == b"pixels"
    async with bot.session.get(address.replace(sandbox.token, "1:x")) as response:
        assert response.status == 404
    async with bot.session.get(address.removesuffix(".mp4")) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("method", "fields", "words"),
    [
        ("sendAnimation", {}, "there is no animation in the request"),
        ("sendPhoto", {"photo": "attach://missing"}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "unknown-id"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ("sendDocument", {"document": b""}, "file must be non-empty"),
        ("sendPhoto", {"photo": b"x", "caption": "c" * 1025}, "message caption is too long"),
    ],
)
async def test_refused_files(bot: Bot, ada: Person, method: str, fields: dict[str, Any], words: str):
    answer = await upload(bot, method, chat_id=ada.person_id, **fields)
    assert answer["description"] == f"Bad Request: {words}"


async def test_a_photo_has_at_most_ten_megabytes(bot: Bot, ada: Person):
    answer = await upload(bot, "sendPhoto", chat_id=ada.person_id, photo=bytes((10 << 20) + 1))
    assert answer["description"] == "Bad Request: file is too big"


async def test_a_file_keeps_its_kind(bot: Bot, ada: Person):
    sent = await upload(bot, "sendPhoto", chat_id=ada.person_id, photo=b"pixels")
    file_id = sent["result"]["photo"][0]["file_id"]
    words = await bot.refused("sendAnimation", chat_id=ada.person_id, animation=file_id)
    assert words == "Bad Request: can't use file of type Photo as Animation"


@pytest.mark.parametrize(
    ("name", "said", "content", "found"),
    [
        ("a.bin", "application/octet-stream", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.bin", "image/png", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.m4a", "audio/mp4", b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        ("a.csv", "application/octet-stream", b"a,b", "text/csv"),
        ("a.csv", "text/plain; charset=utf-8", b"a,b", "text/plain"),
        ("a", "", b"", "application/octet-stream"),
    ],
)
def test_a_files_type_is_found(name: str, said: str, content: bytes, found: str):
    assert Files().keep("document", Upload(name, said, content)).upload.content_type == found


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x10\0\0\0\x20", (16, 32)),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x20\0\x10", (16, 32)),
        (b"GIF89a\x10\0\x20\0", (16, 32)),
        (b"\xff\xd8\xff", (1280, 720)),
        (b"pixels", (1280, 720)),
    ],
)
def test_a_pictures_size_is_read(content: bytes, size: tuple[int, int]):
    assert picture_size(content) == size


@pytest.mark.parametrize(
    ("name", "kind", "content", "in_place"),
    [
        ("page.html", "text/html", b"<script>alert(1)</script>", False),
        ("drawing.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", True),
        ("diary.csv", "text/csv", b"day;score\n", False),
    ],
)
async def test_a_document_that_is_opened_by_itself_can_run_nothing(
    bot: Bot, ada: Person, name: str, kind: str, content: bytes, in_place: bool
):
    form = aiohttp.FormData({"chat_id": str(ada.person_id)})
    form.add_field("document", content, filename=name, content_type=kind)
    address = f"{bot.sandbox.url}/bot{bot.sandbox.token}/sendDocument"
    async with bot.session.post(address, data=form) as response:
        assert response.status == 200
    async with bot.session.get(f"{bot.sandbox.url}/sandbox/files/{ada.last.file_id}") as response:
        assert await response.read() == content
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers.get("Content-Disposition") == (None if in_place else "attachment")


async def test_a_file_that_comes_in_pieces():
    """Fewer bytes than its boundary, and then many: aiohttp puts some back, by a way it warns of itself."""
    boundary, content = "x" * 32, bytes(range(256)) * 2000
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n'.encode()
    connection = BaseProtocol(asyncio.get_running_loop())
    connection.connection_made(asyncio.Transport())
    body = aiohttp.StreamReader(connection, 2**16)
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    reading = asyncio.ensure_future(
        read_arguments(make_mocked_request("POST", "/", headers=kind, payload=body))
    )
    for piece in (head, content[:5000], content[5000:5010], content[5010:]):
        body.feed_data(piece)
        for _ in range(5):  # until all of it is read
            await asyncio.sleep(0)
    body.feed_data(f"\r\n--{boundary}--\r\n".encode())
    body.feed_eof()
    upload = (await reading).upload("photo")
    assert upload is not None
    assert upload.content == content
