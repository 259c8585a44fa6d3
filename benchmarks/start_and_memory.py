"""From the command to the first question for updates, and the memory of a bot that waits for people.

    python benchmarks/start_and_memory.py [runs]

Side by side with the smallest polling bot that python-telegram-bot's examples have (it keeps nothing), in
turn, against the same stub. The middle of the runs. Memory is the proportional set size five seconds later:
what is shared with other processes counts by its share.
"""

from __future__ import annotations

import asyncio
import compileall
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import click
from aiohttp import web

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.updates_end_to_end import TOKEN, Stub, serving
from tests.e2e.bot_process import ROOT, environment

RUNS = 7
IDLE_SECONDS = 5.0
POLL_SECONDS = 25.0
ECHO = str(Path(__file__).with_name("updates_end_to_end.py"))
PROGRAMS = {
    "python-telegram-bot, polling": (ECHO, "stock", "{url}", "1"),
    "this bot": ("-m", "bot", "run"),
}
AIMS = {"seconds": 1.5, "MiB": 1.4}


@dataclass
class Quiet(Stub):
    """A Telegram in which nobody writes."""

    count: int = 0
    delay: float = 0.0
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        if request.match_info["method"].lower() != "getupdates":
            return await super().handle(request)
        self.asked.set()
        await asyncio.sleep(POLL_SECONDS)
        return web.json_response({"ok": True, "result": []})


async def measured(command: tuple[str, ...], database: Path | None = None) -> dict[str, float]:
    """Seconds to the first question for updates, and MiB when idle. ``database``: one there is already."""
    stub = Quiet()
    async with serving(stub) as url:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *(part.format(url=url) for part in command)),
                cwd=ROOT,
                env=environment(
                    BOT_TOKEN=TOKEN,
                    TELEGRAM_API_URL=url,
                    BOT_DATABASE=str(database or Path(folder, "bot.db")),
                    BOT_LOG_LEVEL="WARNING",
                ),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                async with asyncio.timeout(300):
                    await stub.asked.wait()
                seconds = time.perf_counter() - began
                await asyncio.sleep(IDLE_SECONDS)
                return {"seconds": seconds, "MiB": _mebibytes(process.pid)}
            finally:
                process.kill()
                await process.wait()


def _mebibytes(pid: int) -> float:
    """Proportional set size of a process."""
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    [kibibytes] = [line.split()[1] for line in rolled.splitlines() if line.startswith("Pss:")]
    return int(kibibytes) / 1024


async def compare(runs: int) -> None:
    """Both programs in turn, compiled, as the image is and docs/operating.md has it."""
    compileall.compile_dir(ROOT / "bot", quiet=1)
    found = {name: [] for name in PROGRAMS}  # type: dict[str, list[dict[str, float]]]
    for _ in range(runs):
        for name, command in PROGRAMS.items():
            found[name].append(await measured(command))
    for what, aim in AIMS.items():
        middle = {name: statistics.median(run[what] for run in found[name]) for name in PROGRAMS}
        stock, ours = middle.values()
        for name, value in middle.items():
            click.echo(f"  {name:32} {value:8.2f} {what}")
        click.echo(f"  ratio {ours / stock:.2f} (aim: at most {aim})")


if __name__ == "__main__":
    asyncio.run(compare(int(sys.argv[1]) if sys.argv[1:] else RUNS))
