"""A person at their phone: everything one can do to a bot."""

from bot.sandbox.people.checking import checked_name, checked_picture, checked_texts, checked_zone
from bot.sandbox.people.happenings import callback_query, membership_change
from bot.sandbox.people.media_samples import LOCATION, PHONE_NUMBER, PHOTO, STICKER, VOICE
from bot.sandbox.people.screen import Screen
from bot.sandbox.text.formatted import Formatted, typed
from bot.sandbox.transcripts.happened import Blocked, Deleted, Doing, Reworded, Tapped, sending
from bot.sandbox.transcripts.recorder import Recorder
from bot.sandbox.wire import JSON
from bot.sandbox.world.callbacks import CallbackAnswer, Tap
from bot.sandbox.world.chats import Chat, Message
from bot.sandbox.world.files import Upload
from bot.sandbox.world.users import User
from bot.sandbox.world.world import World

MOST_TAPS = 10_000


class Person(Screen):
    """One person and their private chat with the bot. All happens at once; only waiting is async."""

    def __init__(self, world: World, user: User, recorder: Recorder) -> None:
        super().__init__(world.chats[user.user_id])
        self._world, self._recorder = world, recorder
        self.user = user
        self.zone = ""
        """The time zone of their phone, as "Europe/Vienna"; "" is that of whoever looks. No bot is told."""
        self.taps: list[Tap] = []
        """The taps so far, the newest last, and of very many the newest."""

    @property
    def person_id(self) -> int:
        """Their user id, which is the id of their private chat too."""
        return self.user.user_id

    @property
    def blocked(self) -> bool:
        """Whether they have blocked the bot."""
        return self._chat.blocked

    @property
    def reply_keyboard(self) -> JSON | None:
        """The `ReplyKeyboardMarkup` under their chat, if there is one."""
        return self._chat.reply_keyboard

    @property
    def force_reply(self) -> JSON | None:
        """The `ForceReply` they have not followed yet, with the `message_id` to reply to."""
        return self._chat.force_reply

    @property
    def toasts(self) -> list[CallbackAnswer]:
        """The answers to their taps that showed something, in the order of the taps."""
        return [tap.answer for tap in self.taps if tap.answer is not None and tap.answer.text]

    def start(self, payload: str | None = None) -> int:
        """Presses START (or opens a `?start=payload` link), unblocking the bot; gives the message's id."""
        self.unblock()
        return self.send("/start" if payload is None else f"/start {payload}")

    def send(self, text: str, reply_to: int | None = None, chat: Chat | None = None) -> int:
        """Sends a text, to the bot or to a group; gives the message's id.

        As the apps do, it sends more than 4,096 characters as several messages (the last one's id is given).
        Raises `ValueError` for an empty text, and when they have blocked the bot.
        """
        words = checked_texts(text)
        replied = self._find(reply_to) if reply_to is not None and chat is None else None
        return [self._send(formatted, chat=chat, reply_to=replied) for formatted in words][-1]

    def send_photo(self, caption: str = "", picture: Upload | None = None) -> int:
        """Sends a picture, a sample without one. Raises `ValueError` when it is no picture, or too big."""
        if picture is None:
            return self._send(typed(caption), media=PHOTO)
        stored = self._world.files.keep("photo", checked_picture(picture))
        return self._send(typed(caption), media=stored.as_photo(), file_id=stored.file_id)

    def send_voice(self, seconds: int = 3) -> int:
        """Sends a voice message."""
        return self._send(Formatted(), media={"voice": {**VOICE["voice"], "duration": seconds}})

    def send_sticker(self) -> int:
        """Sends a sticker."""
        return self._send(Formatted(), media=STICKER)

    def send_location(self, latitude: float = 48.2082, longitude: float = 16.3738) -> int:
        """Shares a place, in degrees. Raises `ValueError` for one that is not on Earth."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError("latitude goes from -90 to 90, longitude from -180 to 180")
        place = {"latitude": latitude, "longitude": longitude}
        return self._send(Formatted(), media={"location": {**LOCATION["location"], **place}})

    def send_contact(self, phone_number: str = PHONE_NUMBER) -> int:
        """Shares their own phone number."""
        contact = {
            "phone_number": phone_number,
            "first_name": self.user.first_name,
            "user_id": self.person_id,
        }
        return self._send(Formatted(), media={"contact": contact})

    def edit(self, message_id: int, text: str) -> None:
        """Edits one of their own messages; raises `LookupError` when there is none with that id."""
        message = self._find(message_id)
        if message.sender is not self.user:
            raise LookupError(f"message {message_id} is not {self.user.first_name}'s own")
        message.words, message.words_edited = typed(text), True
        message.edit_date = self._world.unix_time
        self._record(Reworded(message_id, message.words.text))
        self._world.updates.add("edited_message", message.as_api())
        self._world.tell(message.chat, {"event": "edited", "message_id": message_id})

    def delete(self, message_id: int) -> None:
        """Deletes a message for both sides. A bot is told nothing about it."""
        message = self._find(message_id)
        if message.from_bot:
            self._record(Deleted(message_id))
        self._world.delete_message(message)

    def tap(self, message_id: int, button: str | tuple[int, int]) -> Tap:
        """Taps an inline button, named by its label or by (row, column) from 0.

        Raises `LookupError` when there is no such message or button, or when it is no callback button.
        """
        message = self.message(message_id)
        found = message.button(button)
        if found is None or "callback_data" not in found:
            raise LookupError(f"no button {button!r} to tap in message {message_id}: {message.labels}")
        return self.tap_data(message_id, found["callback_data"])

    def tap_data(self, message_id: int, callback_data: str) -> Tap:
        """A tap that carries this data, whatever the message shows now: an old button, or a forged one."""
        tap = self._world.taps.add(self.person_id, message_id, self._world.monotonic())
        self.taps.append(tap)
        del self.taps[:-MOST_TAPS]
        self._record(Tapped(tap.query_id, message_id, callback_data))
        query = callback_query(tap, self._chat, self.user, callback_data)
        self._world.updates.add("callback_query", query)
        return tap

    def block(self) -> None:
        """Blocks (stops) the bot."""
        self._set_blocked(blocked=True)

    def unblock(self) -> None:
        """Unblocks the bot again."""
        self._set_blocked(blocked=False)

    def change(
        self, first_name: str | None = None, language_code: str | None = None, zone: str | None = None
    ) -> None:
        """Changes their name, the language of their app, or the time zone of their phone; None leaves it.

        Raises `ValueError` for an empty name and for a zone nobody knows.
        """
        if zone is not None:
            checked_zone(zone)
        self.user.first_name = self.user.first_name if first_name is None else checked_name(first_name)
        self.user.language_code = self.user.language_code if language_code is None else language_code
        self.zone = self.zone if zone is None else zone
        self._world.tell_everybody({"event": "people"})

    def delete_account(self) -> None:
        """Deletes the account: the bot can't write to it any more."""
        self.user.deleted = True

    def _send(
        self,
        words: Formatted,
        chat: Chat | None = None,
        media: JSON | None = None,
        reply_to: Message | None = None,
        file_id: str = "",
    ) -> int:
        chat = chat or self._chat
        if self._chat.blocked and chat is self._chat:
            raise ValueError(f"{self.user.first_name} has blocked the bot; unblock() or start() first")
        chat.known_to_bot = True
        message = self._world.add_message(
            chat, self.user, words, media=media, reply_to=reply_to, file_id=file_id
        )
        if chat is self._chat:
            self._record(sending(message))
        self._world.updates.add("message", message.as_api())
        return message.message_id

    def _set_blocked(self, *, blocked: bool) -> None:
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        self._record(Blocked(blocked))
        change = membership_change(self._chat, self.user, self._world.bot, self._world.unix_time)
        self._world.updates.add("my_chat_member", change)
        self._world.tell(self._chat, {"event": "blocked", "blocked": blocked})

    def _record(self, what: Doing) -> None:
        self._recorder.did(self.person_id, what)
