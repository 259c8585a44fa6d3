"""What is recorded of a chat, and how it is written down; tests/conversations tells that it plays again."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pytest

from bot.sandbox import Person, SandboxServer, Stored, Witness
from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.people.media_samples import PHOTO
from bot.sandbox.transcripts.recorder import Recorder
from bot.sandbox.transcripts.writing import transcript
from bot.sandbox.world.files import Upload
from tests.sandbox.conftest import Bot
from tests.sandbox.mirrored import answered, call, hear

NOON = 1_899_979_200.0
"""2030-03-17 12:00 in UTC."""

ANY_PHOTO = PHOTO["photo"][-1]["file_id"]


class Desk:
    """A sandbox whose clock and stored rows are set by hand, and Ann."""

    def __init__(self) -> None:
        self.now = NOON
        self.stored = Stored()
        self.witness = Witness(self._rows, lambda latitude, longitude: "Asia/Tokyo" if latitude else None)
        self.server = SandboxServer(clock=lambda: self.now, witness=self.witness)
        self.ann = self.server.person("Ann", 7)
        self._queue = self.server.updates.add
        self.server.updates.add = self._add  # type: ignore[method-assign]

    def says(self, text: str, *labels: str, to: int = 7, silent: bool = False) -> int:
        self.asks()
        return int(
            call(
                self.server,
                "sendMessage",
                chat_id=str(to),
                text=text,
                parse_mode="HTML",
                disable_notification=str(silent),
                **_keys(labels),
            )["message_id"]
        )

    def edits(self, message: int, text: str, *labels: str) -> None:
        self.asks()
        where = {"chat_id": "7", "message_id": str(message)}
        call(self.server, "editMessageText", **where, text=text, parse_mode="HTML", **_keys(labels))

    def _add(self, kind: str, content: Any) -> int | None:
        """Something is done, and the bot hears of it."""
        number = self._queue(kind, content)
        hear(self.server)
        return number

    def asks(self) -> None:
        """The bot asks for updates, as it does when it is done with the last."""
        self.server.world.begin_call("getUpdates", {})

    def saved(self, person: int = 7) -> list[str]:
        """The lines but for the title and the blank ones, when all taps are answered."""
        self.asks()
        for tap in self.ann.taps:
            if tap.answer is None:
                call(self.server, "answerCallbackQuery", callback_query_id=tap.query_id)
        recording = self.server._everybody.recorder.so_far(person)
        return [line for line in transcript(recording, self.witness, "A chat.").split("\n")[1:] if line]

    def _rows(self, people: Collection[int]) -> Stored:
        return self.stored


def _keys(labels: Collection[str]) -> dict[str, str]:
    rows = [[{"text": label, "callback_data": f"{label}!"}] for label in labels]
    return {"reply_markup": json.dumps({"inline_keyboard": rows})} if rows else {}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def ann(desk: Desk) -> Person:
    desk.ann.send("hello")
    desk.asks()
    return desk.ann


def test_what_is_said_on_both_sides(desk: Desk, ann: Person):
    question = desk.says("<b>How</b> sore?\n<blockquote expandable>Better not</blockquote>", "4", "5")
    ann.tap(question, "4")
    desk.edits(question, "Sore: 4", "Correct")
    desk.edits(question, "Sore: 4")
    desk.edits(question, "Sore: 4")
    desk.says("Good night", silent=True)
    assert desk.saved() == [
        "clock: 2030-03-17 12:00",
        "person: hello",
        "bot: How sore?",
        "  | > Better not",
        "  | [4]",
        "  | [5]",
        "tap: 4",
        "bot edits: Sore: 4",
        "  | [Correct]",
        "bot edits: (the same text)",
        "bot, without a sound: Good night",
    ]


def test_buttons_that_go_are_told_even_where_there_are_none(desk: Desk, ann: Person):
    question = desk.says("?", "4")
    for _ in range(2):
        call(desk.server, "editMessageReplyMarkup", chat_id="7", message_id=str(question))
    assert desk.saved()[-2:] == 2 * ["bot: (takes the buttons of an older message away)"]


def test_a_toast_stands_below_its_tap(desk: Desk, ann: Person):
    tap = ann.tap(desk.says("?", "4"), "4")
    desk.says("Next")
    call(desk.server, "answerCallbackQuery", callback_query_id=tap.query_id, text="Got it")
    assert desk.saved()[-3:] == ["tap: 4", "toast: Got it", "bot: Next"]


def test_messages_are_named_by_their_words(desk: Desk, ann: Person):
    first, second, third = (desk.says(words, "Done") for words in ('A "fine" move', "Rock", "Rock"))
    for message in (third, second, first):
        ann.tap(message, "Done")
    ann.send("6", reply_to=second)
    assert [line for line in desk.saved() if line.startswith(("tap", "person r"))] == [
        "tap: Done",
        'tap in "Rock", 1 further up: Done',
        'tap in "A": Done',
        'person replies to "Rock", 1 further up: 6',
    ]


def test_taps_on_buttons_that_are_gone(desk: Desk, ann: Person):
    message = desk.says("?", "Done", "Skip")
    ann.tap(message, "Done")
    desk.edits(message, "!", "Next")
    ann.tap_data(message, "Done!")
    ann.tap_data(message, "Skip!")
    ann.tap_data(message, "made up")
    assert [line for line in desk.saved() if line.startswith(("tap", "forge"))] == [
        "tap: Done",
        "tap again",
        "tap old: Skip",
        "forge: made up",
    ]


def test_everything_a_person_does(desk: Desk, ann: Person):
    gone = desk.says("Read this")
    first = ann.send("one\n\nthree")
    ann.edit(first, "two")
    ann.send("four")
    ann.edit(first, "five")
    ann.send_photo()
    ann.send_photo("my back")
    ann.send_voice()
    ann.send_sticker()
    ann.send_location(1, 2)
    ann.send_location(0, 0)
    ann.delete(gone)
    ann.block()
    desk.ann.user.language_code = ""
    ann.start()
    assert [line for line in desk.saved() if not line.startswith(("bot", "clock", "in a hurry"))] == [
        "person: hello",
        "person: one",
        "  |",
        "  | three",
        "person edits: two",
        "person: four",
        'person edits "two": five',
        "person sends: a photo",
        "person sends a photo: my back",
        "person sends: a voice message",
        "person sends: a sticker",
        "person is in: Asia/Tokyo",
        "person is in: nowhere",
        'person deletes "Read this"',
        "person blocks the bot",
        "person speaks: nothing",
        "person unblocks the bot",
        "person: /start",
    ]


def test_the_time_is_told_when_it_matters(desk: Desk, ann: Person):
    old, new = desk.says("old", "Old"), desk.says("new", "New")
    for later, message, label in ((20, new, "New"), (2, old, "Old"), (9, old, "Old"), (25, new, "New")):
        desk.now += later
        ann.tap(message, label)
    desk.now += 3
    ann.send("in the next minute")
    assert [line for line in desk.saved() if line.startswith(("clock", "tap", "person"))] == [
        "clock: 2030-03-17 12:00",
        "person: hello",
        "tap: New",
        "tap: Old",
        "clock: 2030-03-17 12:00:31",  # long enough after the last tap to be no double one
        "tap: Old",
        "clock: 2030-03-17 12:00:56",
        "tap: New",
        "person: in the next minute",
    ]


def test_a_tap_just_before_the_minute_is_timed_too(desk: Desk, ann: Person):
    question = desk.says("?", "Done")
    desk.now += 58
    ann.tap(question, "Done")
    desk.now += 3
    ann.tap(question, "Done")
    assert [line for line in desk.saved() if line.startswith("clock")] == [
        "clock: 2030-03-17 12:00",
        "clock: 2030-03-17 12:00:58",
        "clock: 2030-03-17 12:01:01",
    ]


def test_what_comes_by_itself_is_told_apart(desk: Desk, ann: Person):
    desk.stored = Stored(due={7: {"reminder": NOON + 60, "closing": NOON + 600}})
    desk.says("Noted")
    desk.now += 61.5
    desk.stored = Stored(due={7: {"closing": NOON + 600}})
    desk.says("Good morning", "Later")
    desk.stored = Stored()  # called off by the tap, before it was due
    ann.tap(desk.ann.last.message_id, "Later")
    desk.says("Later, then")
    assert desk.saved()[1:] == [
        "person: hello",
        "bot: Noted",
        "clock: 2030-03-17 12:01:01",
        "due: what is due by now comes",
        "bot: Good morning",
        "  | [Later]",
        "tap: Later",
        "bot: Later, then",
    ]


def test_what_comes_unseen_is_told_too(desk: Desk, ann: Person):
    desk.stored = Stored(due={7: {"closing": NOON + 60}})
    desk.says("Noted")
    desk.now += 3600
    desk.stored = Stored()
    ann.send("again")
    desk.asks()
    assert desk.saved()[-3:] == ["clock: 2030-03-17 13:00", "due: what is due by now comes", "person: again"]


def test_what_was_late_and_is_called_off_by_a_word_has_not_come(desk: Desk, ann: Person):
    desk.stored = Stored(due={7: {"closing": NOON + 60}})
    desk.says("Noted")
    desk.now += 61
    ann.send("stop")
    desk.stored = Stored()
    desk.asks()
    assert "due: what is due by now comes" not in desk.saved()


def test_somebody_faster_than_the_messages(desk: Desk, ann: Person):
    desk.stored = Stored(unsent={7: [1, 2]})
    desk.says("One", "Go")
    desk.stored = Stored(unsent={7: [2]})
    ann.tap(desk.ann.last.message_id, "Go")
    assert desk.saved()[1:] == [
        "in a hurry: 1 message",
        "person: hello",
        "bot: One",
        "  | [Go]",
        "in a hurry: 0 messages",  # the tap is not even heard yet
        "tap: Go",
    ]


def test_the_message_that_has_just_come_waits_no_more(desk: Desk, ann: Person):
    desk.stored = Stored(unsent={7: [1]})
    desk.says("One", "Go")
    ann.tap(desk.ann.last.message_id, "Go")
    desk.stored = Stored()
    assert desk.saved()[1:3] == ["person: hello", "bot: One"]


def test_each_chat_for_itself(desk: Desk, ann: Person):
    bob = desk.server.person("Bob", 8, language_code="de")
    bob.send("hallo")
    desk.says("for Bob", to=8)
    desk.says("for Ann")
    desk.server.group(-5)
    ann.send("to all", chat=desk.server.group(-5))
    desk.says("for the group", to=-5)
    assert desk.saved() == ["clock: 2030-03-17 12:00", "person: hello", "bot: for Ann"]
    assert desk.saved(8) == [
        "clock: 2030-03-17 12:00",
        "person speaks: de",
        "person: hallo",
        "bot: for Bob",
    ]


def test_what_the_host_has_set_is_told_where_it_is_not_taken_for_granted(desk: Desk, ann: Person):
    desk.witness = Witness(host={"contact": "", "emergency number": "", "zone": "Asia/Tokyo"})
    assert desk.saved()[:2] == ["host contact: nothing", "host zone: Asia/Tokyo"]


def test_no_more_than_so_much_is_kept(desk: Desk):
    recorder = desk.ann._recorder = Recorder(desk.server.world, desk.witness, most=2)
    desk.ann.send("one")
    desk.says("two")
    desk.says("three")
    written = transcript(recorder.so_far(7), desk.witness, "A chat.")
    assert written.endswith("person: one\nbot: two\n# The chat went on; no more of it was kept.\n")
    assert "in a hurry: 1 message" in written


async def test_it_is_downloaded(bot: Bot, ada: Person):
    address = f"{bot.sandbox.url}/sandbox/people/{ada.person_id}/transcript"
    await bot.call("sendMessage", chat_id=ada.person_id, text="é")
    async with bot.session.get(address) as response:
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["Content-Disposition"].startswith('attachment; filename="chat-2')
        text = await response.text()
    title, _, rest = text.partition("\n")
    assert title.endswith("and it may not play again.")
    assert rest.endswith("person: /start\nbot: é\n")
    async with bot.session.get(address.replace(str(ada.person_id), "5")) as response:
        assert response.status == 404


def film(desk: Desk, method: str, name: str, **arguments: str) -> Any:
    """What a bot is answered that sends a film of that name along."""
    file = Upload(f"{name}.mp4", "video/mp4", name.encode())
    return answered(desk.server, method, Arguments({"chat_id": "7", **arguments}, {"film": file}))


def test_a_film_is_told_by_its_name_where_it_is_new(desk: Desk, ann: Person):
    said = film(desk, "sendAnimation", "rocks", animation="attach://film", caption="Rock")["message_id"]
    there = {"chat_id": "7", "message_id": str(said)}
    call(desk.server, "editMessageCaption", **there, caption="Rock less")
    media = json.dumps({"type": "animation", "media": "attach://film", "caption": "March"})
    film(desk, "editMessageMedia", "march", message_id=str(said), media=media)
    call(desk.server, "deleteMessage", **there)
    assert desk.saved()[2:] == [
        "bot with rocks: Rock",
        "bot edits: Rock less",
        "bot edits with march: March",
        "bot: (takes an older message away)",
    ]


def test_what_has_no_line_is_told_in_a_comment(desk: Desk, ann: Person):
    photo = json.dumps([{"type": "photo", "media": ANY_PHOTO}] * 2)
    call(desk.server, "sendMediaGroup", chat_id="7", media=photo)
    said = desk.says("One")
    call(desk.server, "pinChatMessage", chat_id="7", message_id=str(said))
    call(desk.server, "copyMessage", chat_id="7", from_chat_id="7", message_id=str(said))
    call(desk.server, "deleteMessage", chat_id="7", message_id=str(said))
    call(desk.server, "sendChatAction", chat_id="7", action="typing")
    call(desk.server, "sendPhoto", chat_id="7", photo=ANY_PHOTO, caption="Two")
    no_line = "# The bot called {} here, for which transcripts have no line.".format
    assert desk.saved()[2:] == [
        no_line("sendMediaGroup"),
        "bot: One",
        no_line("pinChatMessage"),
        no_line("copyMessage"),
        "bot: (takes an older message away)",
        "bot with photo: Two",
    ]


def test_a_message_on_its_way_is_told_where_it_comes(desk: Desk, ann: Person):
    """The row that waited is another afterwards, and still waits: so it was the former that came."""
    desk.stored = Stored(unsent={7: [1]})
    desk.ann.send("again")
    desk.stored = Stored(unsent={7: [2]})
    desk.says("One")
    desk.says("Two")
    desk.stored = Stored()
    assert desk.saved()[1:] == [
        "in a hurry: 0 messages, one on its way",
        "person: hello",
        "person: again",
        "bot: One",
        "bot: Two",
    ]


def test_a_message_that_has_come_may_not_be_noted_yet(desk: Desk, ann: Person):
    desk.stored = Stored(unsent={7: [1]})
    desk.says("One")
    desk.ann.send("again")
    desk.asks()
    desk.stored = Stored()
    assert desk.saved()[1:] == [
        "in a hurry: 1 message, not noted yet",
        "person: hello",
        "bot: One",
        "person: again",
    ]


def test_what_nobody_can_know_is_told(desk: Desk, ann: Person):
    desk.stored = Stored(unsent={7: [1]})
    desk.says("One")
    desk.ann.send("again")
    desk.stored = Stored()
    assert desk.saved()[-2].startswith("# Here two things happened at once")
