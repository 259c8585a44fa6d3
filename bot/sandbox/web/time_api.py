"""The sandbox's time over HTTP."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from aiohttp import web

from bot.sandbox.web.json_answers import answering, read_json
from bot.sandbox.wire import JSON
from bot.sandbox.world.moved_time import MovedTime, NextDue

_WISHES = "one of set (an instant), rate (a number), real and jump (true) is expected"


class TimeApi:
    """JSON under `/sandbox/time`."""

    def __init__(self, moved: MovedTime | None, look: Callable[[], None]) -> None:
        """`moved` is None in a sandbox whose time is not its own. `look` is called at every request, before
        the time is moved.
        """
        self._moved, self._look = moved, look

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Puts it under its address."""
        router.add_get("/sandbox/time", answering(self.show))
        router.add_post("/sandbox/time", answering(self.move))

    async def show(self, request: web.Request) -> JSON:
        """Whether it can be moved, and if so what it shows, how fast it runs, and what is due next."""
        return {"movable": False} if self._moved is None else self._told(self._moved)

    async def move(self, request: web.Request) -> JSON:
        """One of `{"set": instant}` (ISO 8601 with its offset), `{"rate": number}`, `{"real": true}` and
        `{"jump": true}`; gives what `show` gives, a jump also what it went to.
        """
        moved, given = self._movable(), await read_json(request)
        try:
            jumped = _carry_out(moved, given)
        except OSError as error:
            raise ValueError(f"the time can't be stored: {error.strerror or type(error).__name__}") from None
        return {**self._told(moved), "jumped": _due(jumped)}

    def _movable(self) -> MovedTime:
        if self._moved is None:
            raise ValueError("the time of this sandbox can't be moved")
        self._look()
        return self._moved

    def _told(self, moved: MovedTime) -> JSON:
        return {
            "movable": True,
            "shown": moved.now(),
            "rate": moved.rate,
            "real": moved.is_real,
            "next": _due(moved.next_due()),
        }


def _carry_out(moved: MovedTime, wish: JSON) -> NextDue | None:
    """What a jump went to, None for another wish. Raises `ValueError` when it makes no sense."""
    match wish:
        case {"set": str(instant), **rest} if not rest:
            moved.set(_instant(instant))
        case {"rate": bool()}:
            raise ValueError(_WISHES)
        case {"rate": int() | float() as rate, **rest} if not rest:
            moved.run(rate)
        case {"real": True, **rest} if not rest:
            moved.to_real()
        case {"jump": True, **rest} if not rest:
            return moved.jump()
        case _:
            raise ValueError(_WISHES)
    return None


def _instant(written: str) -> float:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"“{written}” is no date and time such as 2026-03-29T07:30:00+02:00") from None
    if instant.tzinfo is None:
        raise ValueError("the offset from UTC is missing, as in 2026-03-29T07:30:00+02:00")
    return instant.timestamp()


def _due(due: NextDue | None) -> JSON | None:
    return None if due is None else asdict(due)
