"""An ordinary bot, of aiogram, that knows nothing of the sandbox: what a bot does, in little."""

from aiogram import Bot, Dispatcher, F
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x10\0\0\0\x20"
AGREE = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Yes", callback_data="yes"),
            InlineKeyboardButton(text="No", callback_data="no"),
        ]
    ]
)
PLACES = ReplyKeyboardMarkup(
    keyboard=[[KeyboardButton(text="Here", request_location=True), KeyboardButton(text="Never mind")]],
    resize_keyboard=True,
    one_time_keyboard=True,
    input_field_placeholder="Where are you?",
)


async def greet(message: Message) -> None:
    name = message.from_user.first_name if message.from_user else ""
    await message.answer(f"<b>Hello</b>, {name} &amp; all", parse_mode="HTML", reply_markup=AGREE)


async def agree(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.answer("Noted", show_alert=True)
    await query.message.edit_text("*Agreed*\\. ||Really||", parse_mode="MarkdownV2")


async def show(message: Message) -> None:
    photo = BufferedInputFile(PICTURE, "a.png")
    sent = await message.answer_photo(photo, caption="_look_", parse_mode="Markdown")
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (16, 32)
    await message.answer_media_group([InputMediaPhoto(media=sent.photo[-1].file_id)] * 2)


async def send_file(message: Message) -> None:
    await message.answer_document(BufferedInputFile(b"a,b\n1,2\n", "scores.csv"))


async def ask_place(message: Message) -> None:
    await message.answer("Where?", reply_markup=PLACES)


async def found(message: Message) -> None:
    assert message.location is not None
    await message.answer_venue(
        message.location.latitude,
        message.location.longitude,
        "Here",
        "Street 1",
        reply_markup=ReplyKeyboardRemove(),
    )


async def ask_name(message: Message) -> None:
    await message.answer("Who?", reply_markup=ForceReply(input_field_placeholder="Your name"))


async def named(message: Message) -> None:
    assert message.text is not None
    await message.reply(f"Hello {message.text}")


async def keep(message: Message, bot: Bot) -> None:
    assert message.photo is not None
    content = await bot.download(message.photo[-1])
    assert content is not None
    await message.answer(f"{len(content.read())} bytes")
    await message.forward(message.chat.id)
    await message.copy_to(message.chat.id)


async def corrected(message: Message) -> None:
    await message.pin()
    await message.react([])


def small_bot() -> Dispatcher:
    """The bot, ready to poll."""
    dispatcher = Dispatcher()
    dispatcher.message.register(greet, CommandStart())
    dispatcher.callback_query.register(agree, F.data == "yes")
    dispatcher.message.register(show, Command("photo"))
    dispatcher.message.register(send_file, Command("file"))
    dispatcher.message.register(ask_place, Command("where"))
    dispatcher.message.register(found, F.location)
    dispatcher.message.register(ask_name, Command("name"))
    dispatcher.message.register(named, F.reply_to_message)
    dispatcher.message.register(keep, F.photo)
    dispatcher.edited_message.register(corrected)
    return dispatcher
