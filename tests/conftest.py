"""What all tests share."""

from typing import Any

import pytest

# Also what the tests' helpers assert is told in full: a bare "AssertionError" helps nobody.
pytest.register_assert_rewrite(
    "tests.chatting", "tests.conversations", "tests.e2e", "tests.figures", "tests.sandbox", "tests.sending"
)

from tests.e2e.measured import remember, told  # noqa: E402 - what is imported before that is not rewritten


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh",
        action="store_true",
        help="write the transcripts anew and print what changed; keep the pictures of today",
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # one of several processes that run tests at a time
        session.config.workeroutput["measured"] = told(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    remember(node.config, getattr(node, "workeroutput", {}).get("measured", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := told(config):
        terminalreporter.section("measured")
        for line in lines:
            terminalreporter.write_line(line)
