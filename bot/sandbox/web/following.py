"""Following what happens, as it happens: server-sent events."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.person import Person
from bot.sandbox.web.shown import bot_as_seen, keyboard_shown, people_shown, snapshot
from bot.sandbox.wire import JSON, dump_json
from bot.sandbox.world.world import World

_HEARTBEAT_SECONDS = 15.0
Change = tuple[int, JSON]
"""The id of the chat it happened in, 0 for none, and what happened."""


async def follow_chat(world: World, person: Person, request: web.Request) -> web.StreamResponse:
    """First a `snapshot`, then each change in the person's chat, until the reader goes."""

    def told(change: Change) -> JSON | None:
        chat_id, event = change
        if chat_id == person.person_id or event["event"] == "profile":
            return _shown(world, person, event)
        return None

    return await _follow(world, request, [_snapshot(world, person)], told)


async def follow_all(
    world: World, everybody: Everybody, person: Person, request: web.Request
) -> web.StreamResponse:
    """As `follow_chat`, and beside it what happens anywhere else, as the page shows it all.

    `people`: everybody, at the beginning and whenever they change. `elsewhere`: something in the chat of
    another person (`person_id`, and under `change` what). `call`: a Bot API call has come, or is answered.
    `content`: the bot's content was saved, with these `mistakes`, and whether it is `used` all the same; told
    at the beginning if there are any.
    """

    def told(change: Change) -> JSON | None:
        chat_id, event = change
        if event["event"] == "people":
            return _people(everybody)
        if event["event"] == "call":
            return {**event, "call": event["call"].as_json()}
        if chat_id in (0, person.person_id):
            return _shown(world, person, event)
        try:
            other = everybody.find(chat_id)
        except LookupError:  # a group or a channel, which nobody has on the screen
            return None
        return {"event": "elsewhere", "person_id": chat_id, "change": _shown(world, other, event)}

    first = [_people(everybody), _snapshot(world, person)]
    if world.content_saving and world.content_saving["mistakes"]:
        first.append(world.content_saving)
    return await _follow(world, request, first, told)


async def _follow(
    world: World, request: web.Request, first: list[JSON], told: Callable[[Change], JSON | None]
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    changes: asyncio.Queue[Change] = asyncio.Queue()

    def watcher(chat_id: int, event: JSON) -> None:
        changes.put_nowait((chat_id, event))

    world.watchers.add(watcher)
    try:
        await response.prepare(request)
        for event in first:
            await _write(response, event)
        while True:
            await _write(response, await _next(changes, told))
    except ConnectionError:
        return response
    finally:
        world.watchers.discard(watcher)


async def _next(changes: asyncio.Queue[Change], told: Callable[[Change], JSON | None]) -> JSON | None:
    """The next change that is told; None when there was none for a while."""
    try:
        async with asyncio.timeout(_HEARTBEAT_SECONDS):
            while (event := told(await changes.get())) is None:
                pass
            return event
    except TimeoutError:
        return None


def _people(everybody: Everybody) -> JSON:
    return {"event": "people", "people": people_shown(everybody)}


def _snapshot(world: World, person: Person) -> JSON:
    return {"event": "snapshot", **snapshot(world, person)}


def _shown(world: World, person: Person, change: JSON) -> JSON:
    """What happened, with what is to be seen of it now."""
    if change["event"] == "profile":
        return {**change, **bot_as_seen(world, person)}
    if change["event"] in ("message", "edited"):
        try:
            message = person.message(change["message_id"]).as_json()
        except LookupError:
            return {**change, "event": "deleted"}
        # A keyboard below the chat comes with a message and goes with one.
        return {**change, "message": message, **keyboard_shown(person)}
    return change


async def _write(response: web.StreamResponse, change: JSON | None) -> None:
    line = ": still here" if change is None else f"data: {dump_json(change)}"
    await response.write(f"{line}\n\n".encode())
