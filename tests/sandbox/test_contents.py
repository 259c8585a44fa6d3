"""Every kind of message a bot can send: what comes back, what the person sees, what is refused."""

import json
from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer
from bot.sandbox.world.files import Upload
from bot.sandbox.world.pictures import picture_size
from tests.sandbox.conftest import Bot

FILE_FIELDS = {"file_id", "file_unique_id", "file_size"}


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("photo", {"has_spoiler": True}, {"width": 1280, "height": 720}),
        ("animation", {"width": 320}, {"width": 320, "height": 0, "duration": 0, "file_name": "a.bin"}),
        ("video", {"duration": "7", "height": 10_001}, {"width": 0, "height": 10_000, "duration": 7}),
        ("audio", {"title": "t", "performer": "p"}, {"duration": 0, "title": "t", "performer": "p"}),
        ("document", {}, {"file_name": "a.bin", "mime_type": "a/b"}),
        ("voice", {"duration": 3}, {"duration": 3, "mime_type": "a/b"}),
        ("video_note", {"length": 200}, {"duration": 0, "length": 200}),
        ("sticker", {"emoji": "👍"}, {"type": "regular", "is_animated": False, "emoji": "👍", "width": 512}),
    ],
)
async def test_files(
    bot: Bot, sandbox: SandboxServer, ada: Person, kind: str, given: dict[str, Any], expected: dict[str, Any]
):
    form = {"chat_id": str(ada.person_id), **{name: json.dumps(value) for name, value in given.items()}}
    form |= {name: value for name, value in given.items() if isinstance(value, str)}
    sent = await bot.upload(f"send{kind.replace('_', '')}", {kind: Upload("a.bin", "a/b", b"content")}, form)
    content = sent[kind][0] if kind == "photo" else sent[kind]
    assert expected.items() <= content.items()
    assert content.keys() >= FILE_FIELDS
    assert content["file_size"] == 7
    assert (ada.last.media, ada.last.file_id) == (kind, content["file_id"])
    assert ada.last.details.items() >= content.items()
    assert sandbox.world.files.find(content["file_id"]) is not None
    again = await bot.call(
        f"send{kind.replace('_', '')}", chat_id=ada.person_id, **{kind: content["file_id"]}
    )
    assert again[kind] == sent[kind]  # Telegram remembers how long and how large it is.
    assert "has_media_spoiler" in sent or kind != "photo"


@pytest.mark.parametrize(
    ("method", "given", "media"),
    [
        ("sendLocation", {"latitude": "48.2", "longitude": -16}, {"latitude": 48.2, "longitude": -16.0}),
        (
            "sendLocation",
            {"latitude": 1, "longitude": 2, "live_period": 60, "heading": 9},
            {"latitude": 1.0, "longitude": 2.0, "live_period": 60, "heading": 9},
        ),
        (
            "sendVenue",
            {"latitude": 1, "longitude": 2, "title": "t", "address": "a", "foursquare_id": "f"},
            {
                "location": {"latitude": 1.0, "longitude": 2.0},
                "title": "t",
                "address": "a",
                "foursquare_id": "f",
            },
        ),
        (
            "sendContact",
            {"phone_number": "+43 1", "first_name": "Ada", "vcard": ""},
            {"phone_number": "+43 1", "first_name": "Ada"},
        ),
    ],
)
async def test_places_and_contacts(
    bot: Bot, ada: Person, method: str, given: dict[str, Any], media: dict[str, Any]
):
    sent = await bot.call(method, chat_id=ada.person_id, **given)
    kind = method.removeprefix("send").lower()
    assert sent[kind] == media
    assert sent.get("location") == (media if kind == "location" else media.get("location"))
    assert (ada.last.media, ada.last.details, ada.last.text) == (kind, media, "")


@pytest.mark.parametrize(("emoji", "sides"), [(None, 6), ("🎲", 6), ("⚽\ufe0f", 5), ("🎰", 64)])
async def test_dice(bot: Bot, ada: Person, emoji: str | None, sides: int):
    sent = await bot.call("sendDice", chat_id=ada.person_id, emoji=emoji)
    assert sent["dice"]["emoji"] == (emoji or "🎲").removesuffix("\ufe0f")
    assert 1 <= sent["dice"]["value"] <= sides


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("sendVideo", {}, "there is no video in the request"),
        ("sendVideoNote", {}, "there is no video note in the request"),
        ("sendVoice", {"voice": "x"}, "wrong file identifier/HTTP URL specified"),
        ("sendSticker", {"sticker": "person-voice"}, "can't use file of type VoiceNote as Sticker"),
        ("sendAudio", {"audio": "person-voice"}, "can't use file of type VoiceNote as Audio"),
        ("sendVoice", {"voice": "person-voice", "caption": "c" * 1025}, "message caption is too long"),
        ("sendLocation", {"longitude": 1}, "latitude is empty"),
        ("sendLocation", {"latitude": 1, "longitude": " "}, "longitude is empty"),
        ("sendLocation", {"latitude": 91, "longitude": 1}, "invalid location specified"),
        (
            "sendLocation",
            {"latitude": 1, "longitude": 1, "live_period": 59},
            "wrong live location period specified",
        ),
        ("sendVenue", {"latitude": 1, "longitude": 1, "title": "t"}, "MEDIA_EMPTY"),
        ("sendContact", {"first_name": "Ada"}, 'parameter "phone_number" is required'),
        ("sendContact", {"phone_number": "1"}, 'parameter "first_name" is required'),
        ("sendDice", {"emoji": "🐳"}, "EMOTICON_INVALID"),
        ("sendMessage", {"text": "a", "message_effect_id": "x"}, "EFFECT_ID_INVALID"),
        (
            "sendMessage",
            {"text": "a", "link_preview_options": "{"},
            "can't parse link preview options JSON object",
        ),
        (
            "sendMessage",
            {"text": "a", "link_preview_options": {"is_disabled": 1}},
            'field "is_disabled" must be of type Boolean',
        ),
        ("sendMessage", {"text": "a", "business_connection_id": "x"}, "business connection not found"),
    ],
)
async def test_refused_contents(bot: Bot, ada: Person, method: str, given: dict[str, Any], words: str):
    assert await bot.refused(method, chat_id=ada.person_id, **given) == f"Bad Request: {words}"
    assert ada.bot_messages == []


async def test_how_a_message_is_sent(bot: Bot, ada: Person):
    sent = await bot.call(
        "sendMessage",
        chat_id=ada.person_id,
        text="a",
        disable_notification=True,
        protect_content=True,
        message_effect_id="5107584321108051014",
        link_preview_options={"is_disabled": True, "show_above_text": False},
    )
    assert sent["has_protected_content"] is True
    assert sent["effect_id"] == "5107584321108051014"
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert (ada.last.silent, ada.last.details, ada.last.media) == (True, {}, "")


async def test_what_is_seen_goes_as_json(bot: Bot, ada: Person):
    await bot.call("sendLocation", chat_id=ada.person_id, latitude=1, longitude=2)
    shown = json.loads(json.dumps(ada.last.as_json()))
    assert shown["details"] == {"latitude": 1.0, "longitude": 2.0}
    absent = [shown[name] for name in ("silent", "pinned", "reactions", "forwarded_from", "media_group_id")]
    assert absent == [False, False, [], "", ""]


async def test_files_of_a_person_can_be_fetched(bot: Bot, sandbox: SandboxServer, ada: Person):
    ada.send_photo("look")
    ada.send_voice()
    ada.send_sticker()
    updates = await bot.call("getUpdates", offset=sandbox.updates.last_id - 2)
    photo, voice, sticker = (update["message"] for update in updates)
    for file in [*photo["photo"], voice["voice"], sticker["sticker"]]:
        content = await bot.download(file["file_id"])
        assert len(content) == file["file_size"]
        if file in photo["photo"]:
            assert picture_size(content) == (file["width"], file["height"])
    assert await bot.call("sendSticker", chat_id=ada.person_id, sticker=sticker["sticker"]["file_id"])
