"""One raw update from Telegram -> what arrived, or nothing. Whatever is in it, it harms no other update.

In private every person is heard. In groups the bot only says that it works in private, when it is added or
a command bears its name, and at most once an hour; channels, other bots, business chats, polls, reactions and
kinds that are yet to be invented are passed over.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    MessageOriginUser,
    Update,
)
from telegram.constants import ChatType

from bot.core.incoming import BotBlocked, GroupSpoke, Incoming, Sent, Shared, Tapped, Typed

log = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates to ask Telegram for; others can still come, asked for by an earlier program."""

What = tuple[int, Tapped | Typed | Sent | Shared | BotBlocked | GroupSpoke]
"""A chat, and what happened there."""
GROUP_QUIET_SECONDS = 3600.0
"""A group that was told something is told nothing for so long."""
_GROUPS_KNOWN = 10_000
_TOO_GREAT = 1 << 63
_LONGEST_LANGUAGE = 35
"""Characters of the longest language tag (RFC 5646, 4.4.1)."""
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED, ChatMember.OWNER)


@dataclass(frozen=True)
class Arrival:
    """What one update came to."""

    update_id: int | None
    """None when it had none, so that it can't be confirmed on its own."""
    incoming: Incoming | None
    kind: str = "other"
    """One of ``KINDS``, "other", or "unreadable"."""
    callback_id: str = ""
    """The tap to be answered, empty when it was none; also of taps that mean nothing to us."""
    broken: bool = False
    """It could not be read at all."""
    shape: object = None
    """Of a broken one: its fields and the kinds of their values, without the values, which may be a
    person's words.
    """


class Reading:
    """How this bot reads updates: it has to know its own name, and which groups it has just heard."""

    def __init__(self, username: str, now: Callable[[], float] = monotonic) -> None:
        """``now``: seconds of real time."""
        self._now = now
        self._heard: dict[int, tuple[int, float]] = {}
        name = re.escape(username)
        self._to_us = re.compile(rf"(/\w+)@{name}(?!\w)", re.IGNORECASE)

    def arrival(self, raw: Any) -> Arrival:
        """What an update came to. Never raises."""
        update_id = raw.get("update_id") if isinstance(raw, dict) else None
        if type(update_id) is not int:  # a bool would pass isinstance
            return Arrival(None, None, "unreadable", broken=True, shape=_shape(raw))
        kind = next((each for each in KINDS if each in raw), None)
        if kind is None:
            return Arrival(update_id, None)
        try:
            update = Update.de_json(raw, None)
            what = _checked(self._what(update))
        except Exception as error:  # noqa: BLE001 - a date of 10^15, fields missing or of another kind: anything
            log.debug("an update could not be read: %s", type(error).__name__)
            callback_id = _raw_callback_id(raw)
            return Arrival(update_id, None, "unreadable", callback_id, broken=True, shape=_shape(raw))
        callback_id = update.callback_query.id if update.callback_query else ""
        if what is None:
            return Arrival(update_id, None, kind, callback_id)
        person, meaning = what
        if isinstance(meaning, GroupSpoke) and not self._hears(person, update_id):
            return Arrival(update_id, None, kind, callback_id)
        return Arrival(update_id, Incoming(update_id, person, meaning, _language(update)), kind, callback_id)

    def _hears(self, group: int, update_id: int) -> bool:
        """Whether a group is to be answered. An update that comes again, as it could not be stored, still
        is.
        """
        now = self._now()
        if len(self._heard) > _GROUPS_KNOWN:
            self._heard = {
                known: heard for known, heard in self._heard.items() if now - heard[1] < GROUP_QUIET_SECONDS
            }
        answered, at = self._heard.get(group, (update_id, now))
        if answered != update_id and now - at < GROUP_QUIET_SECONDS:
            return False
        self._heard[group] = (update_id, at if answered == update_id else now)
        return True

    def _what(self, update: Update) -> What | None:
        if update.callback_query:
            return _tap(update.callback_query)
        if update.my_chat_member:
            return _membership(update.my_chat_member)
        message = update.message or update.edited_message
        if message is None or message.from_user is None or message.from_user.is_bot or message.sender_chat:
            return None
        if message.chat.type == ChatType.PRIVATE:
            said = self._in_private(message, edited=update.message is None)
            return (message.chat.id, said) if said else None
        if message.chat.type in _GROUPS and update.message and self._is_command_to_us(message):
            return message.chat.id, GroupSpoke()
        return None

    def _in_private(self, message: Message, *, edited: bool) -> Typed | Sent | Shared | None:
        words = (message.text or message.caption) if _are_their_own_words(message) else None
        if words:
            reply_to = message.reply_to_message.message_id if message.reply_to_message else None
            return Typed(self._to_us.sub(r"\1", _whole(words), count=1), message.message_id, reply_to, edited)
        # A live place that moves is an edit at every step; a pinned message or a timer set is nothing said.
        if edited or _is_service(message):
            return None
        if message.location:
            return Shared(message.message_id, message.location.latitude, message.location.longitude)
        return Sent(message.message_id)

    def _is_command_to_us(self, message: Message) -> bool:
        words = (message.text or "").split(maxsplit=1)
        return bool(words) and bool(self._to_us.fullmatch(words[0]))


def _language(update: Update) -> str:
    """What the person's app speaks, such as "pt-br"; empty where it does not say."""
    told = update.effective_user.language_code if update.effective_user else None
    return told[:_LONGEST_LANGUAGE] if isinstance(told, str) else ""


def _tap(query: CallbackQuery) -> tuple[int, Tapped] | None:
    if query.data is None or query.from_user.is_bot:
        return None
    if query.message is None:
        # From a message in no chat of ours; only a private one could have had our buttons in this way.
        return None if query.inline_message_id else (query.from_user.id, Tapped(_whole(query.data), 0))
    if query.message.chat.type != ChatType.PRIVATE:
        return None
    return query.message.chat.id, Tapped(_whole(query.data), query.message.message_id)


def _checked(what: What | None) -> What | None:
    """The same; raises ValueError for ids that are no whole numbers of Telegram's size."""
    if what is not None:
        person, meaning = what
        ids = (person, getattr(meaning, "message_id", 0), getattr(meaning, "reply_to", None) or 0)
        if not all(type(each) is int and abs(each) < _TOO_GREAT for each in ids):
            raise ValueError("an id is none")
    return what


def _membership(change: ChatMemberUpdated) -> tuple[int, BotBlocked | GroupSpoke] | None:
    was, now = change.old_chat_member.status, change.new_chat_member.status
    if change.chat.type == Chat.PRIVATE:
        return change.chat.id, BotBlocked(blocked=now not in _PRESENT)
    if change.chat.type in _GROUPS and was not in _PRESENT and now in _PRESENT:
        return change.chat.id, GroupSpoke()
    return None


def _whole(words: str) -> str:
    """Words without halves of surrogate pairs: JSON can carry those, neither SQLite nor Telegram takes
    them.
    """
    return words.encode("utf-8", "replace").decode("utf-8")


def _raw_callback_id(raw: dict[str, Any]) -> str:
    query = raw.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else ""


def _shape(found: object, depth: int = 5) -> object:
    if isinstance(found, dict) and depth:
        return {str(name)[:64]: _shape(value, depth - 1) for name, value in list(found.items())[:64]}
    if isinstance(found, list) and depth:
        return [_shape(each, depth - 1) for each in found[:4]]
    return type(found).__name__


def _are_their_own_words(message: Message) -> bool:
    """Not what another bot wrote for this person, nor what they forward of somebody else: no score and no red
    flag is read out of that.
    """
    origin = message.forward_origin
    own = isinstance(origin, MessageOriginUser) and origin.sender_user == message.from_user
    return not message.via_bot and (origin is None or own)


def _is_service(message: Message) -> bool:
    """Whether Telegram only tells of something that was done."""
    # Only now: with it comes all of telegram.ext, and few messages have no words.
    from telegram.ext.filters import StatusUpdate

    return bool(StatusUpdate.ALL.filter(Update(0, message=message)))
