"""HTTP to Telegram: python-telegram-bot's request seam, on aiohttp.

The address of every call holds the bot's token, and errors of HTTP libraries like to quote the address,
their causes too. So nothing leaves this file but errors made here, which name the kind of trouble and have
no cause.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any, Protocol

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# Spans of time from python-telegram-bot come as timedelta. Without this it warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")  # noqa: TID251 - told to the library, not read from the host

_KEEP_SECONDS = 50.0
"""How long an idle connection is kept: a new one takes Telegram's far side three round trips."""
_KEEP_NAME_SECONDS = 300
_NO_FILES = {"Content-Type": "application/json"}
MOST_BYTES = 16 << 20
"""Of an answer. The Bot API's longest, a hundred updates, have a few hundred thousand."""
_TOLD = (401, 409)
"""Refusals that end the bot or have an alarm of their own: an unknown token, another program."""
_OUT_OF_ORDER = 500
"""From this status on the Bot API itself is."""


class _TooLong(Exception):
    """Nobody's answer is that long."""


class Heard(Protocol):
    """Told of a call."""

    def __call__(self, *, answered: bool) -> None: ...


class HttpRequest(BaseRequest):
    """One pool of kept-alive connections to the Bot API.

    ``timeout`` is what a whole call may take, in seconds, from waiting for a connection to the last byte of
    the answer; a call that names a read timeout of its own may take that much. ``proxies``: whether
    HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the environment count. ``heard`` is told of every call whether the
    Bot API answered it, be it with a refusal; where these do not answer (``refusals_answer``), only with one
    that the host is told of otherwise.
    """

    def __init__(
        self,
        *,
        timeout: float = 20.0,
        connections: int = 256,
        proxies: bool = True,
        heard: Heard = lambda *, answered: None,
        refusals_answer: bool = True,
    ) -> None:
        self._timeout = timeout
        self._connections = connections
        self._proxies = proxies
        self._heard = heard
        self._refusals_answer = refusals_answer
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._timeout

    async def initialize(self) -> None:
        """Open the pool; an open one stays as it is."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, keepalive_timeout=_KEEP_SECONDS, ttl_dns_cache=_KEEP_NAME_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=self._proxies,
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool; calls under way fail."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of the answer.

        Raises TimedOut when none came in time, NetworkError when the network failed or somebody else than
        the Bot API refused (a proxy, whose 404 says nothing of the token), and BadRequest when the call
        can't be put into a body (half a surrogate pair): trying again would not help.
        """
        if self._session is None:
            raise NetworkError("The connection to Telegram is closed")
        allowed = self._timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        trouble: TelegramError
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data) if request_data else None,
                headers=_NO_FILES if request_data and not request_data.contains_files else None,
                timeout=aiohttp.ClientTimeout(total=allowed),
                allow_redirects=False,  # one would hand the token to another address
            ) as answer:
                status, body = answer.status, await _read(answer)
        except TimeoutError:
            trouble = TimedOut()
        except _TooLong:
            trouble = NetworkError("The answer is longer than the Bot API's are")
        except UnicodeEncodeError:
            trouble = BadRequest("The call holds text that is no Unicode")
        except asyncio.CancelledError:  # whoever asked has waited for long enough
            self._heard(answered=False)
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold the address
            trouble = NetworkError(f"HTTP failed: {type(error).__name__}")
        else:
            # The library would quote a foreign page, and one that says what was not found holds the address.
            if 200 <= status <= 299 or _found(body).get("ok") is False:
                fine = status < _OUT_OF_ORDER if self._refusals_answer else status < 300 or status in _TOLD
                # What begins otherwise is somebody else's page.
                self._heard(answered=fine and body.startswith(b"{"))
                return status, body
            trouble = NetworkError(f"HTTP {status}, not from the Bot API")
        if not isinstance(trouble, BadRequest):  # that one was never made
            self._heard(answered=False)
        raise trouble  # out here, so that not even its __context__ knows what came before

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Raises NetworkError when it is none of the Bot API's (a proxy's page, half an
        answer).

        In the library's own version the whole answer, people's words and all, goes to the log.
        """
        found = _found(payload)
        if found.get("ok") is False or (found.get("ok") is True and "result" in found):
            return found
        raise NetworkError("The answer was not the Bot API's")


def _body(request_data: RequestData) -> bytes | aiohttp.FormData:
    if not request_data.contains_files:
        return json.dumps(request_data.parameters, ensure_ascii=False).encode()
    form = aiohttp.FormData(request_data.json_parameters)
    for part, (name, content, kind) in request_data.multipart_data.items():
        form.add_field(part, content, filename=name, content_type=kind)
    return form


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    whole = bytearray()
    async for part in answer.content.iter_any():
        whole += part
        if len(whole) > MOST_BYTES:
            raise _TooLong
    return bytes(whole)


def _found(body: bytes) -> dict[str, Any]:
    """The JSON object that a body is; an empty one when it is something else."""
    try:
        found = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
