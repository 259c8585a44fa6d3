"""The Bot API over HTTP: `/bot<token>/<method>`, in the call log, with the faults ordered."""

import asyncio
import inspect
import json
from typing import Any

from aiohttp import web

from bot.sandbox.bot_api.arguments import Arguments, read_arguments
from bot.sandbox.bot_api.methods import METHODS
from bot.sandbox.wire import JSON, Refusal, acceptance, bad_request
from bot.sandbox.world.calls import Call
from bot.sandbox.world.faults import Fault
from bot.sandbox.world.world import World


class BotApi:
    """Answers the bot's calls."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts the Bot API and its files under their addresses."""
        for method in ("GET", "POST"):
            router.add_route(method, "/bot{token:[^/]*}/{method:[^/]*}", self.answer_call)
        router.add_get("/file/bot{token:[^/]*}/{path:.+}", self.answer_file)

    async def answer_call(self, request: web.Request) -> web.StreamResponse:
        """One call, from the address to the answer."""
        if request.match_info["token"] != self._token:
            return _respond(Refusal(401, "Unauthorized").answer(), 401)
        try:
            arguments = await read_arguments(request)
        except Refusal as refusal:
            return _respond(refusal.answer(), refusal.code)
        method = request.match_info["method"] or arguments.text("method")
        call = self._world.begin_call(method, arguments.logged())
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

    def _end(self, call: Call, body: str | JSON, status: int) -> web.Response:
        self._world.end_call(call, status, body)
        return _respond(body, status)


def _respond(body: str | JSON, status: int) -> web.Response:
    if isinstance(body, str):
        return web.Response(text=body, status=status, content_type="text/html")
    response = web.Response(body=_dump(body), status=status, content_type="application/json")
    if "parameters" in body and "retry_after" in body["parameters"]:
        response.headers["Retry-After"] = str(body["parameters"]["retry_after"])
    return response


def _dump(body: Any) -> bytes:
    return json.dumps(body, separators=(",", ":"), ensure_ascii=True).encode()


def _dropped(request: web.Request) -> web.StreamResponse:
    """Closes the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
