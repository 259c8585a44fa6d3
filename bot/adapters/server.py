"""The bot's own small HTTP server: the address that Telegram sends updates to, /healthz and /metrics.

Nothing it says or logs holds the secret, the address's path or a person.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import hdrs, web

log = logging.getLogger(__name__)
_http_log = logging.getLogger(f"{__name__}.http")
# It would tell of every stranger who sends what is no HTTP; mistakes of ours are logged here.
_http_log.setLevel(logging.CRITICAL + 1)

MOST_BYTES = 1 << 20
"""Of an update; Telegram's have a few thousand."""
BODY_SECONDS = 10.0
"""How long an update may take to come in."""
COME_AGAIN_SECONDS = 1
HEALTH, METRICS = "/healthz", "/metrics"
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_IDLE_SECONDS = 75.0
_LINGER_SECONDS = 1.0
"""How long the rest of a body that is not wanted is let come in, so that the refusal is heard."""
_END_SECONDS = 1.0

Arrived = Callable[[dict[str, Any]], Awaitable[bool]]
"""An update came in. Whether it is committed; False when it has to come again."""


@dataclass(frozen=True)
class Told:
    """What is answered to those who ask how the bot is."""

    health: Callable[[], Awaitable[tuple[bool, dict[str, object]]]]
    """Whether all is well, and the parts of it."""
    metrics: Callable[[], Awaitable[bytes]]
    metrics_type: str


class Server:
    """Serves between ``start`` and ``stop``."""

    def __init__(self, host: str, port: int, told: Told, path: str | None = None, secret: str = "") -> None:
        """``path``: where updates come in, with the ``secret``; None when they are asked for instead."""
        self._host, self._port, self._told, self._path = host, port, told, path
        self._secret = secret.encode()
        self._arrived: Arrived = _nobody_yet
        self._runner: web.AppRunner | None = None

    def hand_to(self, arrived: Arrived) -> None:
        """Take updates from now on; before that, they have to come again."""
        self._arrived = arrived

    async def start(self) -> None:
        """Listen. Raises OSError."""
        application = web.Application(client_max_size=MOST_BYTES, middlewares=[_no_mistake_is_told])
        application.on_response_prepare.append(_without_our_versions)
        application.router.add_get(HEALTH, self._health)
        application.router.add_get(METRICS, self._metrics)
        if self._path is not None:
            application.router.add_post(self._path, self._update, expect_handler=self._expected)
        self._runner = web.AppRunner(
            application,
            access_log=None,  # it holds addresses
            logger=_http_log,
            keepalive_timeout=_IDLE_SECONDS,
            lingering_time=_LINGER_SECONDS,
            shutdown_timeout=_END_SECONDS,
            # Telegram packs nothing, and to unpack what strangers send would hold up everybody.
            auto_decompress=False,
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Listen no more; what is being answered has a second."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, request: web.Request) -> web.Response:
        well, told = await self._told.health()
        return web.json_response(told, status=200 if well else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        return web.Response(
            body=await self._told.metrics(), headers={hdrs.CONTENT_TYPE: self._told.metrics_type}
        )

    async def _expected(self, request: web.Request) -> web.Response | None:
        """Whoever asks whether the body is wanted is told so only when it is."""
        refused = self._refused(request)
        if refused is None and request.transport is not None:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return refused

    def _refused(self, request: web.Request) -> web.Response | None:
        """What is answered to a request whose body is not wanted."""
        given = request.headers.get(_SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return _closing(403)
        if (request.content_length or 0) > MOST_BYTES:
            return _closing(413)
        return None

    async def _update(self, request: web.Request) -> web.Response:
        if refused := self._refused(request):
            return refused
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.read()
        except TimeoutError:
            return _closing(408)
        except web.HTTPRequestEntityTooLarge:
            return _closing(413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(raw, dict) or not _is_id(raw.get("update_id")):
            return web.Response(status=400)
        if await self._arrived(raw):
            return web.Response()
        return web.Response(status=503, headers={hdrs.RETRY_AFTER: str(COME_AGAIN_SECONDS)})


async def _nobody_yet(raw: dict[str, Any]) -> bool:
    return False


def _is_id(update_id: object) -> bool:
    """Whether it can be stored; a bool would pass isinstance."""
    return type(update_id) is int and abs(update_id) < 1 << 63


def _closing(status: int) -> web.Response:
    """An answer after which the connection is closed."""
    response = web.Response(status=status)
    response.force_close()
    return response


@web.middleware
async def _no_mistake_is_told(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except ConnectionError:  # whoever asked has gone
        return web.Response(status=400)
    except Exception:
        log.exception("A request could not be answered.")
        return web.Response(status=500)


async def _without_our_versions(request: web.Request, response: web.StreamResponse) -> None:
    response.headers[hdrs.SERVER] = "bot"
