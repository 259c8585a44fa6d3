"""What Telegram's refusals are about, by its own words: a 400 has nothing else to tell them apart.

The words are those of telegram-bot-api and tdlib (2026).
"""

from __future__ import annotations

from telegram.error import BadRequest

SAME = ("message is not modified",)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
"""The message is not there to be edited any more."""
NO_TEXT = ("there is no text in the message",)
"""The message has a figure, and words alone were to be edited."""
NO_MEDIA = ("media can't be edited",)
"""The message is of a kind that can't get a figure."""
UNREADABLE = ("parse entities",)
"""The words are wrong, with a figure or without."""
NOBODY = ("chat not found", "peer_id_invalid", "rights to send", "chat_write_forbidden")
"""Nothing can be sent in this chat: as good as a 403."""
_TOO_LONG = ("caption",)


def says(refusal: BadRequest, *words: tuple[str, ...]) -> bool:
    """Whether a refusal has any of these words."""
    told = refusal.message.lower()
    return any(each in told for some in words for each in some)


def may_be_the_file(refusal: BadRequest) -> bool:
    """Whether a refusal may be about the figure: not about the message, the chat, or the words."""
    return not says(refusal, SAME, GONE, NO_MEDIA, NOBODY, UNREADABLE, _TOO_LONG)
