"""A Telegram of your own on 127.0.0.1: a Bot API server as strict as Telegram, and people to chat with.

async with SandboxServer() as sandbox:
    ada = sandbox.person("Ada", language_code="en")
    ada.start()                                     # the bot polls sandbox.url with sandbox.token
    question = await ada.next_message(after=0)
    tap = ada.tap(question.message_id, "Yes")
    await tap.answered()
"""

from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen
from bot.sandbox.server import TOKEN, SandboxServer
from bot.sandbox.serving import start_near
from bot.sandbox.threaded import SandboxThread
from bot.sandbox.transcripts.witness import Stored, Witness
from bot.sandbox.web.inside_api import Conversation, ConversationArrow, Inside, Remembered
from bot.sandbox.wire import Refusal
from bot.sandbox.world.callbacks import CallbackAnswer, Tap
from bot.sandbox.world.calls import Call, Calls
from bot.sandbox.world.chats import Chat
from bot.sandbox.world.faults import Fault, Faults
from bot.sandbox.world.limits import Limits
from bot.sandbox.world.moved_time import MovedTime, NextDue
from bot.sandbox.world.webhook import Delivery, Webhook

__all__ = [
    "TOKEN",
    "Call",
    "CallbackAnswer",
    "Calls",
    "Chat",
    "Conversation",
    "ConversationArrow",
    "Delivery",
    "Fault",
    "Faults",
    "Inside",
    "Limits",
    "MovedTime",
    "NextDue",
    "Person",
    "Refusal",
    "Remembered",
    "SandboxServer",
    "SandboxThread",
    "Seen",
    "Stored",
    "Tap",
    "Webhook",
    "Witness",
    "start_near",
]
