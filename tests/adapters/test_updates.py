import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.updates import GROUP_QUIET_SECONDS, Arrival, Reading
from bot.core.incoming import BotBlocked, GroupSpoke, Incoming, Sent, Shared, Tapped, Typed
from bot.sandbox import SandboxServer

ADA = {"id": 42, "is_bot": False, "first_name": "Ada"}
OTHER_BOT = {"id": 43, "is_bot": True, "first_name": "Other", "username": "other_bot"}
US = {"id": 44, "is_bot": True, "first_name": "Us", "username": "our_bot"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Ada"}
GROUP = {"id": -100200, "type": "supergroup", "title": "Backs"}
CHANNEL = {"id": -100300, "type": "channel", "title": "News"}
reading = Reading("our_bot")


@pytest.fixture(autouse=True)
def groups_not_heard_yet(monkeypatch):
    monkeypatch.setattr(reading, "_heard", {})
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as bot/adapters/http.py does


def message(chat=PRIVATE, sender=ADA, **fields):
    return {"message_id": 7, "date": 1_800_000_000, "chat": chat, "from": sender, **fields}


def what(**kind):
    arrival = reading.arrival({"update_id": 5, **kind})
    assert arrival.update_id == 5
    assert not arrival.broken
    if arrival.incoming is None:
        return None
    assert arrival.incoming.update_id == 5
    return arrival.incoming.person, arrival.incoming.what


RIGHTS = {
    "restricted": (
        "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_polls"
        " can_send_video_notes can_send_voice_notes can_send_other_messages can_add_web_page_previews"
        " can_change_info can_invite_users can_pin_messages can_manage_topics can_edit_tag is_member"
    ),
    "administrator": (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats"
        " can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories"
        " can_edit_stories can_delete_stories"
    ),
}


def member(user, status):
    until = {"until_date": 0} if status in ("kicked", "restricted") else {}
    return {"user": user, "status": status, **until, **dict.fromkeys(RIGHTS.get(status, "").split(), True)}


def change(chat, was, now):
    return {
        "chat": chat,
        "from": ADA,
        "date": 1_800_000_000,
        "old_chat_member": member(US, was),
        "new_chat_member": member(US, now),
    }


def tap(**fields):
    return {"id": "99", "from": ADA, "chat_instance": "1", "data": "session:1:Done", **fields}


def test_words_in_private_are_typed():
    assert what(message=message(text="7/10")) == (42, Typed("7/10", 7))
    reply = message(text="6", reply_to_message=message(message_id=3, text="?"))
    assert what(message=reply) == (42, Typed("6", 7, reply_to=3))
    assert what(edited_message=message(text="8", edit_date=1_800_000_009)) == (42, Typed("8", 7, edited=True))
    assert what(message=message(photo=[], caption="numb")) == (42, Typed("numb", 7))


def test_our_name_is_taken_off_a_command():
    assert what(message=message(text="/start@Our_Bot x@our_bot")) == (42, Typed("/start x@our_bot", 7))
    assert what(message=message(text="/start@our_bot_too")) == (42, Typed("/start@our_bot_too", 7))


def test_halves_of_surrogate_pairs_become_something_that_can_be_kept():
    _, typed = what(message=message(text="7 \ud83d"))
    assert typed == Typed("7 ?", 7)


VOICE = {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}}
DICE = {"dice": {"emoji": "🎲", "value": 3}}


@pytest.mark.parametrize(
    "fields",
    [VOICE, DICE, {}, {"something_new": {"a": 1}}],
    ids=str,
)
def test_what_has_no_words_is_sent_whatever_it_is(fields):
    assert what(message=message(**fields)) == (42, Sent(7))


def test_what_a_person_has_another_bot_write_is_not_their_own_words():
    assert what(message=message(text="7", via_bot=OTHER_BOT)) == (42, Sent(7))


@pytest.mark.parametrize(
    "kind",
    [
        {"message": message(pinned_message=message(text="x"))},
        {"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 60})},
        {"edited_message": message(location={"latitude": 1, "longitude": 2}, edit_date=1_800_000_009)},
        {"message": message(sender=OTHER_BOT, text="7")},
        {"message": message(chat=GROUP, text="7")},
        {"message": message(chat=GROUP, text="/start")},
        {"message": message(chat=GROUP, text="/start@other_bot")},
        {"message": message(chat=GROUP, sender=OTHER_BOT, text="/start@our_bot")},
        {"message": message(chat=GROUP, sender_chat=GROUP, text="/start")},
        {"message": message(chat=GROUP, new_chat_members=[US])},
        {"edited_message": message(chat=GROUP, text="/start", edit_date=1_800_000_009)},
        {"channel_post": {"message_id": 7, "date": 1_800_000_000, "chat": CHANNEL, "text": "7"}},
        {"business_message": message(text="7", business_connection_id="b")},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False}},
        {"inline_query": {"id": "1", "from": ADA, "query": "7", "offset": ""}},
        {"my_chat_member": change(GROUP, "member", "left")},
        {"my_chat_member": change(GROUP, "member", "administrator")},
        {"my_chat_member": change(CHANNEL, "left", "administrator")},
        {"a_kind_of_the_future": {"x": 1}},
        {},
    ],
    ids=lambda kind: next(iter(kind), "nothing"),
)
def test_the_rest_is_passed_over(kind):
    assert what(**kind) is None


@pytest.mark.parametrize("text", ["/start@our_bot", "/help@OUR_BOT please"])
def test_a_command_with_our_name_in_a_group_is_heard_as_a_group(text):
    assert what(message=message(chat=GROUP, text=text)) == (-100200, GroupSpoke())


def test_a_group_is_heard_once_an_hour_and_again_when_the_same_update_comes_again():
    now = [50.0]
    ours = Reading("our_bot", lambda: now[0])

    def heard(update_id, chat=GROUP):
        raw = {"update_id": update_id, "message": message(chat=chat, text="/help@our_bot")}
        arrival = ours.arrival(raw)
        assert not arrival.broken
        return arrival.incoming is not None

    assert [heard(1), heard(2), heard(1), heard(3)] == [True, False, True, False]
    assert heard(4, {"id": -7, "type": "group", "title": "Necks"})
    now[0] += GROUP_QUIET_SECONDS - 1
    assert not heard(5)
    now[0] += 1
    assert [heard(6), heard(7), heard(6)] == [True, False, True]


@pytest.mark.parametrize("was", ["left", "kicked"])
def test_being_put_into_a_group_is_heard(was):
    assert what(my_chat_member=change(GROUP, was, "member")) == (-100200, GroupSpoke())


def test_being_blocked_and_let_in_again_is_heard():
    assert what(my_chat_member=change(PRIVATE, "member", "kicked")) == (42, BotBlocked(blocked=True))
    assert what(my_chat_member=change(PRIVATE, "kicked", "member")) == (42, BotBlocked(blocked=False))


def test_a_tap_says_which_message_it_was_on_if_it_can():
    gone = {"chat": PRIVATE, "message_id": 8, "date": 0}
    assert what(callback_query=tap(message=message(text="?"))) == (42, Tapped("session:1:Done", 7))
    assert what(callback_query=tap(message=gone)) == (42, Tapped("session:1:Done", 8))
    assert what(callback_query=tap()) == (42, Tapped("session:1:Done", 0))


def test_a_tap_that_means_nothing_is_still_to_be_answered():
    for query in (
        tap(message=message(chat=GROUP, text="?")),
        tap(inline_message_id="i"),
        {**tap(), "data": None, "game_short_name": "g"},
    ):
        assert reading.arrival({"update_id": 5, "callback_query": query}) == Arrival(
            5, None, "callback_query", "99"
        )


@pytest.mark.parametrize(
    "kind",
    [
        {"message": {"message_id": 7}},
        {"message": message(text="7", date=10**15)},
        {"message": message(text="7", date="soon")},
        {"message": "hello"},
        {"message": [1]},
        {"my_chat_member": {}},
    ],
    ids=str,
)
def test_a_malformed_update_is_broken_and_no_more(kind):
    raw = {"update_id": 5, **kind}
    arrival = reading.arrival(raw)
    assert arrival == Arrival(5, None, "unreadable", broken=True, shape=arrival.shape)


def test_of_a_malformed_update_the_shape_is_told_and_no_words():
    raw = {"update_id": 5, "message": message(text="my back hurts", date=10**15, photo=[{"x": None}])}
    assert reading.arrival(raw).shape == {
        "update_id": "int",
        "message": {
            "message_id": "int",
            "date": "int",
            "chat": {"id": "int", "type": "str", "first_name": "str"},
            "from": {"id": "int", "is_bot": "bool", "first_name": "str"},
            "text": "str",
            "photo": [{"x": "NoneType"}],
        },
    }


def test_a_malformed_tap_is_still_to_be_answered():
    raw = {"update_id": 5, "callback_query": {"id": "99", "data": "x"}}
    arrival = reading.arrival(raw)
    assert (arrival.update_id, arrival.incoming, arrival.callback_id, arrival.broken) == (5, None, "99", True)


@pytest.mark.parametrize(
    "raw", [None, 7, "x", [], {}, {"update_id": "5"}, {"update_id": True}, {"update_id": 5.0}]
)
def test_what_has_no_id_is_broken(raw):
    arrival = reading.arrival(raw)
    assert (arrival.update_id, arrival.incoming, arrival.broken) == (None, None, True)


def test_what_is_typed_keeps_the_text_as_telegram_gave_it():
    text = " 7 \u200b\n<b>&"
    assert what(message=message(text=text)) == (42, Typed(text, 7))


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
kinds = st.sampled_from(
    ["message", "edited_message", "callback_query", "my_chat_member", "channel_post", "x"]
)
fields = st.sampled_from(
    ["from", "chat", "text", "date", "message_id", "data", "message", "via_bot", "caption"]
)


@given(kinds, st.dictionaries(fields, json_like))
def test_no_update_is_ever_too_odd(kind, changed):
    base = tap(message=message(text="?")) if kind == "callback_query" else message(text="7")
    arrival = reading.arrival({"update_id": 5, kind: {**base, **changed}})
    assert arrival.update_id == 5
    assert arrival.broken is False or arrival.incoming is None
    if isinstance(arrival.incoming, Incoming) and isinstance(arrival.incoming.what, Typed):
        arrival.incoming.what.text.encode()


async def test_what_the_sandboxs_people_do_is_read():
    async with SandboxServer() as sandbox:
        ada = sandbox.person("Ada")
        ada.start("payload")
        ada.send_voice()
        ada.send_photo("look")
        ada.send_sticker()
        ada.send_location()
        ada.edit(ada.send("7"), "8")
        ada.tap_data(1, "x")
        ada.block()
        ada.unblock()
        bob_in_group = sandbox.group(-100500)
        ada.send("/help@sandbox_bot", chat=bob_in_group)
        raws = await sandbox.updates.poll(0, 100, 0)
    found = [Reading("sandbox_bot").arrival(raw).incoming for raw in raws]
    assert [type(each.what) if each else None for each in found] == [
        Typed,
        Sent,
        Typed,
        Sent,
        Shared,
        Typed,
        Typed,
        Tapped,
        BotBlocked,
        BotBlocked,
        GroupSpoke,
    ]
