"""Who there is: people and the bot, as Telegram shows them."""

from dataclasses import dataclass

from bot.sandbox.wire import JSON


@dataclass
class User:
    """A person's account, or the bot's."""

    user_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deleted: bool = False

    def as_api(self) -> JSON:
        """A `User` object."""
        shown: JSON = {"id": self.user_id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return shown | {name: value for name, value in optional.items() if value}
