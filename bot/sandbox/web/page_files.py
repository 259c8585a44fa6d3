"""The chat page: plain files from `page/`, served as they are."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

_PAGE = Path(__file__).parents[1] / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    # Whatever slips through: no foreign script, no inline one, no frame around the page.
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def add_page(router: web.UrlDispatcher) -> None:
    """Puts the page at `/` and its parts beside it."""
    for path in _PAGE.rglob("*"):
        if path.suffix in _TYPES:
            address = f"/page/{path.relative_to(_PAGE).as_posix()}"
            router.add_get("/" if path.name == "index.html" else address, _serving(path))


def _serving(path: Path) -> Callable[[web.Request], Awaitable[web.Response]]:
    content = path.read_bytes()

    async def serve(request: web.Request) -> web.Response:
        return web.Response(body=content, content_type=_TYPES[path.suffix], charset="utf-8", headers=_HEADERS)

    return serve
