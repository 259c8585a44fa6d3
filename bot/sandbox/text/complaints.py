"""How Telegram complains about markup."""

from bot.sandbox.wire import Refusal


def complaint(words: str) -> Refusal:
    """A refusal of the markup, in Telegram's words."""
    return Refusal(400, f"Bad Request: can't parse entities: {words}")
