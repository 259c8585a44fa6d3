"""Sends what waits in the outbox: in order in each chat, different chats side by side, taps before bulk, and
buttons that are to go last of all.

A row leaves the outbox only when Telegram has taken it, so nothing is lost; what was on its way when the
process died, or when no answer came, may come twice.
"""

from bot.adapters.sender.sending import Sender
from bot.adapters.sender.world import Messenger, Pace, Post

__all__ = ["Messenger", "Pace", "Post", "Sender"]
