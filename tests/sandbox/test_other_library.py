"""A small bot of aiogram, knowing nothing of the sandbox but its address, finds everything as at Telegram."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile

from bot.sandbox import Limits, Person, SandboxServer, Seen
from tests.sandbox.small_bot import small_bot


@pytest.fixture
async def aiogram(sandbox: SandboxServer) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(sandbox.url)
    async with Bot(sandbox.token, session=AiohttpSession(api=server)) as made:
        yield made


@pytest.fixture
async def greeting(aiogram: Bot, ada: Person) -> AsyncIterator[Seen]:
    """What the bot says to Ada's START; it goes on polling."""
    polling = small_bot().start_polling(
        aiogram, handle_signals=False, close_bot_session=False, polling_timeout=1
    )
    running = asyncio.create_task(polling)
    yield await ada.next_message(after=1)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_conversation(ada: Person, greeting: Seen):
    assert (greeting.html, greeting.labels) == ("<b>Hello</b>, Ada &amp; all", [["Yes", "No"]])
    answer = await ada.tap(greeting.message_id, "Yes").answered()
    assert (answer.text, answer.show_alert) == ("Noted", True)
    await ada.wait_for(lambda phone: phone.last.edited)
    assert (ada.last.html, ada.last.keyboard) == ("<b>Agreed</b>. <tg-spoiler>Really</tg-spoiler>", [])


@pytest.mark.usefixtures("greeting")
async def test_photos_and_documents(sandbox: SandboxServer, ada: Person):
    asked = ada.send("/photo")
    photo = await ada.next_message(after=asked)
    assert (photo.media, photo.html, photo.details["width"]) == ("photo", "<i>look</i>", 16)
    await ada.wait_for(lambda phone: [seen.media for seen in phone.bot_messages[-3:]] == ["photo"] * 3)
    assert ada.last.media_group_id
    asked = ada.send("/file")
    document = await ada.next_message(after=asked)
    assert (document.media, document.file_name) == ("document", "scores.csv")
    stored = sandbox.world.files.find(document.file_id)
    assert stored is not None
    assert stored.upload.content == b"a,b\n1,2\n"


@pytest.mark.usefixtures("greeting")
async def test_a_persons_photo_is_fetched_forwarded_and_copied(ada: Person):
    asked = ada.send_photo("mine")
    told = await ada.next_message(after=asked)
    assert told.text == f"{ada.message(asked).details['file_size']} bytes"
    copied = await ada.next_message(after=told.message_id + 1)
    forwarded = ada.message(told.message_id + 1)
    assert (forwarded.forwarded_from, forwarded.text, copied.forwarded_from, copied.text) == (
        "Ada",
        "mine",
        "",
        "mine",
    )


@pytest.mark.usefixtures("greeting")
async def test_keyboards(sandbox: SandboxServer, ada: Person):
    chat = sandbox.world.chats[ada.person_id]
    await ada.next_message(after=ada.send("/where"))
    assert chat.reply_keyboard is not None
    assert chat.reply_keyboard["keyboard"][0][0]["request_location"] is True
    place = await ada.next_message(after=ada.send_location(48.25, 16.5))
    assert (place.media, place.details["location"]) == ("venue", {"latitude": 48.25, "longitude": 16.5})
    assert sandbox.world.chats[ada.person_id].reply_keyboard is None
    asked = await ada.next_message(after=ada.send("/name"))
    assert sandbox.world.chats[ada.person_id].force_reply == {
        "force_reply": True,
        "input_field_placeholder": "Your name",
        "message_id": asked.message_id,
    }
    answered = ada.send("Ada L.", reply_to=asked.message_id)
    reply = await ada.next_message(after=answered)
    assert (reply.text, reply.reply_to) == ("Hello Ada L.", answered)


@pytest.mark.usefixtures("greeting")
async def test_an_edited_message_is_pinned(ada: Person):
    message_id = ada.send("teh")
    ada.edit(message_id, "the")
    await ada.wait_for(lambda phone: phone.last.media == "pinned_message")
    assert ada.last.details == {"message_id": message_id}
    assert ada.message(message_id).pinned


async def test_refusals_are_what_the_library_takes_them_for(
    aiogram: Bot, sandbox: SandboxServer, ada: Person
):
    with pytest.raises(TelegramBadRequest, match=r"Character '\.' is reserved"):
        await aiogram.send_message(ada.person_id, "Done.", parse_mode="MarkdownV2")
    sandbox.world.limits = Limits(chat_burst=1)
    await aiogram.send_dice(ada.person_id)
    with pytest.raises(TelegramRetryAfter) as refused:
        await aiogram.send_dice(ada.person_id)
    assert refused.value.retry_after == 1
    ada.block()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await aiogram.send_message(ada.person_id, "a")


async def test_every_kind_of_result_is_understood(aiogram: Bot, sandbox: SandboxServer, ada: Person):
    ada.send_photo()
    chat_id = ada.person_id
    assert (await aiogram.get_me()).username == "sandbox_bot"
    quiz = await aiogram.send_poll(chat_id, "1 + 1?", ["1", "2"], type="quiz", correct_option_ids=[1])
    assert (await aiogram.stop_poll(chat_id, quiz.message_id)).is_closed
    for kind in ("video", "audio", "voice", "video_note", "animation", "sticker"):
        file = BufferedInputFile(kind.encode(), f"a.{kind}")
        sent = await getattr(aiogram, f"send_{kind}")(chat_id, file)
        assert getattr(sent, kind).file_size == len(kind)
    assert (await aiogram.send_contact(chat_id, "+43 1", "Ada")).contact is not None
    assert (await aiogram.get_chat(chat_id)).first_name == "Ada"
    assert (await aiogram.get_chat_member(chat_id, chat_id)).status == "member"
    assert (await aiogram.get_user_profile_photos(chat_id)).total_count == 0
    forwarded = await aiogram.forward_message(chat_id, chat_id, 1)
    assert forwarded.forward_origin is not None
    assert await aiogram.set_message_reaction(chat_id, 1, [])
    assert await aiogram.unpin_all_chat_messages(chat_id)
