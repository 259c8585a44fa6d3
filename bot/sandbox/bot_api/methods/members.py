"""Who is in a chat, and who goes: getChat, getChatMember, leaveChat, banChatMember ..."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.finding import find_chat, refuse_unless_open
from bot.sandbox.people.happenings import leaving
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.chats import Chat
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
)
_NO_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(world: World, arguments: Arguments) -> JSON:
    """getChat, with those fields of `ChatFullInfo` that are always there, and what is pinned."""
    chat = find_chat(world, arguments)
    shown = {
        **chat.as_api(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.pinned:
        shown["pinned_message"] = chat.messages[chat.pinned[-1]].as_api(with_reply=False)
    return shown


def get_chat_member(world: World, arguments: Arguments) -> JSON:
    """GetChatMember."""
    user_id = read_user_id(arguments)
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    user = world.user(user_id)
    if user is None or (chat.kind == "private" and user not in (world.bot, chat.person)):
        raise bad_request("member not found" if chat.kind == "private" else "PARTICIPANT_ID_INVALID")
    return _member(world, chat, user)


def get_chat_administrators(world: World, arguments: Arguments) -> list[JSON]:
    """getChatAdministrators: a group's owner is who wrote there first; no bots are told of."""
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [_member(world, chat, user) for user in _members(chat)[:1]]


def get_chat_member_count(world: World, arguments: Arguments) -> int:
    """getChatMemberCount: whoever has written there, and the bot."""
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    return 1 + (1 if chat.kind == "private" else len(_members(chat)))


def leave_chat(world: World, arguments: Arguments) -> bool:
    """LeaveChat."""
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.left = True
    world.updates.add("my_chat_member", leaving(chat, world.bot, world.unix_time))
    return True


def ban_chat_member(world: World, arguments: Arguments) -> bool:
    """banChatMember: where the bot is an administrator."""
    chat, user_id = _find_restricted(world, arguments)
    chat.banned.add(user_id)
    return True


def unban_chat_member(world: World, arguments: Arguments) -> bool:
    """unbanChatMember: whoever was thrown out may come back."""
    chat, user_id = _find_restricted(world, arguments)
    chat.banned.discard(user_id)
    return True


def get_user_profile_photos(world: World, arguments: Arguments) -> JSON:
    """getUserProfilePhotos: nobody here has one."""
    user_id = read_user_id(arguments)
    if world.user(user_id) is None:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


def read_user_id(arguments: Arguments) -> int:
    """The argument `user_id`; raises `Refusal`."""
    user_id = arguments.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    return user_id


def _members(chat: Chat) -> list[User]:
    """The people who have written in a group and were not thrown out, the first first."""
    people = {message.sender.user_id: message.sender for message in chat.messages.values() if message.sender}
    return [user for user in people.values() if not user.is_bot and user.user_id not in chat.banned]


def _member(world: World, chat: Chat, user: User) -> JSON:
    """A `ChatMember`."""
    shown: JSON = {"user": user.as_api()}
    if user is world.bot and chat.bot_is_administrator:
        rights = dict.fromkeys(_RIGHTS, True) | dict.fromkeys(_NO_RIGHTS, False)
        return {"status": "administrator", **shown, **rights}
    if user.user_id in chat.banned:
        return {"status": "kicked", **shown, "until_date": 0}
    if chat.kind == "private" or user is world.bot:
        return {"status": "member", **shown}
    members = _members(chat)
    if members[:1] == [user]:
        return {"status": "creator", **shown, "is_anonymous": False}
    return {"status": "member" if user in members else "left", **shown}


def _find_restricted(world: World, arguments: Arguments) -> tuple[Chat, int]:
    user_id = read_user_id(arguments)
    chat = find_chat(world, arguments)
    refuse_unless_open(chat)
    if chat.kind == "private":
        raise bad_request("can't ban members in private chats")
    if user_id not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if not chat.bot_is_administrator:
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    if [user.user_id for user in _members(chat)[:1]] == [user_id]:
        raise bad_request("can't remove chat owner")
    return chat, user_id
