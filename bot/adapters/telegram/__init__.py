"""Telegram as this bot needs it: what arrives, messages with or without a figure, and the bot's own face."""

from bot.adapters.telegram.calls import TelegramBot
from bot.adapters.telegram.figures import Figures, Uploads
from bot.adapters.telegram.messages import Messages

__all__ = ["Figures", "Messages", "TelegramBot", "Uploads"]
