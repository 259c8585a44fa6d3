"""What all tests share."""

import os
from itertools import chain, groupby, islice
from typing import Any

import pytest

# Also what the tests' helpers assert is told in full: a bare "AssertionError" helps nobody.
pytest.register_assert_rewrite(
    "tests.chatting", "tests.conversations", "tests.e2e", "tests.figures", "tests.sandbox", "tests.sending"
)

from tests.e2e.measured import remember, told  # noqa: E402 - what is imported before that is not rewritten

_COMPUTING = 2
"""Processes that the cores are kept busy with."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh",
        action="store_true",
        help="write the transcripts anew and print what changed; keep the pictures of today",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes each begin with their share of the tests: all but two begin with those that
    mostly wait for a bot, and these two with those that compute. Else the waiting comes last, all at once.
    """
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes <= _COMPUTING:
        return
    waiting = [item for item in items if _waits(item)]
    others = iter([item for item in items if not _waits(item)])
    shares: list[list[pytest.Item]] = [[] for _ in range(processes)]
    modules = [list(tests) for _, tests in groupby(waiting, key=lambda item: item.path)]
    for tests in sorted(modules, key=len, reverse=True):
        min(shares[:-_COMPUTING], key=len).extend(tests)
    for share in shares:
        share.extend(islice(others, max(0, len(items) // processes - len(share))))
    items[:] = [*chain(*shares), *others]


def _waits(item: pytest.Item) -> bool:
    return bool({"e2e", "browser"} & {parent.name for parent in item.path.parents})


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
