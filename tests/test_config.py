from pathlib import Path

import pytest

from bot.config import BadSettings, Settings, Token, read_settings

TOKEN = "123456789:AAExampleExampleExampleExample"
NO_FILE = Path("no-such-file")


def test_without_anything_the_defaults_hold():
    assert read_settings({}, NO_FILE) == Settings()


def test_everything_can_be_set():
    settings = read_settings(
        {
            "BOT_TOKEN": f" {TOKEN}\n",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "BOT_DATABASE": "elsewhere/people.db",
            "BOT_BACKUPS": "/mnt/copies",
            "BOT_CONTENT": "words",
            "BOT_TIMEZONE": "Europe/Vienna",
            "BOT_OWNER": "-1001234567890",
            "BOT_CONTACT": "post@example.org",
            "BOT_EMERGENCY_NUMBER": "112 or 144",
            "BOT_KEEP_MONTHS": "6",
            "BOT_SEND_RATE": "12.5",
            "BOT_WEBHOOK_URL": "https://bot.example.org/updates",
            "BOT_WEBHOOK_SECRET": "A-secret_0",
            "BOT_LISTEN": "0.0.0.0:9000",
            "BOT_CLOCK": "clock.json",
            "BOT_LOG_LEVEL": "debug",
            "BOT_LOG_FORMAT": "JSON",
        },
        NO_FILE,
    )
    assert settings.token is not None
    assert settings.token.secret == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.on_this_machine
    assert settings.database == Path("elsewhere/people.db")
    assert settings.database_named
    assert settings.backups == Path("/mnt/copies")
    assert settings.content == Path("words")
    assert str(settings.timezone) == "Europe/Vienna"
    assert settings.owner == -1001234567890
    assert settings.contact == "post@example.org"
    assert settings.emergency_number == "112 or 144"
    assert settings.keep_months == 6
    assert settings.send_rate == 12.5
    assert settings.webhook_url == "https://bot.example.org/updates"
    assert settings.webhook_path == "/updates"
    assert settings.webhook_secret == "A-secret_0"
    assert settings.listens == ("0.0.0.0", 9000)
    assert settings.clock == Path("clock.json")
    assert settings.log_level == "DEBUG"
    assert settings.log_format == "json"


def test_backups_are_made_beside_the_database_unless_the_host_says_otherwise():
    assert read_settings({"BOT_DATABASE": "/srv/bot.db"}, NO_FILE).backups == Path("/srv/backups")
    assert read_settings({"BOT_BACKUPS": "None"}, NO_FILE).backups is None


def test_the_environment_goes_before_the_file_and_empty_is_not_set(tmp_path):
    file = tmp_path / ".env"
    file.write_text("BOT_CONTACT=file\nBOT_OWNER=12\nBOT_TIMEZONE=\nBOT_SEND_RATE='5'  # slow\n")
    settings = read_settings({"BOT_CONTACT": "environment", "BOT_OWNER": ""}, file)
    assert (settings.contact, settings.owner, settings.send_rate) == ("environment", 12, 5.0)
    assert str(settings.timezone) == "UTC"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "secret-but-wrong"),
        ("BOT_TOKEN", "12:short"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
        ("TELEGRAM_API_URL", "http://me:word@host"),
        ("TELEGRAM_API_URL", "http://host:99999"),
        ("TELEGRAM_API_URL", "http://[::1"),
        ("BOT_DATABASE", "."),
        ("BOT_BACKUPS", "/dev/null"),
        ("BOT_BACKUPS", "x" * 5000),
        ("BOT_TIMEZONE", "Mars/Olympus"),
        ("BOT_TIMEZONE", "../../etc/passwd"),
        ("BOT_OWNER", "@ada"),
        ("BOT_OWNER", "٧"),
        ("BOT_OWNER", "0"),
        ("BOT_CONTACT", "two\nlines"),
        ("BOT_EMERGENCY_NUMBER", "1" * 41),
        ("BOT_KEEP_MONTHS", "0"),
        ("BOT_KEEP_MONTHS", "1201"),
        ("BOT_KEEP_MONTHS", "a year"),
        ("BOT_KEEP_MONTHS", "٧"),
        ("BOT_SEND_RATE", "fast"),
        ("BOT_SEND_RATE", "0"),
        ("BOT_SEND_RATE", "nan"),
        ("BOT_WEBHOOK_URL", "bot.example.org"),
        ("BOT_WEBHOOK_URL", "http://bot.example.org/secret"),
        ("BOT_WEBHOOK_URL", "https://me:secret@bot.example.org"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org/secret?x"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org/{secret}"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org:8080/secret"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org:secret"),
        ("BOT_WEBHOOK_URL", "https://[::1"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org/healthz"),
        ("BOT_WEBHOOK_SECRET", "a secret"),
        ("BOT_WEBHOOK_SECRET", "secret" * 50),
        ("BOT_LISTEN", "8080"),
        ("BOT_LISTEN", "127.0.0.1:0"),
        ("BOT_LISTEN", "127.0.0.1:65536"),
        ("BOT_LISTEN", "::1:8080"),
        ("BOT_LOG_LEVEL", "LOUD"),
        ("BOT_LOG_FORMAT", "xml"),
    ],
)
def test_what_is_malformed_is_named_in_one_sentence(name, value):
    with pytest.raises(BadSettings) as caught:
        read_settings({name: value}, NO_FILE)
    (problem,) = caught.value.problems
    assert problem.startswith(name)
    assert problem.endswith(".")
    assert "\n" not in problem
    assert "secret" not in problem


def test_the_clock_of_real_people_is_never_moved():
    with pytest.raises(BadSettings, match="BOT_CLOCK"):
        read_settings({"BOT_TOKEN": TOKEN, "BOT_CLOCK": "clock.json"}, NO_FILE)
    assert read_settings({"BOT_CLOCK": "clock.json"}, NO_FILE).clock == Path("clock.json")


def test_where_it_listens():
    assert read_settings({}, NO_FILE).listens is None
    assert read_settings({"BOT_LISTEN": "[::1]:80"}, NO_FILE).listens == ("::1", 80)
    address = {"BOT_WEBHOOK_URL": "https://bot.example.org"}
    assert read_settings(address, NO_FILE).listens == ("127.0.0.1", 8080)
    assert read_settings(address, NO_FILE).webhook_path == "/"
    off = {"BOT_WEBHOOK_URL": "off", "BOT_LISTEN": "off"}
    assert read_settings(off, NO_FILE) == Settings()


def test_a_webhook_has_to_come_in_somewhere():
    values = {"BOT_WEBHOOK_URL": "https://bot.example.org/updates", "BOT_LISTEN": "off"}
    with pytest.raises(BadSettings) as caught:
        read_settings(values, Path("no-file"))
    [problem] = caught.value.problems
    assert problem.startswith("BOT_LISTEN is off")


def test_updates_go_without_encryption_only_where_they_stay_on_this_machine():
    near, far = "http://127.0.0.1:9000/updates", "http://127.0.0.1:8081"
    assert read_settings({"BOT_WEBHOOK_URL": near, "TELEGRAM_API_URL": far}, NO_FILE).webhook_url == near
    with pytest.raises(BadSettings, match="https://"):
        read_settings({"BOT_WEBHOOK_URL": near}, NO_FILE)


def test_all_problems_are_told_at_once():
    with pytest.raises(BadSettings) as caught:
        read_settings({"BOT_OWNER": "x", "BOT_SEND_RATE": "y", "BOT_TIMEZONE": "z"}, NO_FILE)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "BOT_TIMEZONE",
        "BOT_OWNER",
        "BOT_SEND_RATE",
    ]


def test_a_file_that_is_no_text_is_told(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSettings, match="UTF-8"):
        read_settings({}, file)


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1", "http://127.8.9.1"]
)
def test_a_clock_may_be_moved_on_this_machine(url):
    assert read_settings({"TELEGRAM_API_URL": url, "BOT_CLOCK": "c.json"}, NO_FILE).on_this_machine


def test_printing_the_settings_shows_no_token():
    webhook = {"BOT_WEBHOOK_URL": "https://example.org/AAExample", "BOT_WEBHOOK_SECRET": "AAExample"}
    settings = read_settings({"BOT_TOKEN": TOKEN, **webhook}, NO_FILE)
    for shown in (
        repr(settings),
        str(settings),
        f"{settings.token}",
        repr(Token(TOKEN)),
        f"{Token(TOKEN)!s}",
    ):
        assert "AAExample" not in shown
        assert "123456789" not in shown


def test_a_database_that_can_not_be_looked_for_is_one_sentence():
    with pytest.raises(BadSettings) as caught:
        read_settings({"BOT_DATABASE": "x" * 300}, NO_FILE)
    [sentence] = caught.value.problems
    assert sentence == f"BOT_DATABASE is '{'x' * 300}', which can't be opened: File name too long."
