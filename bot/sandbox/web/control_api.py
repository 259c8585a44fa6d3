"""For tests in another process, and for looking inside: calls, faults, raw updates, groups, limits."""

from aiohttp import web

from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.seen import seen
from bot.sandbox.text.formatted import typed
from bot.sandbox.web.given import number_in, text_in, whole_in
from bot.sandbox.web.json_answers import answering, read_json
from bot.sandbox.web.ordered_faults import FAULT_FIELDS, read_fault
from bot.sandbox.wire import JSON
from bot.sandbox.world.chats import ChatType
from bot.sandbox.world.limits import LEAST, Limits
from bot.sandbox.world.world import World


class ControlApi:
    """JSON under `/sandbox`, beside the people."""

    def __init__(self, world: World, everybody: Everybody) -> None:
        self._world, self._everybody = world, everybody

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its addresses."""
        router.add_get("/sandbox/calls", answering(self.list_calls))
        router.add_post("/sandbox/updates", answering(self.inject))
        router.add_post("/sandbox/taps/expire", answering(self.expire_taps))
        router.add_get("/sandbox/limits", answering(self.show_limits))
        router.add_post("/sandbox/limits", answering(self.set_limits))
        router.add_get("/sandbox/faults", answering(self.list_faults))
        router.add_post("/sandbox/faults", answering(self.order_fault))
        router.add_delete("/sandbox/faults", answering(self.clear_faults))
        router.add_post("/sandbox/faults/{number:\\d{1,16}}/release", answering(self.release_fault))
        router.add_get("/sandbox/chats/{chat_id:-\\d{1,16}}", answering(self.show_chat))
        router.add_post("/sandbox/chats/{chat_id:-\\d{1,16}}/send", answering(self.send_to_chat))

    async def list_calls(self, request: web.Request) -> JSON:
        """The calls after number `since` (query), all of them without it; of these the `last` so many."""
        newer = self._world.calls.since(int(request.query.get("since", "0")))
        if "last" in request.query:
            newer = newer[max(0, len(newer) - int(request.query["last"])) :]
        return {"calls": [call.as_json() for call in newer]}

    async def inject(self, request: web.Request) -> JSON:
        """Any update, as it is."""
        return {"update_id": self._world.updates.add_raw(await read_json(request))}

    async def expire_taps(self, request: web.Request) -> JSON:
        """Makes every open tap too old."""
        self._world.taps.expire_all()
        return {}

    async def show_limits(self, request: web.Request) -> JSON:
        """Whether Telegram's limits are `on`."""
        return {"on": self._world.limits is not None}

    async def set_limits(self, request: web.Request) -> JSON:
        """Switches Telegram's limits `on` or off; further fields are those of `Limits`."""
        given = await read_json(request)
        is_on = given.pop("on")
        if unknown := set(given) - set(LEAST):
            raise ValueError(f"the limits have {', '.join(LEAST)}, not {', '.join(sorted(unknown))}")
        if not isinstance(is_on, bool):
            raise ValueError("on is true or false")  # noqa: TRY004 - it is the caller's value
        limits = Limits(**{name: number_in(given, name) for name in given})
        self._world.limits = limits if is_on else None
        return await self.show_limits(request)

    async def list_faults(self, request: web.Request) -> JSON:
        """The faults ordered, and how often each was met."""
        names = ("number", "hits", *FAULT_FIELDS)
        faults = [{name: getattr(fault, name) for name in names} for fault in self._world.faults]
        return {"faults": faults}

    async def order_fault(self, request: web.Request) -> JSON:
        """Orders one; the fields are those of `Fault`."""
        fault = read_fault(await read_json(request))
        return {"number": self._world.faults.order(fault).number}

    async def release_fault(self, request: web.Request) -> JSON:
        """Lets what it holds go on."""
        fault = self._world.faults.find(int(request.match_info["number"]))
        if fault is None:
            raise LookupError(f"there is no fault {request.match_info['number']}")
        fault.release()
        return {}

    async def clear_faults(self, request: web.Request) -> JSON:
        """Forgets all faults."""
        self._world.faults.clear()
        return {}

    async def show_chat(self, request: web.Request) -> JSON:
        """The messages of a group or channel."""
        chat = self._world.chats.get(int(request.match_info["chat_id"]))
        if chat is None:
            raise LookupError("there is no such chat")
        return {"chat": chat.as_api(), "messages": [seen(each).as_json() for each in chat.messages.values()]}

    async def send_to_chat(self, request: web.Request) -> JSON:
        """`text` from `person_id` in a group (made if need be: `kind`, `title`); in a channel a post."""
        given = await read_json(request)
        chat_id, text, kind = int(request.match_info["chat_id"]), text_in(given, "text"), _kind(given)
        # Before there is a group: that nobody can write in it leaves nothing behind.
        person = None if kind == "channel" else self._everybody.find(whole_in(given, "person_id"))
        chat = self._world.group(chat_id, kind, text_in(given, "title", "A group"))
        if chat.kind == "channel" or person is None:
            return {"message_id": self._world.post(chat, typed(text))}
        return {"message_id": person.send(text, chat=chat)}


def _kind(given: JSON) -> ChatType:
    kinds: tuple[ChatType, ...] = ("supergroup", "group", "channel")
    wanted = given.get("kind", kinds[0])
    if wanted not in kinds:
        raise ValueError(f"kind is one of {', '.join(kinds)}")
    return kinds[kinds.index(wanted)]
