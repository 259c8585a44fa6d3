"""Messages with words, buttons and figures, against the sandbox over HTTP."""

import asyncio
import contextlib
from dataclasses import replace

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters.http import HttpRequest
from bot.adapters.telegram import Figures, TelegramBot
from bot.core.pictures.scene import Scene
from bot.core.screens import Button, Edited, Screen
from bot.sandbox import SandboxServer
from tests.sending import Kept

QUESTION = Screen(
    "<b>Sitting</b> &amp; still: how sore? example.org",
    (
        (Button("0", "session:1:Score:0"),),
        (Button("1", "session:1:Score:1"), Button("2", "session:1:Score:2")),
    ),
)
ROCKS = Screen("<b>Rock</b> slowly", ((Button("Done", "session:1:ExerciseDone:"),),), "rocks")
MARCH = Screen("March", ROCKS.buttons, "march")
SITTING_UP = Screen("Sit up", (), "up")
PROGRESS = Screen("Your last 30 days", ROCKS.buttons, picture=Scene(30, 20, "#FFFFFF", ()))
ODD = {"ok": False, "error_code": 400, "description": "Bad Request: odd"}
UNKNOWN_FILE = {**ODD, "description": "Bad Request: wrong file identifier/HTTP URL specified"}


@pytest.fixture
def folder(tmp_path):
    for name in ("rocks.mp4", "march.mp4", "up.jpg"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "rocks.jpg").write_bytes(b"a still of the film")
    return tmp_path


async def draw(scene):
    """A picture of that size; none of size 0, as when it can't be drawn."""
    return f"{scene.width} x {scene.height}".encode() if scene.width else None


@contextlib.asynccontextmanager
async def messages_of(sandbox, folder, kept=None, timeout=20.0):
    calls, polls = HttpRequest(proxies=False, timeout=timeout), HttpRequest(proxies=False)
    bot = TelegramBot(sandbox.token, sandbox.url, calls, polls, ("message", "callback_query"))
    await bot.open()
    try:
        yield bot.messages(Figures(folder, (kept or Kept()).uploads), draw)
    finally:
        await bot.close()


async def noted(messages):
    """Wait until what was uploaded is kept."""
    await asyncio.gather(*messages._figures._keeping)


def uploads(sandbox):
    """Every file that was sent as a file, by its name."""
    return [
        file["file"]
        for call in sandbox.calls
        if call.ok
        for file in call.params.values()
        if isinstance(file, dict) and "sha256" in file
    ]


async def test_a_screen_is_sent_as_html_with_its_buttons_and_no_preview(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        seen = ada.message(message_id)
        assert seen.text == "Sitting & still: how sore? example.org"
        assert seen.entities[0]["type"] == "bold"
        assert seen.labels == [["0"], ["1", "2"]]
        (call,) = sandbox.calls.of("sendMessage")
        assert call.params["link_preview_options"] == {"is_disabled": True}


async def test_a_message_makes_a_sound_unless_it_is_silent(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        await bot.send(ada.person_id, QUESTION)
        await bot.send(ada.person_id, QUESTION, silent=True)
        silent = [call.params.get("disable_notification") for call in sandbox.calls.of("sendMessage")]
        assert silent == ["false", "true"]


async def test_a_message_is_edited_and_loses_its_buttons(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        assert await bot.edit(ada.person_id, message_id, Screen("Sitting: 4")) is Edited.DONE
        assert ada.message(message_id).text == "Sitting: 4"
        assert ada.message(message_id).labels == []


async def test_the_same_again_counts_as_edited(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        assert await bot.edit(ada.person_id, message_id, QUESTION) is Edited.DONE
        assert [call.status for call in sandbox.calls.of("editMessageText")] == [400]


async def test_what_is_gone_can_not_be_edited(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        own = ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        ada.delete(message_id)
        assert await bot.edit(ada.person_id, message_id, QUESTION) is Edited.GONE
        assert await bot.edit(ada.person_id, own, QUESTION) is Edited.GONE


async def test_a_message_loses_its_buttons_and_keeps_its_words(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        await bot.clear(ada.person_id, message_id)
        assert ada.message(message_id).labels == []
        assert ada.message(message_id).text == "Sitting & still: how sore? example.org"


async def test_buttons_that_are_gone_already_are_no_error(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        own = ada.start()
        bare, gone = [await bot.send(ada.person_id, QUESTION) for _ in range(2)]
        ada.delete(gone)
        await bot.clear(ada.person_id, bare)
        for message_id in (bare, gone, own):
            await bot.clear(ada.person_id, message_id)
        statuses = [call.status for call in sandbox.calls.of("editMessageReplyMarkup")]
        assert statuses == [200, 400, 400, 400]


async def test_other_refusals_to_take_buttons_are_told(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        message_id = await bot.send(ada.person_id, QUESTION)
        odd = {"ok": False, "error_code": 400, "description": "Bad Request: odd"}
        sandbox.faults.status("editMessageReplyMarkup", 400, odd, times=1)
        with pytest.raises(BadRequest):
            await bot.clear(ada.person_id, message_id)
        ada.block()
        with pytest.raises(Forbidden):
            await bot.clear(ada.person_id, message_id)


async def test_refusals_keep_their_kind(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder, timeout=0.2) as bot:
        ada = sandbox.person("Ada")
        ada.start()
        with pytest.raises(BadRequest):
            await bot.send(ada.person_id, Screen("<b>never closed"))
        with pytest.raises(BadRequest):
            await bot.edit(ada.person_id, await bot.send(ada.person_id, QUESTION), Screen("<x>"))
        hanging = sandbox.faults.hang("sendMessage")
        with pytest.raises(TimedOut):
            await bot.send(ada.person_id, QUESTION)
        hanging.release()
        ada.block()
        for nobody in (ada.person_id, 999):
            with pytest.raises(Forbidden):
                await bot.send(nobody, QUESTION)


# --- figures --------------------------------------------------------------------------------------


@pytest.fixture
async def chat(folder):
    """A sandbox, somebody in it, what shows them messages, and which uploads are kept."""
    kept = Kept()
    async with SandboxServer() as sandbox, messages_of(sandbox, folder, kept) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        yield sandbox, ada, messages, kept


async def test_a_film_comes_with_its_words_and_buttons_in_one_message(chat):
    sandbox, ada, messages, _ = chat
    seen = ada.message(await messages.send(ada.person_id, ROCKS, silent=True))
    assert (seen.media, seen.file_name, seen.text, seen.labels) == (
        "animation",
        "rocks.mp4",
        "Rock slowly",
        [["Done"]],
    )
    assert seen.entities[0]["type"] == "bold"
    assert seen.silent
    assert (seen.details["width"], seen.details["height"]) == (640, 480)
    assert not sandbox.calls.of("sendMessage")


async def test_a_still_comes_as_a_photo(chat):
    _, ada, messages, _ = chat
    seen = ada.message(await messages.send(ada.person_id, SITTING_UP))
    assert (seen.media, seen.text) == ("photo", "Sit up")


async def test_each_file_is_uploaded_once_whoever_it_goes_to_and_however_often(chat):
    sandbox, ada, messages, _ = chat
    ben = sandbox.person("Ben")
    ben.start()
    for person in (ada, ben, ada):
        first = await messages.send(person.person_id, ROCKS)
        await messages.send(person.person_id, SITTING_UP)
        assert await messages.edit(person.person_id, first, MARCH) is Edited.DONE
        assert await messages.edit(person.person_id, first, ROCKS) is Edited.DONE
    assert sorted(uploads(sandbox)) == ["march.mp4", "rocks.mp4", "up.jpg"]


async def test_of_two_at_once_the_second_waits_for_the_upload_of_the_first(chat):
    sandbox, ada, messages, _ = chat
    ben = sandbox.person("Ben")
    ben.start()
    await asyncio.gather(*(messages.send(person.person_id, ROCKS) for person in (ada, ben)))
    assert uploads(sandbox) == ["rocks.mp4"]


async def test_a_file_that_has_changed_is_uploaded_anew(chat, folder):
    sandbox, ada, messages, kept = chat
    await messages.send(ada.person_id, ROCKS)
    (folder / "rocks.mp4").write_bytes(b"another film")
    await messages.send(ada.person_id, ROCKS)
    assert uploads(sandbox) == ["rocks.mp4", "rocks.mp4"]
    await noted(messages)
    assert len(kept.ids) == 2


@pytest.mark.parametrize("as_edit", [False, True])
async def test_a_file_id_that_telegram_no_longer_knows_is_renewed(chat, folder, as_edit):
    sandbox, ada, messages, kept = chat
    first = await messages.send(ada.person_id, ROCKS)
    await messages.send(ada.person_id, MARCH)
    await noted(messages)
    (rocks, _), (march, _) = kept.ids.items()
    kept.ids[march] = "sandbox-animation-forgotten"
    async with messages_of(sandbox, folder, kept) as restarted:
        if as_edit:
            assert await restarted.edit(ada.person_id, first, MARCH) is Edited.DONE
        else:
            first = await restarted.send(ada.person_id, MARCH)
        await noted(restarted)
    assert ada.message(first).file_name == "march.mp4"
    assert uploads(sandbox) == ["rocks.mp4", "march.mp4", "march.mp4"]
    assert kept.ids[march] != "sandbox-animation-forgotten"
    assert rocks in kept.ids


async def test_a_film_takes_the_place_of_another_and_of_words(chat):
    _, ada, messages, _ = chat
    film = await messages.send(ada.person_id, ROCKS)
    words = await messages.send(ada.person_id, QUESTION)
    for message_id in (film, words):
        assert await messages.edit(ada.person_id, message_id, MARCH) is Edited.DONE
        seen = ada.message(message_id)
        assert (seen.media, seen.file_name, seen.text, seen.labels) == (
            "animation",
            "march.mp4",
            "March",
            [["Done"]],
        )
    assert await messages.edit(ada.person_id, film, SITTING_UP) is Edited.DONE
    assert ada.message(film).media == "photo"


async def test_other_words_under_the_same_film_leave_it_playing(chat):
    sandbox, ada, messages, _ = chat
    film = await messages.send(ada.person_id, ROCKS)
    assert (
        await messages.edit(ada.person_id, film, replace(ROCKS, text="Rock less", buttons=())) is Edited.DONE
    )
    assert (ada.message(film).text, ada.message(film).labels) == ("Rock less", [])
    assert (
        await messages.edit(ada.person_id, film, replace(ROCKS, text="Rock less", buttons=())) is Edited.DONE
    )
    assert [call.status for call in sandbox.calls.of("editMessageCaption")] == [200, 400]
    assert not sandbox.calls.of("editMessageMedia")


@pytest.mark.parametrize("restarted", [False, True])
async def test_words_alone_can_not_take_a_films_place_so_they_come_anew_and_it_goes(chat, folder, restarted):
    sandbox, ada, messages, kept = chat
    film = await messages.send(ada.person_id, ROCKS)
    async with messages_of(sandbox, folder, kept) as others:
        of_now = others if restarted else messages
        assert await of_now.edit(ada.person_id, film, QUESTION) is Edited.UNFIT
        assert ada.message(film).labels == [["Done"]]
        words = await of_now.send(ada.person_id, QUESTION)
        await of_now.remove(ada.person_id, film)
    assert [seen.message_id for seen in ada.bot_messages] == [words]
    assert len(sandbox.calls.of("editMessageText")) == restarted


async def test_a_film_that_is_too_old_to_be_taken_away_loses_its_buttons(chat):
    sandbox, ada, messages, _ = chat
    film = await messages.send(ada.person_id, ROCKS)
    refusal = {**ODD, "description": "Bad Request: message can't be deleted for everyone"}
    sandbox.faults.status("deleteMessage", 400, refusal, times=1)
    await messages.remove(ada.person_id, film)
    assert ada.message(film).labels == []


async def test_a_film_that_is_gone_or_shows_it_already(chat):
    sandbox, ada, messages, kept = chat
    film, gone = [await messages.send(ada.person_id, ROCKS) for _ in range(2)]
    ada.delete(gone)
    assert await messages.edit(ada.person_id, gone, MARCH) is Edited.GONE
    assert await messages.edit(ada.person_id, gone, ROCKS) is Edited.GONE
    messages._shows.clear()
    assert await messages.edit(ada.person_id, film, ROCKS) is Edited.DONE
    assert [call.status for call in sandbox.calls.of("editMessageMedia")] == [400, 400, 400]
    assert uploads(sandbox) == ["rocks.mp4"]
    await noted(messages)
    assert len(kept.ids) == 1


@pytest.mark.parametrize("refusal", [ODD, UNKNOWN_FILE])
async def test_when_telegram_refuses_the_film_the_words_still_come(chat, refusal):
    sandbox, ada, messages, kept = chat
    sandbox.faults.status("sendAnimation", 400, refusal)
    seen = ada.message(await messages.send(ada.person_id, ROCKS))
    assert (seen.media, seen.text, seen.labels) == ("", "Rock slowly", [["Done"]])
    assert kept.ids == {}


async def test_when_telegram_refuses_a_film_in_anothers_place_no_wrong_film_stays(chat):
    sandbox, ada, messages, _ = chat
    film = await messages.send(ada.person_id, ROCKS)
    sandbox.faults.status("editMessageMedia", 400, ODD)
    assert await messages.edit(ada.person_id, film, MARCH) is Edited.UNFIT


async def test_when_telegram_refuses_a_film_in_the_place_of_words_the_words_are_edited(chat):
    sandbox, ada, messages, _ = chat
    words = await messages.send(ada.person_id, QUESTION)
    sandbox.faults.status("editMessageMedia", 400, ODD)
    assert await messages.edit(ada.person_id, words, MARCH) is Edited.DONE
    assert ada.message(words).text == "March"


LARGE = {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("trouble", ["hangs", 413, 500, 502])
async def test_when_films_get_no_answer_the_words_go_alone_for_a_while(chat, folder, trouble, known):
    sandbox, ada, healthy, kept = chat
    if known:
        await healthy.send(ada.person_id, ROCKS)
    before = len(ada.bot_messages)
    async with messages_of(sandbox, folder, kept, timeout=0.2) as messages:
        if trouble == "hangs":
            fault = sandbox.faults.hang("sendAnimation", times=None)
        else:
            fault = sandbox.faults.status(
                "sendAnimation", trouble, {**LARGE, "error_code": trouble}, times=None
            )
        for _ in range(2):
            with pytest.raises(NetworkError):
                await messages.send(ada.person_id, ROCKS)
        for screen in (ROCKS, MARCH):
            assert ada.message(await messages.send(ada.person_id, screen)).media == ""
        fault.release()
        assert ada.message(await messages.send(ada.person_id, ROCKS)).media == ""
        messages._figures._rest_until = 0.0
        assert ada.message(await messages.send(ada.person_id, ROCKS)).media == "animation"
    assert len(ada.bot_messages) == before + 4


async def test_after_one_call_without_an_answer_the_film_comes_with_the_next_try(chat, folder):
    sandbox, ada, messages, _ = chat
    for _ in range(3):
        sandbox.faults.status("sendAnimation", 502, times=1)
        with pytest.raises(NetworkError):
            await messages.send(ada.person_id, ROCKS)
        assert ada.message(await messages.send(ada.person_id, ROCKS)).media == "animation"


async def test_a_call_with_a_film_that_hangs_is_given_up_before_the_row_is(chat, monkeypatch):
    sandbox, ada, messages, _ = chat
    monkeypatch.setattr("bot.adapters.telegram.figures.CALL_SECONDS", 0.1)
    sandbox.faults.hang("sendAnimation", times=None)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await messages.send(ada.person_id, ROCKS)
    assert ada.message(await messages.send(ada.person_id, ROCKS)).text == "Rock slowly"


async def test_many_at_once_while_films_hang_all_get_their_words_soon(folder, monkeypatch):
    monkeypatch.setattr("bot.adapters.telegram.figures.CALL_SECONDS", 0.1)
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as messages:
        people = [sandbox.person(f"Person {number}") for number in range(30)]
        for person in people:
            person.start()
        sandbox.faults.hang("sendAnimation", times=None)

        async def persistent(person):
            while True:
                with contextlib.suppress(TimeoutError):
                    return await messages.send(person.person_id, ROCKS)

        await asyncio.gather(*map(persistent, people))
        assert [len(person.bot_messages) for person in people] == [1] * 30
        assert len(sandbox.calls.of("sendAnimation")) == 2


async def test_a_429_holds_those_who_wait_for_the_upload_too(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as messages:
        people = [sandbox.person(f"Person {number}") for number in range(10)]
        for person in people:
            person.start()
        sandbox.faults.too_many_requests("sendAnimation", retry_after=5, times=None)
        told = await asyncio.gather(
            *(messages.send(person.person_id, ROCKS) for person in people), return_exceptions=True
        )
        assert {type(each) for each in told} == {RetryAfter}
        assert len(sandbox.calls.of("sendAnimation")) == 1


async def test_an_upload_that_can_not_be_noted_keeps_no_message_waiting(folder, caplog):
    class Stalled(Kept):
        async def keep(self, hashed, file_id):
            raise OSError("disk full")

    async with SandboxServer() as sandbox, messages_of(sandbox, folder, Stalled()) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        for _ in range(2):
            await messages.send(ada.person_id, ROCKS)
        assert uploads(sandbox) == ["rocks.mp4"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "The upload of rocks could not be noted (OSError)."
    ]


async def test_an_edit_whose_answer_was_lost_leaves_no_wrong_film_behind(chat, folder):
    sandbox, ada, messages, _ = chat
    film = await messages.send(ada.person_id, ROCKS)
    sandbox.faults.drop_reply("editMessageMedia", times=1)
    with pytest.raises(NetworkError):
        await messages.edit(ada.person_id, film, MARCH)
    assert await messages.edit(ada.person_id, film, MARCH) is Edited.DONE
    assert await messages.edit(ada.person_id, film, ROCKS) is Edited.DONE
    assert (ada.message(film).file_name, ada.message(film).text) == ("rocks.mp4", "Rock slowly")


async def test_a_figure_that_is_not_there_is_told_once_in_the_log(chat, caplog):
    _, ada, messages, _ = chat
    for _ in range(2):
        seen = ada.message(await messages.send(ada.person_id, replace(ROCKS, figure="jumps")))
        assert (seen.media, seen.text) == ("", "Rock slowly")
    (record,) = caplog.records
    assert "There is no figure jumps in" in record.getMessage()


async def test_words_that_telegram_refuses_are_refused_with_a_film_too_and_cost_it_nothing(chat):
    sandbox, ada, messages, kept = chat
    film = await messages.send(ada.person_id, ROCKS)
    with pytest.raises(BadRequest):
        await messages.send(ada.person_id, replace(ROCKS, text="<x>"))
    with pytest.raises(BadRequest):
        await messages.edit(ada.person_id, film, replace(ROCKS, text="<x>"))
    assert len(kept.ids) == 1
    assert uploads(sandbox) == ["rocks.mp4"]


async def test_nobody_is_nobody_for_films_too(chat):
    _, ada, messages, kept = chat
    ada.block()
    for person in (ada.person_id, 999):
        with pytest.raises(Forbidden):
            await messages.send(person, ROCKS)
    assert kept.ids == {}


# --- pictures drawn for one person ------------------------------------------------------------------


async def test_a_drawn_picture_is_sent_as_a_file_each_time_and_never_kept(folder):
    kept = Kept()
    async with SandboxServer() as sandbox, messages_of(sandbox, folder, kept) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        for _ in range(2):
            await messages.send(ada.person_id, PROGRESS)
        await noted(messages)
        calls = sandbox.calls.of("sendPhoto")
        assert [call.params["caption"] for call in calls] == ["Your last 30 days"] * 2
        assert uploads(sandbox) == ["picture.png"] * 2
        assert kept.ids == {}


async def test_another_span_swaps_the_picture_in_place(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        message = await messages.send(ada.person_id, PROGRESS)
        all_days = replace(PROGRESS, text="All your days", picture=Scene(31, 20, "#FFFFFF", ()))
        assert await messages.edit(ada.person_id, message, all_days) is Edited.DONE
        edits = [call.method for call in sandbox.calls if call.method.startswith("edit")]
        assert edits == ["editMessageMedia"]
        assert (await messages.edit(ada.person_id, message, all_days)) is Edited.DONE


async def test_a_picture_that_can_not_be_drawn_leaves_the_words(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        await messages.send(ada.person_id, replace(PROGRESS, picture=Scene(0, 0, "#FFFFFF", ())))
        assert [call.params["text"] for call in sandbox.calls.of("sendMessage")] == ["Your last 30 days"]


async def test_a_picture_that_telegram_refuses_leaves_the_words(folder):
    async with SandboxServer() as sandbox, messages_of(sandbox, folder) as messages:
        ada = sandbox.person("Ada")
        ada.start()
        refusal = {**ODD, "description": "Bad Request: PHOTO_INVALID_DIMENSIONS"}
        sandbox.faults.status("sendPhoto", 400, refusal)
        await messages.send(ada.person_id, PROGRESS)
        assert [call.params["text"] for call in sandbox.calls.of("sendMessage")] == ["Your last 30 days"]
