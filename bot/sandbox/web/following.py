"""Following a chat as it happens: server-sent events for the page."""

import asyncio
import json

from aiohttp import web

from bot.sandbox.people.person import Person
from bot.sandbox.wire import JSON
from bot.sandbox.world.world import World

_HEARTBEAT_SECONDS = 15.0


async def follow(world: World, person: Person, request: web.Request) -> web.StreamResponse:
    """First a `snapshot`, then each change in the person's chat, until the reader goes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    changes: asyncio.Queue[JSON] = asyncio.Queue()
    watchers = world.watchers.setdefault(person.person_id, set())
    watcher = changes.put_nowait
    watchers.add(watcher)
    try:
        await _write(response, {"event": "snapshot", **snapshot(world, person)})
        while True:
            await _write(response, await _next_change(changes, world, person))
    except ConnectionError:
        return response
    finally:
        watchers.discard(watcher)


async def _next_change(changes: asyncio.Queue[JSON], world: World, person: Person) -> JSON | None:
    try:
        async with asyncio.timeout(_HEARTBEAT_SECONDS):
            change = await changes.get()
    except TimeoutError:
        return None
    if change["event"] == "profile":
        return {**change, **bot_as_seen(world, person)}
    if change["event"] in ("message", "edited"):
        try:
            return {**change, "message": person.message(change["message_id"]).as_json()}
        except LookupError:
            return {**change, "event": "deleted"}
    return change


def snapshot(world: World, person: Person) -> JSON:
    """Everything a person's phone shows."""
    return {
        "person": person.user.as_api(),
        "blocked": person.blocked,
        "messages": [message.as_json() for message in person.messages],
        **bot_as_seen(world, person),
    }


def bot_as_seen(world: World, person: Person) -> JSON:
    """The bot's name, descriptions and commands in the person's language."""
    profile, language = world.profile, person.user.language_code
    return {
        "bot": {
            "name": profile.text_shown(profile.names, language) or world.bot.first_name,
            "username": world.bot.username,
            "description": profile.text_shown(profile.descriptions, language),
            "short_description": profile.text_shown(profile.short_descriptions, language),
            "commands": profile.commands_shown(person.person_id, language),
        }
    }


async def _write(response: web.StreamResponse, change: JSON | None) -> None:
    line = ": still here" if change is None else f"data: {json.dumps(change)}"
    await response.write(f"{line}\n\n".encode())
