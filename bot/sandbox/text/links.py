"""Which link targets Telegram accepts."""

import re

_USER_LINK = re.compile(r"tg:(?://)?user\?(?:.*&)?id=(\d{1,19})")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://)?(.*)", re.DOTALL)
_HOST = re.compile(r"(?:[^\s/?#@]*@)?(\[[0-9a-fA-F:.]+\]|[^\s/?#@:]+)(:\d{1,5})?([/?#].*)?", re.DOTALL)


def mentioned_user(target: str) -> int:
    """The user id in a `tg://user?id=...` link, 0 when it is another link."""
    found = _USER_LINK.match(target)
    return int(found[1]) if found else 0


def checked_link(target: str) -> str:
    """The link as Telegram stores it (with a scheme, host lowered, a path); "" for what is no link."""
    target = target.strip()
    if not target or re.search(r"\s", target):
        return ""
    written = _SCHEME.fullmatch(target)
    scheme, rest = (written[1].lower(), written[2]) if written and "." not in written[1] else ("http", target)
    if scheme in ("tg", "ton", "tonsite"):
        return f"{scheme}://{rest}"
    if scheme not in ("http", "https", "ftp"):
        return ""
    host = _HOST.fullmatch(rest)
    if not host or ("." not in host[1] and ":" not in host[1]):
        return ""
    path = host[3] or "/"
    return f"{scheme}://{host[1].lower()}{host[2] or ''}{path if path[0] == '/' else '/' + path}"
