"""Telegram as this bot needs it: what arrives, messages with a figure, a file or neither, the bot's face."""

from bot.adapters.telegram.calls import TelegramBot
from bot.adapters.telegram.documents import Documents
from bot.adapters.telegram.figures import Figures, Uploads
from bot.adapters.telegram.messages import Messages

__all__ = ["Documents", "Figures", "Messages", "TelegramBot", "Uploads"]
