import asyncio
import io
import json
import logging
import sys
import threading
import warnings

import pytest

from bot.adapters import logs

TOKEN = "123456789:AAExampleExampleExampleExample"


@pytest.fixture(params=["plain", "json"])
def form(request):
    """The two forms of a log; what holds for one holds for the other."""
    return request.param


@pytest.fixture
def lines(form):
    """All that reaches standard error, with the logging of the process as it was put back afterwards."""
    root, ours, scheduler = logging.getLogger(), logging.getLogger("bot"), logging.getLogger("apscheduler")
    before = (root.handlers[:], root.level, ours.level, scheduler.level)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    others = (logging.raiseExceptions, warnings.showwarning)
    logs.set_up("DEBUG", TOKEN, as_json=form == "json")
    written = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield lambda: written.getvalue().splitlines()
    logging.raiseExceptions, warnings.showwarning = others
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    root.handlers[:], root.level, ours.level, scheduler.level = before


def hurt():
    raise ValueError("my back hurts so much, 7 of 10")


def record(form, made_at, *words, error=None):
    """The line of a record, in one of the forms."""
    made = logging.LogRecord("bot.adapters.sender", logging.INFO, __file__, 7, words[0], words[1:], error)
    made.created, made.msecs = made_at, made_at % 1 * 1000
    return (logs.JsonLine if form == "json" else logs.OneLine)().format(made)


def test_a_line_has_its_time_in_utc_and_its_words():
    line = record("plain", 1_800_000_000.25, "chat %s was sent\na note", "ab12")
    assert line == "2027-01-15 08:00:00Z INFO bot.adapters.sender: chat ab12 was sent a note"


def test_as_json_a_line_is_an_object():
    line = record("json", 1_800_000_000.25, "chat %s was sent\n“a note”", "ab12")
    assert json.loads(line) == {
        "time": "2027-01-15T08:00:00.250Z",
        "level": "INFO",
        "logger": "bot.adapters.sender",
        "message": "chat ab12 was sent “a note”",
    }


def test_as_json_an_error_is_its_types_and_places():
    def hurt_again():
        try:
            hurt()
        except ValueError as error:
            raise RuntimeError("Ada") from error

    with pytest.raises(RuntimeError) as caught:
        hurt_again()
    error = caught.value
    line = record("json", 1_800_000_000.25, "no", error=(type(error), error, error.__traceback__))
    outer, inner = json.loads(line)["error"]
    assert (outer["type"], inner["type"]) == ("RuntimeError", "ValueError")
    assert [place.split()[-1] for place in inner["places"]] == [
        "hurt_again",
        "hurt",
    ]
    assert "Ada" not in line
    assert "hurts" not in line


@pytest.mark.parametrize("words", [("%d of ten", "my back hurts"), ("nothing", "my back hurts")])
def test_words_that_do_not_fit_together_are_told_by_their_place(lines, words):
    """The library would print them, with a traceback."""
    logging.getLogger("bot.coach").warning(*words)
    (line,) = lines()
    assert "tests/adapters/test_logs.py:" in line
    assert "hurts" not in line


def test_a_line_that_can_not_be_written_is_printed_nowhere(lines, capsys):
    class Full(io.StringIO):
        def write(self, words):
            raise OSError(28, "No space left on device")

    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(Full())
    logging.getLogger("bot.coach").warning("my back hurts")
    assert capsys.readouterr() == ("", "")


def test_of_an_exception_only_type_and_place_are_told(lines):
    try:
        try:
            hurt()
        except ValueError:
            raise KeyError("Ada, 7") from None
    except KeyError:
        logging.getLogger("bot.coach").exception("an update was set aside")
    (line,) = lines()
    assert "KeyError" in line
    assert "tests/adapters/test_logs.py:" in line
    assert "Ada" not in line
    assert "hurts" not in line


def test_causes_are_told_without_their_words(lines):
    try:
        try:
            hurt()
        except ValueError as error:
            raise RuntimeError("Ada") from error
    except RuntimeError:
        logging.getLogger("bot").exception("no")
    (line,) = lines()
    assert line.index("RuntimeError") < line.index("ValueError")
    assert "in hurt" in line
    assert "hurts" not in line


def test_other_libraries_are_quoted_with_nothing_but_the_place(lines):
    for name in ("telegram.Bot", "aiohttp.client", "httpx", "httpcore", "asyncio", "apscheduler", "other"):
        logging.getLogger(name).debug("GET https://host/bot%s", TOKEN)
        logging.getLogger(name).info("my back hurts")
        logging.getLogger(name).error("my back hurts %s", TOKEN)
    assert len(lines()) == 7
    for line in lines():
        assert "hurts" not in line
        assert "tests/adapters/test_logs.py:" in line or "adapters/test_logs.py:" in line


def test_the_token_is_cut_out_of_every_line_in_every_form(lines):
    log = logging.getLogger("bot.cli")
    log.info("%s", TOKEN)
    log.info("%s", TOKEN.replace(":", "%3A"))
    log.info("only %s", TOKEN.partition(":")[2])
    assert len(lines()) == 3
    assert "AAExample" not in "".join(lines())


def test_warnings_are_told_by_place(lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("my back hurts", stacklevel=1)
    (line,) = lines()
    assert "A UserWarning at tests/adapters/test_logs.py:" in line
    assert "hurts" not in line


def test_what_nobody_caught_is_one_safe_line(lines):
    thread = threading.Thread(target=hurt)
    thread.start()
    thread.join()
    try:
        hurt()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    assert len(lines()) == 2
    for line in lines():
        assert "nobody caught this" in line
        assert "ValueError" in line
        assert "hurts" not in line


async def test_a_forgotten_task_prints_nothing_of_what_it_held(lines):
    asyncio.get_running_loop().set_exception_handler(logs.LoopTrouble())

    async def fail(text):
        hurt()

    task = asyncio.ensure_future(fail("Ada"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    (line,) = lines()
    assert "something failed in the background" in line
    assert "ValueError" in line
    assert "hurts" not in line
    assert "Ada" not in line


def test_ids_are_keyed_hashes():
    one, other = logs.Ids(b"one key"), logs.Ids(b"another key")
    assert one.hashed(42) == one.hashed(42)
    assert one.hashed(42) != one.hashed(43)
    assert one.hashed(42) != other.hashed(42)
    assert "42" not in one.hashed(42) or len(one.hashed(42)) == 8


async def test_what_fails_again_and_again_in_the_background_is_told_once_a_minute(lines):
    loop, trouble = asyncio.get_running_loop(), logs.LoopTrouble()
    for _ in range(3):
        trouble(loop, {"exception": OSError("too many open files")})
    trouble(loop, {"exception": KeyError("another")})
    assert ["OSError" in line for line in lines()] == [True, False]
