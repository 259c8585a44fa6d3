"""What the bot says about itself: commands, name, descriptions, menu button; and who is who."""

import re
from typing import Any

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.bot_api.finding import find_chat
from bot.sandbox.wire import JSON, bad_request
from bot.sandbox.world.profile import DEFAULT_SCOPE, Scope
from bot.sandbox.world.world import World

_MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}
_CHANGED = {"event": "profile"}
_LANGUAGE = re.compile(r"([a-z]{2})?")


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """SetMyCommands."""
    given = _parsed(arguments, "commands", "can't parse commands JSON object")
    given = [] if given is None else given  # Telegram takes a call without commands for "no commands".
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_read_command(command) for command in given]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope(world, arguments), _language(arguments)] = commands
    world.tell_everybody(_CHANGED)
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[JSON]:
    """GetMyCommands."""
    return world.profile.commands.get((_scope(world, arguments), _language(arguments)), [])


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """DeleteMyCommands."""
    world.profile.commands.pop((_scope(world, arguments), _language(arguments)), None)
    world.tell_everybody(_CHANGED)
    return True


def set_my_name(world: World, arguments: Arguments) -> bool:
    """SetMyName."""
    return _set_text(world, world.profile.names, arguments, "name", 64)


def get_my_name(world: World, arguments: Arguments) -> JSON:
    """GetMyName."""
    shown = _get_text(world.profile.names, arguments, "name")
    return shown if shown["name"] else {"name": world.bot.first_name}


def set_my_description(world: World, arguments: Arguments) -> bool:
    """setMyDescription: shown in the empty chat."""
    return _set_text(world, world.profile.descriptions, arguments, "description", 512)


def get_my_description(world: World, arguments: Arguments) -> JSON:
    """GetMyDescription."""
    return _get_text(world.profile.descriptions, arguments, "description")


def set_my_short_description(world: World, arguments: Arguments) -> bool:
    """setMyShortDescription: shown on the bot's page and where it is shared."""
    return _set_text(world, world.profile.short_descriptions, arguments, "short_description", 120)


def get_my_short_description(world: World, arguments: Arguments) -> JSON:
    """GetMyShortDescription."""
    return _get_text(world.profile.short_descriptions, arguments, "short_description")


def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    """SetChatMenuButton."""
    given = _parsed(arguments, "menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(given, dict):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    if arguments.within(given).text("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    chat_id = find_chat(world, arguments).chat_id if arguments.text("chat_id") else 0
    world.profile.menu_buttons[chat_id] = given
    return True


def get_chat_menu_button(world: World, arguments: Arguments) -> JSON:
    """GetChatMenuButton."""
    chat_id = find_chat(world, arguments).chat_id if arguments.text("chat_id") else 0
    buttons = world.profile.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "default"}


def get_me(world: World, arguments: Arguments) -> JSON:
    """GetMe."""
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    further = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "can_manage_bots")
    return {
        **world.bot.as_api(),
        **{name: name == "can_join_groups" for name in abilities},
        **dict.fromkeys(further, False),
    }


def _read_command(given: Any) -> JSON:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in given:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
        if not isinstance(given[name], str):
            raise bad_request(f'can\'t parse BotCommand: Field "{name}" must be of type String')
    command, description = given["command"].strip().removeprefix("/"), given["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _scope(world: World, arguments: Arguments) -> Scope:
    given = _parsed(arguments, "scope", "can't parse BotCommandScope JSON object")
    if given is None:
        return DEFAULT_SCOPE
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    inner = arguments.within(given)
    kind = inner.text("type")
    if kind in _SCOPES:
        return kind, 0, 0
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return kind, find_chat(world, inner).chat_id, inner.integer("user_id")


def _language(arguments: Arguments) -> str:
    language = arguments.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _parsed(arguments: Arguments, name: str, complaint: str) -> Any:
    try:
        return arguments.parsed(name)
    except ValueError:
        raise bad_request(complaint) from None


def _set_text(world: World, texts: dict[str, str], arguments: Arguments, name: str, most: int) -> bool:
    text = arguments.text(name)
    if len(text) > most:
        raise bad_request(f"{name.upper()}_TOO_LONG")
    texts[_language(arguments)] = text
    world.tell_everybody(_CHANGED)
    return True


def _get_text(texts: dict[str, str], arguments: Arguments, name: str) -> JSON:
    language = _language(arguments)
    return {name: texts.get(language) or texts.get("", "")}
