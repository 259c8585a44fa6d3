"""Many reminders due in the same second, against a Telegram with its limits on.

    python benchmarks/due_at_once.py [people]

One run measures side by side: how long all of them take against what the send rate allows, how evenly they go
out, and how fast taps of others are answered while nothing waits and meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.due_tick import Lag
from benchmarks.noting_bot import SENDS
from bot.adapters.store import Store, database_at
from bot.core.recurring import Occurrence
from bot.core.reminding import Reminding
from bot.core.session import Session, Step
from bot.core.snapshots import write_session
from bot.sandbox import Limits, Person, SandboxServer
from tests.e2e.bot_process import BotProcess
from tests.e2e.moved_clock import MovedClock

PEOPLE = 10_000
RATE = 30
"""Messages a second: the bot's setting, and Telegram's limit."""
TAPPERS = 5
BEFORE = datetime(2026, 3, 3, 6, tzinfo=UTC)
DUE = BEFORE + timedelta(hours=1, minutes=30)
QUIET_SECONDS = 40.0
BETWEEN_TAPS = (1.5, 4.5)
"""Seconds, at least and at most: a chat gets one message a second. They have to differ from tap to tap: after
a multiple of a slot's length, each tap would just have missed a slot.
"""


def prepare(database: Path, people: list[Person]) -> None:
    """Everybody has agreed and passed the check, and is reminded at the same minute."""
    session = Session(step=Step.RESTING, revision=1, consented=True, passed_at=BEFORE)
    snapshot, day = write_session(session), DUE.date()
    reminding = Reminding(first=DUE.hour * 60 + DUE.minute, heard_on=day - timedelta(days=1))
    with database_at(database) as db, db.atomic():
        store = Store(db)
        for person in people:
            store.people.add(person.person_id, BEFORE)
            store.people.record_consent(person.person_id, "1", BEFORE)
            store.people.keep_conversation(person.person_id, snapshot, BEFORE)
            store.reminders.keep(person.person_id, reminding)
            store.reminders.schedule(person.person_id, {1: Occurrence(day, DUE)})


async def tap_on(person: Person, until: Callable[[], bool]) -> list[float]:
    """Tap a button again and again; the seconds from each tap to its answer and the message after it."""
    welcome, seconds = person.bot_messages[0], []
    while not until():
        await asyncio.sleep(random.uniform(*BETWEEN_TAPS))  # noqa: S311 - nothing secret
        newest, began = person.last.message_id, time.monotonic()
        tap = person.tap(welcome.message_id, "Privacy")
        await person.next_message(after=newest, timeout=60)
        await tap.answered(60)
        seconds.append(time.monotonic() - began)
    return seconds


async def tap_all(people: list[Person], until: Callable[[], bool]) -> list[float]:
    """All of them at once; every tap's seconds."""
    return [each for found in await asyncio.gather(*(tap_on(p, until) for p in people)) for each in found]


def ninety_nine(seconds: list[float]) -> float:
    """What 99 % of them are at most."""
    return statistics.quantiles(seconds, n=100)[-1]


def told(name: str, seconds: list[float]) -> str:
    """A line on how long taps took."""
    middle, longest = statistics.median(seconds), max(seconds)
    return (
        f"taps {name}: {len(seconds)}, median {middle * 1000:.0f} ms, "
        f"99% {ninety_nine(seconds) * 1000:.0f} ms, longest {longest * 1000:.0f} ms"
    )


def most_in_a_second(times: list[float]) -> tuple[int, float]:
    """The largest number of instants within any one second, and when that second begins."""
    most, start = (0, 0.0), 0
    for end, at in enumerate(times):
        while at - times[start] >= 1:
            start += 1
        most = max(most, (end - start + 1, -times[start]))
    return most[0], -most[1]


async def measure(count: int, folder: Path) -> None:
    """One run, told in lines."""
    clock = MovedClock(folder / "clock.json", BEFORE)
    async with SandboxServer(clock=clock.timestamp, limits=Limits(overall_rate=RATE)) as sandbox:
        people = [sandbox.person("Sleeper") for _ in range(count)]
        for person in people:
            sandbox.world.chats[person.person_id].known_to_bot = True
        bot = BotProcess(sandbox, folder)
        bot.settings |= {"BOT_CLOCK": str(clock.path), "BOT_SEND_RATE": str(RATE), "BOT_LOG_LEVEL": "INFO"}
        bot.program, bot.settings["SENT_AT"] = ("-m", "benchmarks.noting_bot"), str(folder / "sent")
        prepare(bot.database, people)
        await bot.start()
        try:
            await run(count, bot, sandbox, clock, people, folder / "sent")
        finally:
            await bot.clean_up()


async def run(
    count: int,
    bot: BotProcess,
    sandbox: SandboxServer,
    clock: MovedClock,
    people: list[Person],
    noted: Path,
) -> None:
    tappers = [sandbox.person(f"Tapper-{number}") for number in range(TAPPERS)]
    for tapper in tappers:
        tapper.start()
        await tapper.next_message(after=0, timeout=30)
    over = time.monotonic() + QUIET_SECONDS
    quiet = await tap_all(tappers, lambda: time.monotonic() > over)

    # The many people of this process are looked through for garbage for half a second each time, which would
    # hold up the Telegram that it plays.
    gc.freeze()
    gc.disable()
    lag = Lag()
    sleepers = {str(person.person_id) for person in people}
    before = sandbox.calls.count
    clock.set(DUE)
    began = time.monotonic()

    def all_there() -> bool:
        return all(person.bot_messages for person in people[-3:]) and sent() >= count

    def sent() -> int:
        return sum(bool(person.bot_messages) for person in people)

    meanwhile = await tap_all(tappers, all_there)
    held_up = max(lag.stop())
    calls = [call for call in sandbox.calls.since(before) if call.method in SENDS]
    taken = [call for call in calls if call.ok]
    reminders = [call for call in taken if str(call.params["chat_id"]) in sleepers]
    reached = {str(call.params["chat_id"]) for call in reminders}
    last = max(call.at for call in reminders)
    left = [float(line) for line in noted.read_text("ascii").splitlines()]  # noqa: ASYNC240 - all is over
    most, when = most_in_a_second(sorted(at for at in left if began <= at <= last))
    seen, _ = most_in_a_second(sorted(call.at for call in taken))
    needed = sum(call.at <= last for call in taken) / RATE
    for line in (
        f"reminders due at once: {count}; messages delivered: {len(reminders)}, to {len(reached)} people",
        f"seconds for all: {last - began:.1f}; {count} at {RATE} a second take {count / RATE:.1f}, "
        f"ratio {(last - began) / (count / RATE):.3f}",
        f"with the answers to taps in between they take {needed:.1f}: {needed / (last - began):.3f} of the"
        " allowed rate (aim: 0.97 to 1.00)",
        f"most messages and edits that left in any one second: {most}, {most / RATE:.2f} of the allowed (aim:"
        f" at most 1.1), {when - began:.0f} s after the start",
        f"as this process counts them, which plays Telegram and was held up for {held_up * 1000:.0f} ms at"
        f" most: {seen}",
        f"429 from Telegram: {sum(call.status == 429 for call in calls)}",
        told("while nothing waits", quiet),
        told("meanwhile", meanwhile),
        f"the 99% is {(ninety_nine(meanwhile) - ninety_nine(quiet)) * RATE:.1f} slots more (aim: at most 2)",
    ):
        click.echo(line)


def main() -> None:
    """Measure, with as many people as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory(prefix="due-at-once-") as folder:
        asyncio.run(measure(count, Path(folder)))


if __name__ == "__main__":
    main()
