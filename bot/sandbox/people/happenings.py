"""What the bot is told when a person does something other than writing."""

from bot.sandbox.wire import JSON
from bot.sandbox.world.callbacks import Tap
from bot.sandbox.world.chats import Chat
from bot.sandbox.world.users import User


def callback_query(tap: Tap, chat: Chat, person: User, callback_data: str) -> JSON:
    """A `CallbackQuery`, with the whole message as it is now; a deleted one is an `InaccessibleMessage`."""
    message = chat.messages.get(tap.message_id)
    gone = {"message_id": tap.message_id, "chat": chat.as_api(), "date": 0}
    return {
        "id": tap.query_id,
        "from": person.as_api(),
        "message": gone if message is None else message.as_api(),
        "chat_instance": str(-(chat.chat_id * 2_654_435_761 % (1 << 62))),
        "data": callback_data,
    }


def leaving(chat: Chat, bot: User, date: int) -> JSON:
    """A `ChatMemberUpdated` after the bot has left a group."""
    return _change(chat, bot, bot, date, {"status": "left"})


def membership_change(chat: Chat, person: User, bot: User, date: int) -> JSON:
    """A `ChatMemberUpdated` after the person has blocked or unblocked the bot."""
    kicked = {"status": "kicked", "until_date": 0}
    if chat.blocked:
        return _change(chat, person, bot, date, kicked)
    return _change(chat, person, bot, date, {"status": "member"}, kicked)


def _change(chat: Chat, by: User, bot: User, date: int, new: JSON, old: JSON | None = None) -> JSON:
    return {
        "chat": chat.as_api(),
        "from": by.as_api(),
        "date": date,
        "old_chat_member": {"user": bot.as_api(), **(old or {"status": "member"})},
        "new_chat_member": {"user": bot.as_api(), **new},
    }
