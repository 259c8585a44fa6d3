"""Questions that come in between, and typed words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions.closing import REASK_DUE, SNOOZE_DUE, closed, closing
from bot.core.actions.shape import Done, only
from bot.core.effects import (
    CancelDue,
    ClearButtons,
    DeletePerson,
    Effect,
    Ending,
    KeepReminding,
    KeepWishes,
    ScreenRow,
    Show,
    Slot,
)
from bot.core.events import (
    Event,
    NotAScore,
    PhraseTyped,
)
from bot.core.session import (
    Session,
    Step,
)
from bot.core.setting import Setting


def remember_return(session: Session, event: Event, setting: Setting) -> Done:
    """Remember where to go on. From one question that comes in between to another that stays the same."""
    if session.returning is not None:
        return replace(session, setup=None), ()
    place = Step.EXERCISING if session.step is Step.CHANGING else session.step
    return replace(session, returning=place), ()


def resume(session: Session, event: Event, setting: Setting) -> Done:
    """Back to where we were."""
    return replace(session, returning=None), ()


def stop_reminders(session: Session, event: Event, setting: Setting) -> Done:
    """Nothing proactive any more."""
    session = replace(session, returning=None, reminder_open=False, word="word:reminders_stopped")
    return session, (*no_reminders(setting), CancelDue((REASK_DUE, SNOOZE_DUE)))


def no_reminders(setting: Setting) -> tuple[Effect, ...]:
    """Reminders are turned off, and none that was sent can be answered."""
    # Who wants no reminders wants nothing that comes by itself: the look back goes too.
    wishes = () if not setting.wishes.look_back else (KeepWishes(replace(setting.wishes, look_back=False)),)
    return KeepReminding(setting.reminding.off()), *wishes, ClearButtons(Slot.REMINDER)


def stop_everything(session: Session, event: Event, setting: Setting) -> Done:
    """End the session and everything proactive."""
    effects = (*closing(session, Ending.STOPPED), CancelDue(), *no_reminders(setting))
    # Where there were no reminders, none are said to have been stopped.
    resting = "stopped" if setting.reminding.is_on else "stopped_today"
    return replace(closed(session), resting=resting, reminder_open=False, offered_for=None), effects


def answer_phrase(session: Session, event: Event, setting: Setting) -> Done:
    """The content's answer above the open question; never the same twice running."""
    event = only(event, PhraseTyped)
    answer = f"phrase:{event.phrase}"
    if answer == session.word:
        return answer_unknown(session, event, setting)
    return replace(session, word=answer), ()


def answer_unknown(session: Session, event: Event, setting: Setting) -> Done:
    """One of the answers to what is not understood, taken in turn."""
    turn = session.said % len(setting.content.replies.unknown)
    return replace(session, said=session.said + 1, word=f"unknown:{turn}"), ()


def say_stopped(session: Session, event: Event, setting: Setting) -> Done:
    """It was stopped; no check opens the way while lying flat is the matter."""
    flat = session.step is Step.FLAT_STOP
    return replace(session, word="word:flat_here" if flat else "word:stopped_here"), ()


def answer_not_a_score(session: Session, event: Event, setting: Setting) -> Done:
    """A kind sentence on why that is no score."""
    answer = f"not_a_score:{only(event, NotAScore).why}"
    return replace(session, word="word:whole_number" if answer == session.word else answer), ()


def answer_media(session: Session, event: Event, setting: Setting) -> Done:
    """What cannot be heard or seen here; another sentence the second time."""
    again = session.word == "word:media"
    return replace(session, word="word:media_again" if again else "word:media"), ()


def daily_question(session: Session, event: Event, setting: Setting) -> Done:
    """Ask for today's sitting score, beside the open question."""
    args: tuple[tuple[str, str | int | bool | None], ...] = ()
    if isinstance(event, NotAScore):
        args = (("word", f"not_a_score:{event.why}"),)
    return session, (Show(Slot.NOTE, ScreenRow("daily_question", args)),)


def delete(session: Session, event: Event, setting: Setting) -> Done:
    """Erase everything and say goodbye."""
    return Session(), (DeletePerson(), Show(Slot.NOTE, ScreenRow("deleted")))
