"""What the bot has told Telegram about itself: commands, name, descriptions, menu button."""

from dataclasses import dataclass, field

from bot.sandbox.wire import JSON

Scope = tuple[str, int, int]
"""Where commands apply: kind of scope, chat id, user id (0 when the kind has none)."""
DEFAULT_SCOPE: Scope = ("default", 0, 0)


@dataclass
class Profile:
    """Texts by language code; "" is the language of everybody for whom there is no own one."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[JSON]] = field(default_factory=dict)
    menu_buttons: dict[int, JSON] = field(default_factory=dict)
    """By private chat id; 0 is the one for all others."""

    def commands_shown(self, chat_id: int, language_code: str) -> list[JSON]:
        """The commands a person sees in a private chat: the narrowest scope, in it their language."""
        for scope in (("chat", chat_id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE):
            for language in (language_code, ""):
                if commands := self.commands.get((scope, language)):
                    return commands
        return []

    def text_shown(self, texts: dict[str, str], language_code: str) -> str:
        """The text for a person of this language."""
        return texts.get(language_code) or texts.get("", "")
