"""The Bot API's methods, by their name in lower case: Telegram takes any case."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.methods import answering, describing, editing, polling, sending
from bot.sandbox.world.world import World

Method = Callable[[World, Arguments], Any | Awaitable[Any]]
"""Carries a call out and gives its result, or raises `Refusal`."""

METHODS: dict[str, Method] = {
    "getme": describing.get_me,
    "getupdates": polling.get_updates,
    "setwebhook": polling.set_webhook,
    "deletewebhook": polling.delete_webhook,
    "getwebhookinfo": polling.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "sendanimation": sending.send_animation,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "setmycommands": describing.set_my_commands,
    "getmycommands": describing.get_my_commands,
    "deletemycommands": describing.delete_my_commands,
    "setmyname": describing.set_my_name,
    "getmyname": describing.get_my_name,
    "setmydescription": describing.set_my_description,
    "getmydescription": describing.get_my_description,
    "setmyshortdescription": describing.set_my_short_description,
    "getmyshortdescription": describing.get_my_short_description,
    "setchatmenubutton": describing.set_chat_menu_button,
    "getchatmenubutton": describing.get_chat_menu_button,
    "getchat": describing.get_chat,
    "getfile": describing.get_file,
}
