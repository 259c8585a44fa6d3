"""The person's side over HTTP, for the page and for tests in another process: `/sandbox/people`."""

from collections.abc import Callable

from aiohttp import web

from bot.sandbox.people.checking import checked_zone
from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.person import Person
from bot.sandbox.web.following import follow_all, follow_chat
from bot.sandbox.web.given import number_in, text_in, whole_in
from bot.sandbox.web.json_answers import answering, read_json
from bot.sandbox.web.shown import people_shown, person_shown, snapshot
from bot.sandbox.wire import JSON
from bot.sandbox.world.files import Upload
from bot.sandbox.world.world import World

_SHOWN_IN_PLACE = ("image", "audio", "video")
_FILE_HEADERS = {
    "Cache-Control": "private, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    # A document may be a page with a script: opened by itself, it must not act as this page.
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
_DETAILS = ("last_name", "username", "language_code")


class PersonApi:
    """Lists and adds people, does what they do, and lets the page follow their chat."""

    def __init__(self, world: World, everybody: Everybody) -> None:
        self._world, self._everybody = world, everybody

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its addresses."""
        router.add_get("/sandbox/people", answering(self.list_people))
        router.add_post("/sandbox/people", answering(self.add_person))
        router.add_get("/sandbox/people/{person_id:\\d{1,16}}", answering(self.show_person))
        router.add_get("/sandbox/people/{person_id:\\d{1,16}}/events", self.follow)
        router.add_get("/sandbox/events", self.follow_all)
        router.add_post("/sandbox/people/{person_id:\\d{1,16}}/picture", answering(self.send_picture))
        router.add_post("/sandbox/people/{person_id:\\d{1,16}}/{action}", answering(self.act))
        router.add_get("/sandbox/files/{file_id}", self.show_file)

    async def list_people(self, request: web.Request) -> JSON:
        """Everybody so far."""
        return {"people": people_shown(self._everybody)}

    async def add_person(self, request: web.Request) -> JSON:
        """Adds one: `first_name`, and optionally `id`, `last_name`, `username`, `language_code`, `zone`."""
        given = await read_json(request)
        details = {name: text_in(given, name) for name in _DETAILS if given.get(name) is not None}
        zone = checked_zone("" if given.get("zone") is None else text_in(given, "zone"))
        user_id = None if given.get("id") is None else whole_in(given, "id")
        person = self._everybody.new(text_in(given, "first_name"), user_id, **details)
        person.change(zone=zone)
        return person_shown(person)

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

    async def send_picture(self, request: web.Request) -> JSON:
        """Sends the `picture` of a form, with the `caption` beside it."""
        person = self._person(request)
        try:
            form = await request.post()
        except (LookupError, RuntimeError) as error:  # no such encoding
            raise ValueError(str(error)) from None
        picture, caption = form.get("picture"), form.get("caption", "")
        if not isinstance(picture, web.FileField) or not isinstance(caption, str):
            raise ValueError("a form with a picture is expected")  # noqa: TRY004 - it is the caller's value
        upload = Upload(picture.filename, picture.content_type, picture.file.read())
        return {"message_id": person.send_photo(caption, upload)}

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """The person's chat as server-sent events."""
        try:
            person = self._person(request)
        except LookupError:
            raise web.HTTPNotFound from None
        return await follow_chat(self._world, person, request)

    async def follow_all(self, request: web.Request) -> web.StreamResponse:
        """Everything, as server-sent events; `person` (query) is the one whose chat is on the screen."""
        try:
            person = self._everybody.find(int(request.query["person"]))
        except (LookupError, ValueError):
            raise web.HTTPNotFound from None
        return await follow_all(self._world, self._everybody, person, request)

    async def show_file(self, request: web.Request) -> web.Response:
        """A file that the bot or a person has sent."""
        stored = self._world.files.find(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        kind = stored.upload.content_type
        headers = dict(_FILE_HEADERS)
        if kind.partition("/")[0] not in _SHOWN_IN_PLACE:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.upload.content, content_type=kind, headers=headers)

    def _person(self, request: web.Request) -> Person:
        return self._everybody.find(int(request.match_info["person_id"]))


def _tap(person: Person, given: JSON) -> JSON:
    message_id = whole_in(given, "message_id")
    if "data" in given:
        return {"query_id": person.tap_data(message_id, text_in(given, "data")).query_id}
    by_label = "label" in given
    place = text_in(given, "label") if by_label else (whole_in(given, "row"), whole_in(given, "column"))
    return {"query_id": person.tap(message_id, place).query_id}


def _start(person: Person, given: JSON) -> JSON:
    payload = None if given.get("payload") is None else text_in(given, "payload")
    return {"message_id": person.start(payload)}


def _send(person: Person, given: JSON) -> JSON:
    reply_to = None if given.get("reply_to") is None else whole_in(given, "reply_to")
    return {"message_id": person.send(text_in(given, "text"), reply_to)}


def _numbers(place: JSON) -> dict[str, float]:
    return {name: number_in(place, name) for name in ("latitude", "longitude") if name in place}


def _edit(person: Person, given: JSON) -> JSON:
    person.edit(whole_in(given, "message_id"), text_in(given, "text"))
    return {}


def _delete(person: Person, given: JSON) -> JSON:
    person.delete(whole_in(given, "message_id"))
    return {}


def _change(person: Person, given: JSON) -> JSON:
    if unknown := set(given) - {"first_name", "language_code", "zone"}:
        raise ValueError(f"a person's {', '.join(sorted(unknown))} can't be changed")
    person.change(**{name: text_in(given, name) for name in given})
    return person_shown(person)


def _block(person: Person, given: JSON) -> JSON:
    person.block()
    return {}


def _unblock(person: Person, given: JSON) -> JSON:
    person.unblock()
    return {}


ACTIONS: dict[str, Callable[[Person, JSON], JSON]] = {
    "start": _start,
    "send": _send,
    "photo": lambda person, given: {"message_id": person.send_photo(text_in(given, "caption", ""))},
    "voice": lambda person, given: {"message_id": person.send_voice()},
    "sticker": lambda person, given: {"message_id": person.send_sticker()},
    "location": lambda person, given: {"message_id": person.send_location(**_numbers(given))},
    "contact": lambda person, given: {"message_id": person.send_contact()},
    "tap": _tap,
    "edit": _edit,
    "delete": _delete,
    "change": _change,
    "block": _block,
    "unblock": _unblock,
}
