"""Who may come in: only this machine, and no other site's page in its browser."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_NAMES = {"127.0.0.1", "localhost"}
_OWN_FETCHES = {"same-origin", "none"}


@web.middleware
async def refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers 403 to a foreign Host (DNS rebinding) or Origin (a page of another site that posts here).

    And to whatever else a browser says is fetched for another page: a picture's address can be a call too.
    """
    if not _is_ours(request.headers.get("Host", ""), request):
        return _refused("Host")
    origin = request.headers.get("Origin")
    if origin is not None and not (
        origin.startswith("http://") and _is_ours(origin[len("http://") :], request)
    ):
        return _refused("Origin")
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_FETCHES and not _is_visit(request):
        return _refused("Sec-Fetch-Site")
    return await handler(request)


def _is_visit(request: web.Request) -> bool:
    """Whether somebody has followed a link to the page itself."""
    return request.path == "/" and request.headers.get("Sec-Fetch-Dest") == "document"


def _is_ours(authority: str, request: web.Request) -> bool:
    """Whether `host:port` names this server; another server of this machine is a stranger too."""
    host, _, port = authority.partition(":")
    address = request.transport.get_extra_info("sockname") if request.transport is not None else None
    return host.lower() in _NAMES and address is not None and port == str(address[1])


def _refused(header: str) -> web.Response:
    body = {"ok": False, "error_code": 403, "description": f"Forbidden: foreign {header} header"}
    return web.json_response(body, status=403)
