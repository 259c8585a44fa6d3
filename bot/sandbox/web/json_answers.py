"""JSON in, JSON out, for everything under `/sandbox`."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.wire import JSON


async def read_json(request: web.Request) -> JSON:
    """The body as an object; nothing is {}. Raises `ValueError` for anything else."""
    body = await request.read()
    given = json.loads(body) if body.strip() else {}
    if not isinstance(given, dict):
        raise ValueError("a JSON object is expected")  # noqa: TRY004 - it is the caller's value that is wrong
    return given


def answering(
    answer: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A handler whose result is sent as JSON; what can't be done is a 400, or 404, with the reason."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response(await answer(request))
        except LookupError as error:
            missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            return web.json_response({"error": missing}, status=400 if isinstance(error, KeyError) else 404)
        except (ValueError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle
