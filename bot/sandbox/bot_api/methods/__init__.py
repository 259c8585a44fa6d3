"""The Bot API's methods, by their name in lower case: Telegram takes any case."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.methods import (
    albums,
    answering,
    deleting,
    describing,
    editing,
    forwarding,
    live_locations,
    members,
    pinning,
    polling,
    reacting,
    sending,
    stopping,
    stored_files,
    webhooks,
)
from bot.sandbox.world.world import World

Method = Callable[[World, Arguments], Any | Awaitable[Any]]
"""Carries a call out and gives its result, or raises `Refusal`."""

METHODS: dict[str, Method] = {
    "getme": describing.get_me,
    "logout": stopping.log_out,
    "close": stopping.close,
    "getupdates": polling.get_updates,
    "setwebhook": webhooks.set_webhook,
    "deletewebhook": webhooks.delete_webhook,
    "getwebhookinfo": webhooks.get_webhook_info,
    **{f"send{name}": sending.sending(read) for name, read in sending.CONTENTS.items()},
    "sendmediagroup": albums.send_media_group,
    "sendchataction": sending.send_chat_action,
    "forwardmessage": forwarding.forward_message,
    "forwardmessages": forwarding.forward_messages,
    "copymessage": forwarding.copy_message,
    "copymessages": forwarding.copy_messages,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagelivelocation": live_locations.edit_message_live_location,
    "stopmessagelivelocation": live_locations.stop_message_live_location,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "stoppoll": editing.stop_poll,
    "deletemessage": deleting.delete_message,
    "deletemessages": deleting.delete_messages,
    "setmessagereaction": reacting.set_message_reaction,
    "pinchatmessage": pinning.pin_chat_message,
    "unpinchatmessage": pinning.unpin_chat_message,
    "unpinallchatmessages": pinning.unpin_all_chat_messages,
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
    "getchat": members.get_chat,
    "getchatmember": members.get_chat_member,
    "getchatadministrators": members.get_chat_administrators,
    "getchatmembercount": members.get_chat_member_count,
    "leavechat": members.leave_chat,
    "banchatmember": members.ban_chat_member,
    "unbanchatmember": members.unban_chat_member,
    "getuserprofilephotos": members.get_user_profile_photos,
    "getfile": stored_files.get_file,
}
