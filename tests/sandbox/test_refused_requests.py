"""Requests that are no proper call: refused in JSON as Telegram does it, and in the call log."""

import json
import logging
from typing import Any

import pytest

from bot.sandbox import Call, Person, SandboxServer
from bot.sandbox.bot_api.methods import METHODS
from bot.sandbox.world.logged import LONGEST_TEXT, MOST_LOGGED
from tests.sandbox.conftest import Bot
from tests.sandbox.test_following import events

JSON_TYPE = {"Content-Type": "application/json"}
WRONG = "4200000009:a-token-of-another-bot"
NOT_JSON = "Bad Request: can't parse JSON object"


async def post(bot: Bot, body: bytes, method: str = "sendMessage", token: str = "") -> dict[str, Any]:
    address = f"{bot.sandbox.url}/bot{token or bot.sandbox.token}/{method}"
    async with bot.session.post(address, data=body, headers=JSON_TYPE) as response:
        answer: dict[str, Any] = await response.json()
        assert (response.status, answer["ok"]) == (answer["error_code"], False)
        return answer


def last_call(sandbox: SandboxServer) -> Call:
    [*_, call] = sandbox.calls
    return call


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", NOT_JSON),
        (b'{"text": NaN}', NOT_JSON),
        (b'{"text": "a", "reply_markup": {"keyboard": [[{"text": "a", "x": -Infinity}]]}}', NOT_JSON),
        (b'{"reply_parameters": {"message_id": 1e999}}', NOT_JSON),
        (b'{"chat_id": ' + b"[" * 60_000, NOT_JSON),
        (b'{"chat_id": ' + b"[" * 101 + b"]" * 101 + b"}", NOT_JSON),
        (b'{"x": ' + b"9" * 5000 + b"}", NOT_JSON),
        (b'{"text": "\\ud83d"}', "Bad Request: strings must be encoded in UTF-8"),
        (b'{"reply_markup": {"\\uDC00": 1}}', "Bad Request: strings must be encoded in UTF-8"),
        (b'{"text": "\xff"}', "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_what_is_no_json_is_refused_and_logged(
    bot: Bot, sandbox: SandboxServer, body: bytes, words: str
):
    assert (await post(bot, body))["description"] == words
    call = last_call(sandbox)
    assert (call.method, call.status, call.answer["description"]) == ("sendMessage", 400, words)


@pytest.mark.parametrize("given", ["[" * 60_000, '{"message_id": 1e999}', '{"message_id": NaN}'])
@pytest.mark.parametrize("name", ["reply_parameters", "reply_markup", "link_preview_options"])
async def test_json_in_an_argument_is_read_as_strictly(bot: Bot, ada: Person, name: str, given: str):
    words = await bot.refused("sendMessage", chat_id=ada.person_id, text="a", **{name: given})
    assert words.startswith("Bad Request: can't parse")


async def test_a_pair_of_surrogates_is_a_character(bot: Bot, ada: Person):
    body = json.dumps({"chat_id": ada.person_id, "text": "👍"}).encode()
    assert b"\\ud83d" in body
    address = f"{bot.sandbox.url}/bot{bot.sandbox.token}/sendMessage"
    async with bot.session.post(address, data=body, headers=JSON_TYPE) as response:
        assert response.status == 200
    assert ada.last.text == "👍"


@pytest.mark.parametrize(
    ("text", "parse_mode"),
    [
        (f"&#{'1' * 5000};", "HTML"),
        (f'<a href="tg://user?id={"1" * 5000}">a</a>', "HTML"),
        (f'<tg-time unix="{"1" * 5000}">a</tg-time>', "HTML"),
        (f'<tg-emoji emoji-id="{"1" * 5000}">a</tg-emoji>', "HTML"),
        (f"![a](tg://emoji?id={'1' * 5000})", "MarkdownV2"),
        (f"![a](tg://time?unix={'1' * 5000})", "MarkdownV2"),
    ],
)
async def test_endless_numbers_in_markup(bot: Bot, ada: Person, text: str, parse_mode: str):
    answer = await bot.answer("sendMessage", chat_id=ada.person_id, text=text, parse_mode=parse_mode)
    assert answer.get("error_code", 400) == 400


@pytest.mark.parametrize("token", [WRONG, "nonsense", "4200000001:sandbox-token-of-no-value-anywhere-else-"])
async def test_a_wrong_token_is_logged_but_not_shown(bot: Bot, sandbox: SandboxServer, token: str):
    assert (await post(bot, b"{}", "getMe", token))["description"] == "Unauthorized"
    call = last_call(sandbox)
    assert (call.method, call.status) == ("getMe", 401)
    shown = json.dumps(call.as_json())
    assert token.partition(":")[2] not in shown or ":" not in token
    assert "nonsense" not in shown
    assert sandbox.token not in shown


@pytest.mark.parametrize("path", ["", "/a/b", f"/{WRONG}/getMe"])
async def test_other_addresses_of_the_api_are_not_found(bot: Bot, sandbox: SandboxServer, path: str):
    async with bot.session.get(f"{sandbox.url}/bot{WRONG if path != '' else ''}{path}") as response:
        assert (response.status, await response.json()) == (
            404,
            {"ok": False, "error_code": 404, "description": "Not Found"},
        )
    call = last_call(sandbox)
    assert call.status == 404
    assert "another-bot" not in json.dumps(call.as_json())


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_verbs_are_not_allowed(bot: Bot, sandbox: SandboxServer, verb: str):
    async with bot.session.request(verb, f"{sandbox.url}/bot{sandbox.token}/getMe") as response:
        assert response.status == 405
        assert (await response.json())["description"] == "Method Not Allowed"
    call = last_call(sandbox)
    assert (call.method, call.status, call.params) == ("getMe", 405, {})


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_too_large_a_body(bot: Bot, sandbox: SandboxServer, kind: str, monkeypatch: pytest.MonkeyPatch):
    await sandbox.stop()
    monkeypatch.setattr("bot.sandbox.server._MOST_BODY_BYTES", 5000)
    await sandbox.start()
    address = f"{sandbox.url}/bot{sandbox.token}/sendMessage?chat_id=5"
    async with bot.session.post(address, data=b"x" * 6000, headers={"Content-Type": kind}) as response:
        assert (response.status, await response.json()) == (
            413,
            {"ok": False, "error_code": 413, "description": "Request Entity Too Large"},
        )
    call = last_call(sandbox)
    assert (call.method, call.status, call.params) == ("sendMessage", 413, {"chat_id": "5"})


@pytest.mark.parametrize("message_id", ["abc", "", [1], 1.5, None, "6ab", {"a": 1}])
async def test_an_edit_of_an_odd_message(bot: Bot, ada: Person, message_id: Any):
    for method in ("editMessageText", "editMessageReplyMarkup"):
        place = {"chat_id": ada.person_id, "message_id": message_id}
        words = await bot.refused(method, **place, text="a")
        assert words.startswith("Bad Request: message ")


async def test_whoever_follows_breaks_no_call(
    bot: Bot, sandbox: SandboxServer, ada: Person, caplog: pytest.LogCaptureFixture
):
    told: list[str] = []

    def fails(chat_id: int, event: dict[str, Any]) -> None:
        raise ValueError("a secret")

    sandbox.world.watchers |= {fails, lambda chat_id, event: told.append(event["event"])}
    with caplog.at_level(logging.ERROR):
        await bot.call("sendMessage", chat_id=ada.person_id, text="hello")
    assert told == ["call", "message", "call"]
    assert "ValueError in test_refused_requests.py" in caplog.text
    assert "secret" not in caplog.text
    assert last_call(sandbox).status == 200


async def test_a_mistake_of_the_sandbox_is_answered(
    bot: Bot, sandbox: SandboxServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setitem(METHODS, "getme", fails)
    with caplog.at_level(logging.ERROR):
        answer = await bot.answer("getMe")
    assert answer == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    call = last_call(sandbox)
    assert (call.status, call.answer) == (500, answer)
    [record] = caplog.records
    assert "KeyError" in record.getMessage()
    assert "secret" not in record.getMessage()


async def test_the_page_goes_on_after_odd_numbers(bot: Bot, ada: Person):
    async with events(bot, ada) as told:
        await anext(told)
        button = '{"text": "a", "callback_data": "b", "x": NaN}'
        markup = '{"inline_keyboard": [[' + button + "]]}"
        await bot.refused("sendMessage", chat_id=ada.person_id, text="a", reply_markup=markup)
        await bot.call("sendMessage", chat_id=ada.person_id, text="b")
        while (event := await anext(told))["event"] != "message":
            pass
    assert event["message"]["text"] == "b"


async def test_of_very_long_texts_the_log_has_the_beginning(bot: Bot, sandbox: SandboxServer, ada: Person):
    long = "é" * 20_000
    await bot.refused("sendMessage", chat_id=ada.person_id, text=long)
    call = last_call(sandbox)
    assert call.params["text"] == f"{long[:LONGEST_TEXT]}… (20,000 characters)"
    await bot.call("sendMessage", chat_id=ada.person_id, text=long[:LONGEST_TEXT])
    assert last_call(sandbox).params["text"] == long[:LONGEST_TEXT]


async def test_a_call_takes_only_so_much_of_the_log(bot: Bot, sandbox: SandboxServer):
    many = {f"name{number}": "x" * 4000 for number in range(200)}
    await bot.refused("sendMessage", **many, chat_id=5)
    call = last_call(sandbox)
    assert len(json.dumps(call.params)) < 2 * MOST_LOGGED
    assert call.params["…"].startswith("and ")
    await bot.refused("sendMessage", options=[1] * 200_000, chat_id=5)
    assert last_call(sandbox).params["options"][-1].endswith(" more")


async def test_a_token_is_not_cut_in_two(bot: Bot, sandbox: SandboxServer):
    await bot.refused("sendMessage", text="x" * (LONGEST_TEXT - 20) + sandbox.token)
    assert sandbox.token[:12] not in str(last_call(sandbox).params)


PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n%s\r\n\r\na\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", PART % b"Content-Type: text/plain; charset=zzz"),
        ("multipart/form-data; boundary=x", PART % b"Content-Transfer-Encoding: zzz"),
        ("multipart/form-data; boundary=x", b"--x"),
        ("multipart/form-data", PART),
        ("application/x-www-form-urlencoded; charset=zzz", b"a=b"),
    ],
)
async def test_a_form_nobody_can_read(bot: Bot, sandbox: SandboxServer, ada: Person, kind: str, body: bytes):
    for path in (f"bot{sandbox.token}/sendMessage", f"sandbox/people/{ada.person_id}/picture"):
        address = f"{sandbox.url}/{path}"
        async with bot.session.post(address, data=body, headers={"Content-Type": kind}) as response:
            assert (response.status, response.content_type) == (400, "application/json")
    assert last_call(sandbox).status == 400


async def test_a_mistake_while_reading_is_answered(
    bot: Bot, sandbox: SandboxServer, monkeypatch: pytest.MonkeyPatch
):
    async def fails(*_: object) -> None:
        raise AssertionError("a secret")

    monkeypatch.setattr("bot.sandbox.bot_api.answering_calls.read_arguments", fails)
    assert (await post(bot, b"{}"))["error_code"] == 500
    assert last_call(sandbox).status == 500
