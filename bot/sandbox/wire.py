"""What goes over the wire: JSON objects, and the envelope every Bot API answer comes in."""

from typing import Any

JSON = dict[str, Any]
"""One JSON object, as Telegram sends or receives it."""


def acceptance(result: Any) -> JSON:
    """The answer to a call that was carried out."""
    return {"ok": True, "result": result}


class Refusal(Exception):
    """A call is refused: the HTTP status, Telegram's words and the `parameters` that come with them."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> JSON:
        """The body Telegram sends with this refusal."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


def bad_request(reason: str) -> Refusal:
    """A 400 with Telegram's prefix, the first letter lowered unless it is a code (`BUTTON_DATA_INVALID`)."""
    is_code = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    words = reason if is_code else reason[:1].lower() + reason[1:]
    return Refusal(400, f"Bad Request: {words}")


def forbidden(reason: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """A 429 that asks to wait `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
