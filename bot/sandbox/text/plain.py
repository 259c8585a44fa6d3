"""The plain text a reader of markup writes, measured as Telegram measures it."""

from bot.sandbox.text.utf16 import utf16_length


class PlainText:
    """Text that only grows, and how many UTF-16 code units it has so far."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []

    def write(self, text: str) -> None:
        """Adds `text` at the end."""
        self._pieces.append(text)
        self.length += utf16_length(text)

    @property
    def piece_count(self) -> int:
        """How many pieces were written: a mark for `since`."""
        return len(self._pieces)

    def since(self, piece_count: int = 0) -> str:
        """What was written after so many pieces."""
        return "".join(self._pieces[piece_count:])
