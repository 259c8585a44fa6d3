"""What the call log keeps of a value: no secret, and no more than somebody would read."""

from collections.abc import Iterable, Iterator
from typing import Any

LONGEST_TEXT = 4_096
"""Characters of one text: a message's fits."""
MOST_LOGGED = 100_000
"""Characters and other values that are kept of one call's arguments, or of its answer."""


class Logged:
    """Makes a copy to be logged. What is left out is told in its place."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._room = MOST_LOGGED

    def kept(self, value: Any) -> Any:
        """The value, or what is kept of it."""
        self._room -= 1
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            kept = {self._text(str(name)): self.kept(item) for name, item in self._fitting(value.items())}
            return kept | ({"…": _left_out(value, kept)} if len(kept) < len(value) else {})
        if isinstance(value, list):
            items = [self.kept(item) for item in self._fitting(value)]
            return items + ([_left_out(value, items)] if len(items) < len(value) else [])
        return value

    def _fitting(self, items: Iterable[Any]) -> Iterator[Any]:
        """Those items for which there is room, as it gets less."""
        for item in items:
            if self._room <= 0:
                return
            yield item

    def _text(self, text: str) -> str:
        text = text.replace(self._secret, "<token>")
        most = max(0, min(LONGEST_TEXT, self._room))
        self._room -= min(len(text), most)
        return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"


def _left_out(whole: Any, kept: Any) -> str:
    return f"and {len(whole) - len(kept):,} more"
