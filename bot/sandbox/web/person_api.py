"""The person's side over HTTP, for the page and for tests in another process: `/sandbox/people`."""

from collections.abc import Callable

from aiohttp import web

from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.person import Person
from bot.sandbox.web.following import follow, snapshot
from bot.sandbox.web.json_answers import answering, read_json
from bot.sandbox.wire import JSON
from bot.sandbox.world.world import World

_DETAILS = ("last_name", "username", "language_code")


class PersonApi:
    """Lists and adds people, does what they do, and lets the page follow their chat."""

    def __init__(self, world: World, everybody: Everybody) -> None:
        self._world, self._everybody = world, everybody

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its addresses."""
        router.add_get("/sandbox/people", answering(self.list_people))
        router.add_post("/sandbox/people", answering(self.add_person))
        router.add_get("/sandbox/people/{person_id:\\d+}", answering(self.show_person))
        router.add_get("/sandbox/people/{person_id:\\d+}/events", self.follow)
        router.add_post("/sandbox/people/{person_id:\\d+}/{action}", answering(self.act))
        router.add_get("/sandbox/files/{file_id}", self.show_file)

    async def list_people(self, request: web.Request) -> JSON:
        """Everybody so far."""
        return {"people": [person.user.as_api() for person in self._everybody.all]}

    async def add_person(self, request: web.Request) -> JSON:
        """Adds one: `first_name`, and optionally `id`, `last_name`, `username`, `language_code`."""
        given = await read_json(request)
        details = {name: str(given[name]) for name in _DETAILS if given.get(name)}
        person = self._everybody.new(str(given["first_name"]), given.get("id"), **details)
        return person.user.as_api()

    async def show_person(self, request: web.Request) -> JSON:
        """The person, their chat as it stands, and the bot as they see it."""
        return snapshot(self._world, self._person(request))

    async def act(self, request: web.Request) -> JSON:
        """One of `ACTIONS`; gives what it gives."""
        action = ACTIONS.get(request.match_info["action"])
        if action is None:
            raise LookupError(
                f"a person can {', '.join(sorted(ACTIONS))}, not {request.match_info['action']}"
            )
        return action(self._person(request), await read_json(request))

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """The person's chat as server-sent events."""
        return await follow(self._world, self._person(request), request)

    async def show_file(self, request: web.Request) -> web.Response:
        """A file the bot has sent."""
        stored = self._world.files.find(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return web.Response(
            body=stored.upload.content, content_type=stored.upload.content_type, headers=headers
        )

    def _person(self, request: web.Request) -> Person:
        return self._everybody.find(int(request.match_info["person_id"]))


def _tap(person: Person, given: JSON) -> JSON:
    message_id = int(given["message_id"])
    if "data" in given:
        return {"query_id": person.tap_data(message_id, str(given["data"])).query_id}
    place = str(given["label"]) if "label" in given else (int(given["row"]), int(given["column"]))
    return {"query_id": person.tap(message_id, place).query_id}


def _edit(person: Person, given: JSON) -> JSON:
    person.edit(int(given["message_id"]), str(given["text"]))
    return {}


def _delete(person: Person, given: JSON) -> JSON:
    person.delete(int(given["message_id"]))
    return {}


def _block(person: Person, given: JSON) -> JSON:
    person.block()
    return {}


def _unblock(person: Person, given: JSON) -> JSON:
    person.unblock()
    return {}


ACTIONS: dict[str, Callable[[Person, JSON], JSON]] = {
    "start": lambda person, given: {"message_id": person.start(given.get("payload"))},
    "send": lambda person, given: {"message_id": person.send(str(given["text"]), given.get("reply_to"))},
    "photo": lambda person, given: {"message_id": person.send_photo(str(given.get("caption", "")))},
    "voice": lambda person, given: {"message_id": person.send_voice()},
    "sticker": lambda person, given: {"message_id": person.send_sticker()},
    "location": lambda person, given: {"message_id": person.send_location()},
    "tap": _tap,
    "edit": _edit,
    "delete": _delete,
    "block": _block,
    "unblock": _unblock,
}
