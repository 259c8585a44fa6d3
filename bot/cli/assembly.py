"""Which part of the running bot is handed what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.adapters.answers import Answers
from bot.adapters.clock import Clock, FileClock
from bot.adapters.exporting import Taken, zipped
from bot.adapters.intake import Doors, Polling, Taking, Webhook
from bot.adapters.locating import Locating
from bot.adapters.logs import Ids, told
from bot.adapters.owner import Owner
from bot.adapters.pacing import Pace, backoff
from bot.adapters.pictures import draw
from bot.adapters.places import Places, zone_at
from bot.adapters.reach import Reach
from bot.adapters.sender import Post, Sender
from bot.adapters.store import Keeping, Store, everything_of, history
from bot.adapters.telegram import Documents, Figures, TelegramBot, Uploads
from bot.adapters.ticking import Ticking
from bot.adapters.updates import Reading
from bot.adapters.writer import Writer, WriterClosed
from bot.cli.copies import backed_up_tonight
from bot.cli.looking import lookout
from bot.cli.nightly import nightly
from bot.cli.observing import Observed
from bot.coach import Answer, Coach
from bot.config import Settings
from bot.core.content import Content
from bot.core.history import History
from bot.core.incoming import Incoming, Shared
from bot.core.outbox import Unsent
from bot.core.screens import Host, Screen, render, wants_history
from bot.core.theirs import EXPORT
from bot.reminders import Reminders

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """The parts of a running bot that have a beginning or an end, and the coach with the content in use."""

    coach: Coach
    intake: Polling | Webhook
    sender: Sender
    reminders: Reminders
    ticking: Ticking
    answers: Answers
    owner: Owner


def assemble(
    settings: Settings,
    content: Content,
    clock: Clock,
    writer: Writer,
    telegram: TelegramBot,
    reach: Reach,
    reading: Reading,
    ids: Ids,
    observed: Observed,
    told: Mapping[str, datetime],
) -> Parts:
    """The bot, ready to be run in this event loop. ``told``: when the host was told last of each kind of
    trouble.
    """
    coach = Coach(Store, content, clock, settings.timezone, Places())
    pace = Pace(settings.send_rate)
    owner = _owner(settings, clock, writer, telegram, pace, told)
    answers = Answers(telegram.answer)
    figures = Figures(settings.content / "figures", _uploads_of(writer, telegram.number))
    host = Host(settings.contact, settings.emergency_number, settings.keep_months)
    past = partial(_past, settings, clock)
    sender = Sender(
        observed.counting(telegram.messages(figures, draw, _documents(settings, coach, clock))),
        post_of(writer),
        pace,
        draw=partial(_draw, coach, host, past),
        backoff=backoff,
        trouble=owner.trouble,
        hashed=ids.hashed,
    )
    take = Taking(_doors(coach, writer, reading, sender, answers, owner, ids, observed)).take
    intake: Polling | Webhook = Polling(telegram, take, backoff, owner.trouble)
    if settings.webhook_url:
        intake = Webhook(telegram, take, backoff, settings.webhook_url, observed.secret, owner.trouble)
        observed.hand_to(intake)
    reminders = _reminders(coach, clock, writer, sender, owner)
    beat = clock.beat if isinstance(clock, FileClock) else None
    keeping = Keeping(settings.keep_months, settings.timezone)
    back_up = partial(backed_up_tonight, settings, clock, owner.trouble)
    at_night = partial(nightly, reminders, writer, clock, keeping, back_up)
    failed = partial(_failed, owner)
    look = lookout(settings, writer, telegram, reach, owner.trouble).look
    ticking = Ticking(reminders.tick, at_night, beat, look, over=(WriterClosed,), failed=failed)
    return Parts(coach, intake, sender, reminders, ticking, answers, owner)


def _failed(owner: Owner, what: str, error: Exception) -> None:
    owner.trouble(
        "failed",
        f"A mistake of the bot's has broken off {what}: {told(error)}. It is tried again when it is time. If"
        " it happens again, report it with this line.",
    )


def _owner(
    settings: Settings,
    clock: Clock,
    writer: Writer,
    telegram: TelegramBot,
    pace: Pace,
    told: Mapping[str, datetime],
) -> Owner:
    async def note(kind: str) -> None:
        with suppress(WriterClosed):
            await writer.run(lambda db: Store(db).arrivals.note_told(kind, clock.now()))

    ago = {kind: (clock.now() - at).total_seconds() for kind, at in told.items()}
    return Owner(settings.owner, telegram.tell, pace, backoff, ago, note)


def _documents(settings: Settings, coach: Coach, clock: Clock) -> Documents:
    def taken_along(person: int) -> bytes:
        rows = everything_of(settings.database, person)
        return zipped(Taken(rows, coach.content.export, clock.now(), settings.timezone))

    return Documents({EXPORT: lambda chat: asyncio.to_thread(taken_along, chat)})


async def _draw(coach: Coach, host: Host, past: Callable[[int], History], sent: Unsent) -> Screen:
    def drawn(days: History | None = None) -> Screen:
        return render(sent.row, sent.slot, sent.revision, coach.content, host, days)

    if not wants_history(sent.row):
        return drawn()
    # In a thread: ten years are put together in 0.1 s, and everybody's taps would wait for it.
    return await asyncio.to_thread(lambda: drawn(past(sent.chat)))


def _past(settings: Settings, clock: Clock, person: int) -> History:
    """A person's days, as they are when they are shown."""
    return history(settings.database, person, clock.now(), settings.timezone)


def _doors(
    coach: Coach,
    writer: Writer,
    reading: Reading,
    sender: Sender,
    answers: Answers,
    owner: Owner,
    ids: Ids,
    observed: Observed,
) -> Doors:
    locating = Locating(zone_at)

    def take(arrived: Sequence[Incoming]) -> Sequence[Awaitable[Answer]]:
        for each in arrived:
            log.debug("Chat %s: %s.", ids.hashed(each.person), type(each.what).__name__)
        at_once = [each for each in arrived if not isinstance(each.what, Shared)]
        answers = iter(writer.submit([partial(coach.handle, incoming=each) for each in at_once]))
        return [
            place(each, each.what) if isinstance(each.what, Shared) else next(answers) for each in arrived
        ]

    async def place(shared: Incoming, where: Shared) -> Answer:
        located = await locating.located(shared, where)
        return await writer.run(partial(coach.handle, incoming=located))

    async def set_aside(what: Incoming | int, error: Exception | None, shape: object) -> Answer:
        why = told(error) if error is not None else "could not be read"
        owner.trouble(
            "set_aside",
            f"Something that arrived could not be handled and was set aside: {why}. Everybody else is served."
            " If it happens again, report it with this line.",
        )
        try:
            return await writer.run(lambda db: coach.set_aside(db, what, why, shape))
        except WriterClosed:
            raise
        except Exception:
            log.exception("Whoever sent what is set aside could not be told so.")
            return await writer.run(lambda db: coach.set_aside(db, what, why, shape, say_so=False))

    def answer(callback_id: str, toast: str | None) -> None:
        toasts = coach.content.screens["toasts"].lines
        answers.give(callback_id, toasts.get(toast, "") if toast else "")

    return Doors(reading.arrival, take, set_aside, answer, sender.wake, WriterClosed, observed.committed)


def post_of(writer: Writer) -> Post:
    """The outbox, as the sender asks for it."""
    return Post(
        chats=lambda: writer.run(lambda db: Store(db).outbox.chats()),
        next=lambda chat: writer.run(lambda db: Store(db).outbox.next(chat)),
        accepted=lambda sent, message_id: writer.run(lambda db: Store(db).outbox.accepted(sent, message_id)),
        refused=lambda sent, why: writer.run(lambda db: Store(db).outbox.refused(sent, why)),
        tried=lambda sent: writer.run(lambda db: Store(db).outbox.tried(sent)),
        gone=lambda chat: writer.run(lambda db: Store(db).outbox.gone(chat)),
    )


def _uploads_of(writer: Writer, bot: int) -> Uploads:
    return Uploads(
        known=lambda hashed: writer.run(lambda db: Store(db).uploads.known(bot, hashed)),
        keep=lambda hashed, file_id: writer.run(lambda db: Store(db).uploads.keep(bot, hashed, file_id)),
    )


def _reminders(coach: Coach, clock: Clock, writer: Writer, sender: Sender, owner: Owner) -> Reminders:
    def wake(chats: Iterable[int]) -> None:
        for chat in chats:
            sender.wake(chat, tapped=False)

    return Reminders(
        writer, coach, lambda db: Store(db).due, clock, wake, sender.room, WriterClosed, owner.trouble
    )
