"""The sandbox server: a Telegram of your own on 127.0.0.1."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.sandbox.bot_api.answering_calls import BotApi
from bot.sandbox.people.everybody import Everybody
from bot.sandbox.people.person import Person
from bot.sandbox.people.seen import Seen, seen
from bot.sandbox.text.formatted import typed
from bot.sandbox.transcripts.witness import Witness
from bot.sandbox.web.control_api import ControlApi
from bot.sandbox.web.doors import refuse_strangers
from bot.sandbox.web.inside_api import Inside, InsideApi
from bot.sandbox.web.page_files import add_page
from bot.sandbox.web.person_api import PersonApi
from bot.sandbox.web.saving_api import SavingApi
from bot.sandbox.web.time_api import TimeApi
from bot.sandbox.wire import JSON
from bot.sandbox.world.callbacks import Taps
from bot.sandbox.world.calls import Calls
from bot.sandbox.world.chats import Chat, ChatType
from bot.sandbox.world.faults import Faults
from bot.sandbox.world.limits import Limits
from bot.sandbox.world.moved_time import MovedTime
from bot.sandbox.world.updates import UpdateQueue
from bot.sandbox.world.users import User
from bot.sandbox.world.webhook import Webhook
from bot.sandbox.world.world import World

TOKEN = "4200000001:sandbox-token-of-no-value-anywhere-else"  # noqa: S105 - it opens nothing but this sandbox
_MOST_BODY_BYTES = 60 << 20
_STOP_SECONDS = 0.25


class SandboxServer:
    """A Bot API server, the people who chat with the bot, and a page for one of them.

    Start and stop it in an event loop; between a `stop` and the next `start` (on the same port) nothing is
    forgotten, and connections are refused. The people and the rest may be used while it runs or not, but only
    from the thread of that event loop.
    """

    def __init__(
        self,
        port: int = 0,
        token: str = TOKEN,
        *,
        bot_name: str = "Sandbox bot",
        first_update_id: int = 815_000_001,
        clock: Callable[[], float] = time.time,
        moved_time: MovedTime | None = None,
        inside: Inside | None = None,
        limits: Limits | None = None,
        keep_calls: int | None = None,
        answer_within: float = 900.0,
        witness: Witness | None = None,
    ) -> None:
        """`port` 0: a free one. `bot_name` stands above the chat. `clock` dates the messages (Unix seconds);
        `moved_time` does so in its place, and can be moved over HTTP and on the page. `inside` is what the
        page shows of the bot besides its calls.

        `keep_calls` bounds the call log. `answer_within`: for how many seconds a tap can be answered.
        `witness` makes what is saved of a chat exact.
        """
        self.port = port
        self.token = token
        bot = User(int(token.partition(":")[0]), bot_name, username="sandbox_bot", is_bot=True)
        calls = Calls(token, keep_calls)
        shown = moved_time.now if moved_time is not None else clock
        self.world = World(bot, calls, UpdateQueue(first_update_id), Taps(answer_within), shown, limits)
        self._moved_time, self._inside = moved_time, inside
        self._witness = witness
        self._everybody = Everybody(self.world, witness)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where it listens (or last did): what `TELEGRAM_API_URL` is to be set to. No slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> Calls:
        """Every Bot API call so far."""
        return self.world.calls

    @property
    def faults(self) -> Faults:
        """What goes wrong, to order."""
        return self.world.faults

    @property
    def updates(self) -> UpdateQueue:
        """What the bot has not confirmed yet."""
        return self.world.updates

    @property
    def webhook(self) -> Webhook:
        """Where updates are sent, once the bot has asked for that."""
        return self.world.webhook

    @property
    def people(self) -> list[Person]:
        """Everybody so far."""
        return self._everybody.all

    def person(
        self,
        first_name: str,
        user_id: int | None = None,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """A new person. The bot does not know them until they write. Raises `ValueError` for an id in use."""
        return self._everybody.new(
            first_name, user_id, last_name=last_name, username=username, language_code=language_code
        )

    def find_person(self, user_id: int) -> Person:
        """The person with that id; raises `LookupError` when there is none."""
        return self._everybody.find(user_id)

    def group(self, chat_id: int, kind: ChatType = "supergroup", title: str = "A group") -> Chat:
        """A group or channel the bot is in, to be given to `Person.send(..., chat=group)`."""
        return self.world.group(chat_id, kind, title)

    def post(self, channel: Chat, text: str) -> int:
        """A post in a channel; gives the message's id."""
        return self.world.post(channel, typed(text))

    def inject(self, update: JSON) -> int:
        """Sends the bot any update, well-formed or not, and gives its id; see `UpdateQueue.add_raw`."""
        return self.updates.add_raw(update)

    def content_saved(self, mistakes: list[str], *, used: bool) -> None:
        """Tells the page that the bot's content was saved, what is wrong with it, and whether it is used."""
        self.world.content_saved(mistakes, used=used)

    def messages(self, chat: Chat) -> list[Seen]:
        """What is to be seen in a group or channel."""
        return [seen(message) for message in chat.messages.values()]

    def expire_taps(self) -> None:
        """Makes every open tap too old to be answered."""
        self.world.taps.expire_all()

    async def start(self) -> None:
        """Listens; raises `OSError` when the port is taken."""
        application = web.Application(client_max_size=_MOST_BODY_BYTES, middlewares=[refuse_strangers])
        BotApi(self.world, self.token).add_routes(application.router)
        PersonApi(self.world, self._everybody).add_routes(application.router)
        SavingApi(self.world, self._everybody, self._witness).add_routes(application.router)
        ControlApi(self.world, self._everybody).add_routes(application.router)
        TimeApi(self._moved_time, self._everybody.recorder.look).add_routes(application.router)
        InsideApi(self.world, self._inside).add_routes(application.router)
        add_page(application.router)
        runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=_STOP_SECONDS, handler_cancellation=True
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        try:
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self.port = runner.addresses[0][1]
        self.world.webhook.start()

    async def stop(self) -> None:
        """Closes all connections and listens no more."""
        await self.world.webhook.stop()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
