"""python-telegram-bot's own client, as it comes, takes the sandbox for Telegram."""

import asyncio

import telegram

from bot.sandbox import Person, SandboxServer


async def test_the_stock_client_holds_a_conversation(sandbox: SandboxServer, ada: Person):
    stock = telegram.Bot(
        sandbox.token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot"
    )
    async with stock:
        assert (await stock.get_me()).username == "sandbox_bot"
        [started] = await stock.get_updates()
        assert started.message is not None
        assert (started.message.text, started.message.chat_id) == ("/start", ada.person_id)
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Yes", callback_data="y")]])
        question = await stock.send_message(
            ada.person_id, "<b>Ready?</b>", parse_mode="HTML", reply_markup=keyboard
        )
        waiting = asyncio.create_task(stock.get_updates(offset=started.update_id + 1, timeout=5))
        tap = ada.tap(question.message_id, "Yes")
        [tapped] = await waiting
        assert tapped.callback_query is not None
        assert tapped.callback_query.message == question
        await tapped.callback_query.answer("Noted")
        assert (await tap.answered()).text == "Noted"
        await question.edit_text("Off we go")
        assert (ada.last.text, ada.last.keyboard) == ("Off we go", [])
        film = await stock.send_animation(ada.person_id, b"film", caption="moving", filename="a.mp4")
        assert film.animation is not None
        await stock.send_animation(ada.person_id, film.animation)
        assert await (await film.animation.get_file()).download_as_bytearray() == b"film"
        await stock.set_my_commands([telegram.BotCommand("start", "Start")])
        assert (await stock.get_my_commands())[0].command == "start"
