"""The Bot API over HTTP: `/bot<token>/<method>`, in the call log, with the faults ordered."""

import asyncio
import inspect
import logging
import re

from aiohttp import web

from bot.sandbox.bot_api.arguments import Arguments, read_arguments
from bot.sandbox.bot_api.methods import METHODS
from bot.sandbox.wire import JSON, Refusal, acceptance, bad_request, dump_json, told_mistake
from bot.sandbox.world.calls import Call
from bot.sandbox.world.faults import Fault
from bot.sandbox.world.world import World

log = logging.getLogger(__name__)
_OUR_MISTAKE = Refusal(500, "Internal Server Error")
_VERBS = ("GET", "POST")
_TOKEN = re.compile(r"(\d{1,16}:)[\w:-]+")
"""Its beginning is whose it is: no secret."""


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts the Bot API and its files under their addresses."""
        for verb in _VERBS:
            router.add_route(verb, "/bot{token:[^/]*}/{method:[^/]*}", self.answer_call)
        router.add_get("/file/bot{token:[^/]*}/{path:.+}", self.answer_file)
        for address in ("/bot{rest:.*}", "/file/bot{rest:.*}"):
            router.add_route("*", address, self.answer_astray)

    async def answer_call(self, request: web.Request) -> web.StreamResponse:
        """One call, from the address to the answer."""
        token, method = request.match_info["token"], request.match_info["method"]
        if token != self._token:
            return self._refuse(method, {"token": _named(token)}, Refusal(401, "Unauthorized"))
        try:
            arguments = await read_arguments(request)
        except Refusal as refusal:
            return self._refuse(method, dict(request.query), refusal)
        except Exception as error:  # noqa: BLE001 - a mistake of ours: the bot is answered all the same
            log.error("A body met a mistake of the sandbox: %s.", told_mistake(error))
            return self._refuse(method, dict(request.query), _OUR_MISTAKE)
        call = self._world.begin_call(method or arguments.text("method"), arguments.logged())
        try:
            return await self._answer(request, call, arguments)
        except Exception as error:  # noqa: BLE001 - a mistake of ours: the bot is answered all the same
            log.error("Call %d met a mistake of the sandbox: %s.", call.number, told_mistake(error))
            return self._end(call, _OUR_MISTAKE.answer(), 500)

    async def answer_astray(self, request: web.Request) -> web.StreamResponse:
        """What is under no address of the Bot API, or asked with another verb than GET and POST."""
        token, _, method = request.match_info["rest"].partition("/")
        known = request.method in _VERBS
        refusal = Refusal(404, "Not Found") if known else Refusal(405, "Method Not Allowed")
        named = {} if token == self._token else {"token": _named(token)}
        return self._refuse(method, named, refusal)

    async def _answer(self, request: web.Request, call: Call, arguments: Arguments) -> web.StreamResponse:
        method = request.match_info["method"] or arguments.text("method")
        fault = self._world.faults.meeting(method, arguments.text("chat_id"), call.params)
        if fault is None:
            return self._end(call, *await self._carry_out(method, arguments))
        return await self._answer_with_fault(request, call, fault, arguments)

    async def answer_file(self, request: web.Request) -> web.StreamResponse:
        """The content of a file, where getFile says that it is."""
        stored = self._world.files.at(request.match_info["path"])
        if request.match_info["token"] != self._token or stored is None:
            return _respond(Refusal(404, "Not Found").answer(), 404)
        return web.Response(body=stored.upload.content, content_type="application/octet-stream")

    async def _carry_out(self, method: str, arguments: Arguments) -> tuple[JSON, int]:
        known = METHODS.get(method.lower())
        if known is None:
            return Refusal(404, "Not Found: method not found").answer(), 404
        try:
            result = known(self._world, arguments)
            return acceptance(await result if inspect.isawaitable(result) else result), 200
        except Refusal as refusal:
            return refusal.answer(), refusal.code
        except UnicodeEncodeError:  # half of a surrogate pair, written as an escape in JSON
            return bad_request("strings must be encoded in UTF-8").answer(), 400

    async def _answer_with_fault(
        self, request: web.Request, call: Call, fault: Fault, arguments: Arguments
    ) -> web.StreamResponse:
        call.fault = fault.kind
        if fault.kind == "status":
            return self._end(call, fault.body, fault.status)
        if fault.kind == "drop_request":
            return _dropped(request)
        if fault.kind == "hang":
            await fault.hold()
        body, status = await self._carry_out(call.method, arguments)
        if fault.kind == "slow":
            await fault.hold()
        if fault.kind == "drop_reply":
            return _dropped(request)
        return self._end(call, body, status)

    def _refuse(self, method: str, params: JSON, refusal: Refusal) -> web.Response:
        """Refuses a call that could not be read as one. It is logged as far as it is known."""
        call = self._world.begin_call(_TOKEN.sub(r"\1…", method), params)
        return self._end(call, refusal.answer(), refusal.code)

    def _end(self, call: Call, body: str | JSON, status: int) -> web.Response:
        response = _respond(body, status)
        self._world.end_call(call, status, body)
        return response


def _respond(body: str | JSON, status: int) -> web.Response:
    if isinstance(body, str):
        return web.Response(text=body, status=status, content_type="text/html")
    response = web.Response(body=dump_json(body).encode(), status=status, content_type="application/json")
    if "parameters" in body and "retry_after" in body["parameters"]:
        response.headers["Retry-After"] = str(body["parameters"]["retry_after"])
    return response


def _named(token: str) -> str:
    """Whose a wrong token is, without what is secret in it."""
    found = _TOKEN.match(token)
    return f"{found[1] if found else ''}…"


def _dropped(request: web.Request) -> web.StreamResponse:
    """Closes the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
