"""What Telegram turns into entities by itself: commands, links, mentions, tags, addresses, phone numbers."""

import re

from bot.sandbox.text.utf16 import utf16_length
from bot.sandbox.wire import JSON

_TOP_LEVEL = (
    "com|org|net|edu|gov|info|io|me|dev|app|de|uk|ru|fr|es|it|nl|eu|ch|at|pl|ua|ir|in|br|jp|cn|us|ca|au"
)
_DOMAIN = rf"(?:[\w-]+\.)+(?:{_TOP_LEVEL})"
_PATTERNS = {
    "url": re.compile(
        rf"(?<![\w@.$])(?:(?:https?|ftp|tg|ton)://[^\s<>\"]+|{_DOMAIN}(?![\w.-]*@)\b(?::\d+)?(?:[/?#][^\s<>\"]*)?)",
        re.I,
    ),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,12}\b", re.I),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{2,31}\b"),
    "hashtag": re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}"),
    "cashtag": re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])"),
    "phone_number": re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){6,14}(?!\w)"),
}
_TRAILING = ".,;:!?'\"“”»)"


def find_entities(text: str) -> list[JSON]:
    """The entities in plain `text`, in order, none overlapping another."""
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS.items():
        if kind == "bot_command" and "/" not in text:
            continue
        for match in pattern.finditer(text):
            end = match.start() + len(match.group().rstrip(_TRAILING) if kind == "url" else match.group())
            if all(end <= start or match.start() >= stop for start, stop, _ in found):
                found.append((match.start(), end, kind))
    return [
        {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}
        for start, end, kind in sorted(found)
    ]
