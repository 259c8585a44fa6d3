"""setMessageReaction."""

import re
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.finding import find_message, refuse_unless_open
from bot.sandbox.wire import JSON, Refusal, bad_request
from bot.sandbox.world.world import World

_VARIATION = "\ufe0f"
_EMOJI = set(
    re.findall(
        r"\S+",
        "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
        "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
        "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 ",
    )
)
"""Those that Telegram has for reactions."""


def set_message_reaction(world: World, arguments: Arguments) -> bool:
    """setMessageReaction: the bot's one reaction; none takes it away."""
    reactions = _read(arguments)
    message = find_message(world, arguments, "message to react")
    refuse_unless_open(message.chat)
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(each.get("emoji") not in _EMOJI for each in reactions) or message.is_service:
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    world.tell(message.chat, {"event": "edited", "message_id": message.message_id})
    return True


def _read(arguments: Arguments) -> list[JSON]:
    try:
        given = arguments.parsed("reaction")
    except ValueError:
        raise bad_request("can't parse reaction types JSON object") from None
    if given is None and not arguments.text("reaction"):
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of ReactionType")
    return [_reaction(each) for each in given]


def _reaction(given: Any) -> JSON:
    if not isinstance(given, dict):
        raise _complaint("expected an Object")
    kind = given.get("type")
    name = {"emoji": "emoji", "custom_emoji": "custom_emoji_id"}.get(str(kind))
    if kind is None:
        raise _complaint('Can\'t find field "type"')
    if name is None:
        raise _complaint("invalid reaction type specified")
    if name not in given:
        raise _complaint(f'Can\'t find field "{name}"')
    value = str(given[name])
    return {"type": kind, name: value.removesuffix(_VARIATION)}


def _complaint(words: str) -> Refusal:
    return bad_request(f"can't parse ReactionType: {words}")
