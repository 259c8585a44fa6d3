"""sendMediaGroup and editMessageMedia."""

import json
from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from bot.sandbox.world.files import Upload
from tests.sandbox.conftest import Bot

PHOTO = Upload("a.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x10\0\0\0\x20")
FILM = Upload("b.mp4", "video/mp4", b"film")


def file_id(sandbox: SandboxServer, kind: str) -> str:
    return sandbox.world.files.keep(kind, Upload("x", "a/b", kind.encode())).file_id


async def test_an_album_is_several_messages_of_one_group(bot: Bot, ada: Person):
    media = [
        {"type": "photo", "media": "attach://one", "caption": "*a*", "parse_mode": "MarkdownV2"},
        {"type": "video", "media": "attach://two", "duration": 7, "has_spoiler": True},
    ]
    fields = {"chat_id": str(ada.person_id), "media": json.dumps(media), "disable_notification": "true"}
    first, second = await bot.upload("sendMediaGroup", {"one": PHOTO, "two": FILM}, fields)
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["photo"][0]["width"], first["caption"]) == (16, "a")
    assert first["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert (second["video"]["duration"], second["has_media_spoiler"]) == (7, True)
    seen = ada.bot_messages
    assert [(each.media, each.silent, each.media_group_id) for each in seen] == [
        ("photo", True, first["media_group_id"]),
        ("video", True, first["media_group_id"]),
    ]
    assert seen[1].details["has_media_spoiler"] is True


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (None, 'parameter "media" is required'),
        ("{", "can't parse media JSON object"),
        ({"type": "photo"}, "expected an Array of InputMedia"),
        ([], "there are no messages to send"),
        (["x"], "can't parse InputMedia: expected an Object"),
        ([{"media": "PHOTO"}], "can't parse InputMedia: Can't find field \"type\""),
        ([{"type": "photo"}], "can't parse InputMedia: media not found"),
        ([{"type": "photo", "media": "attach://x"}], "can't parse InputMedia: media not found"),
        ([{"type": "voice", "media": "PHOTO"}], 'can\'t parse InputMedia: type "voice" is unsupported'),
        (
            [{"type": "animation", "media": "PHOTO"}],
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        ([{"type": "photo", "media": "nothing"}], "wrong file identifier/HTTP URL specified"),
        ([{"type": "photo", "media": "PHOTO"}] * 11, "too many messages to send as an album"),
        (
            [{"type": "photo", "media": "PHOTO"}, {"type": "audio", "media": "AUDIO"}],
            "audio can't be mixed with other media types",
        ),
        (
            [{"type": "photo", "media": "PHOTO"}, {"type": "photo", "media": "PHOTO", "caption": "c" * 1025}],
            "message caption is too long",
        ),
    ],
)
async def test_refused_albums(bot: Bot, sandbox: SandboxServer, ada: Person, media: Any, words: str):
    written = None if media is None else json.dumps(media) if media != "{" else "{"
    for kind in ("photo", "audio"):
        written = written and written.replace(f'"{kind.upper()}"', f'"{file_id(sandbox, kind)}"')
    assert (
        await bot.refused("sendMediaGroup", chat_id=ada.person_id, media=written) == f"Bad Request: {words}"
    )
    assert ada.bot_messages == []


async def test_a_text_becomes_a_photo_and_the_photo_a_film(bot: Bot, sandbox: SandboxServer, ada: Person):
    sent = await bot.call("sendMessage", chat_id=ada.person_id, text="a")
    place = {"chat_id": str(ada.person_id), "message_id": str(sent["message_id"])}
    photo = {"type": "photo", "media": "attach://one", "caption": "b"}
    edited = await bot.upload("editMessageMedia", {"one": PHOTO}, {**place, "media": json.dumps(photo)})
    assert (edited["photo"][0]["width"], edited["caption"], "text" in edited) == (16, "b", False)
    assert (ada.last.media, ada.last.text, ada.last.edited) == ("photo", "b", True)
    same = {**photo, "media": edited["photo"][0]["file_id"]}
    words = await bot.refused("editMessageMedia", **place, media=same)
    assert words.startswith("Bad Request: message is not modified")
    film = {"type": "animation", "media": file_id(sandbox, "animation")}
    edited = await bot.call("editMessageMedia", **place, media=film)
    assert ("photo" in edited, "caption" in edited, "animation" in edited) == (False, False, True)


async def test_refused_edits_of_media(bot: Bot, sandbox: SandboxServer, ada: Person):
    place = {"chat_id": ada.person_id, "message_id": 1}
    photo = {"type": "photo", "media": file_id(sandbox, "photo")}
    audio = {"type": "audio", "media": file_id(sandbox, "audio")}
    assert (
        await bot.refused("editMessageMedia", **place, media=photo) == "Bad Request: message can't be edited"
    )
    words = await bot.refused("editMessageMedia", **place, media="{")
    assert words == "Bad Request: can't parse input media JSON object"
    sent = await bot.call("sendLocation", chat_id=ada.person_id, latitude=1, longitude=2)
    place["message_id"] = sent["message_id"]
    words = await bot.refused("editMessageMedia", **place, media=photo)
    assert words == "Bad Request: message media can't be edited"
    words = await bot.refused("editMessageCaption", **place, caption="a")
    assert words == "Bad Request: there is no caption in the message to edit"
    album = await bot.call("sendMediaGroup", chat_id=ada.person_id, media=[audio, audio])
    place["message_id"] = album[0]["message_id"]
    words = await bot.refused("editMessageMedia", **place, media=photo)
    assert words == "Bad Request: can't change media type in the album"
