"""/settings in the real program: what is set there outlives a kill, and the next routine keeps to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core import events as e
from bot.core.content import Content
from bot.core.events import Event
from bot.core.session import ROLLER, TOWEL, Level
from bot.core.wishes import Equipment
from bot.sandbox import Person, SandboxServer, Seen
from tests.e2e.bot_process import BotProcess
from tests.e2e.moved_clock import MovedClock
from tests.e2e.on_screen import buttons, data_of
from tests.e2e.walking import Scores, Step, Walker

SCORES = Scores(1, 1, 1, 1)


async def test_no_equipment_and_never_above_gentle_hold_from_the_next_routine_on(
    bot: BotProcess, sandbox: SandboxServer, content: Content, tmp_path: Path
):
    clock = MovedClock(tmp_path / "clock.json", datetime(2026, 3, 2, 9, tzinfo=UTC))
    bot.settings["BOT_CLOCK"] = str(clock.path)
    await bot.start()
    walker = Walker(sandbox.person("Adalind"), content)
    await walker.first_day(SCORES)
    person = walker.person
    before = person.last.message_id
    person.send("/settings")
    settings = (await person.next_message(after=before)).message_id
    chosen = e.EquipmentChosen(Equipment.NONE), e.HighestChosen(Level.GENTLE)
    for opened, choice in zip((e.EquipmentOpened(), e.HighestOpened()), chosen, strict=True):
        for event in (opened, choice):
            await edited(person, settings, event)
    lines = content.screens["settings"].lines
    for line in ("equipment_none", "level_gentle"):
        assert f": {lines[line]}" in person.message(settings).text
    await bot.settled()  # or the last edit comes once more
    await bot.kill()
    clock.move(timedelta(days=1))
    await bot.start()

    person.send("/routine")
    first, *_ = content.routine.exercises
    steps = walker.routine(SCORES)
    found = await walker.walk((Step("quick_check", e.NothingNew()), *steps[:2]), then=first)
    assert content.screens["exercise"].lines["reason_wished_gentle"] in person.message(found.message_id).text
    changing = await edited(person, found.message_id, e.ChangeOpened())
    offered = {type(callback.event) for callback in buttons(changing)}
    assert e.EasierChosen in offered
    assert not {e.MoreChosen, e.VariationChosen} & offered
    assert {TOWEL, ROLLER} <= content.exercises[first].variations.keys()
    await edited(person, found.message_id, e.BackChosen())
    await walker.walk(steps[2:])
    assert bot.rows("SELECT level, reason FROM sessions ORDER BY id") == [
        ("gentle", "first_session"),
        ("gentle", "wished_gentle"),
    ]
    done = bot.rows("SELECT DISTINCT level, variation FROM exercises_done")
    assert done == [("gentle", "plain")]


async def edited(person: Person, message_id: int, event: Event) -> Seen:
    """Tap the button that stands for an event, and see the same message changed."""
    was = person.message(message_id)
    data = data_of(was, event)
    assert data is not None, f"no button for {event} in {was.labels}"
    person.tap_data(message_id, data)

    def changed(screen: Person) -> Seen | None:
        now = screen.message(message_id)
        return now if now != was else None

    return await person.wait_for(changed)
