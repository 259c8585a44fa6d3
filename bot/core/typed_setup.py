"""What is typed to a small question in between: times, towns, clocks, a name, yes and no."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from bot.core.content import Replies
from bot.core.events import (
    ClockGiven,
    Event,
    NameGiven,
    NameLeftOut,
    NotAScore,
    NotUnderstood,
    PlaceTyped,
    ReminderDeclined,
    SameTimeChosen,
    ScoreGiven,
    SetupUnanswered,
    TimeGiven,
    ZoneConfirmed,
    ZoneDenied,
)
from bot.core.replies import has_danger, is_one_of, is_only_of, read_yes_or_no
from bot.core.session import Session, Step
from bot.core.setting import Setting
from bot.core.typed_names import has_letters_for, tidy_name
from bot.core.typed_times import MINUTES_A_DAY, read_time
from bot.core.typed_words import normalised
from bot.core.zones import Atlas, Place

ZONE_STEPS = frozenset({Step.ZONE_GUESS, Step.ZONE_CLOCK, Step.ZONE_PLACE})
ANSWERED_WITHIN = timedelta(hours=4)
"""A typed yes or no answers the offer of a reminder so long after the session began."""
TIME_STEPS = frozenset({Step.REMINDER_TIME, Step.REMINDER_HALF})

NOT_A_TIME, NOT_A_TOWN, WHICH_TOWN = "not_a_time", "not_a_town", "which_town"
NOT_A_NAME, NO_LETTERS = "not_a_name", "no_letters"
"""Why something is no answer; lines of the screen ``words``."""


def read_setup(
    text: str, read_as: Event, session: Session, setting: Setting, message: int | None = None
) -> Event | None:
    """What a typed text answers to the open question of a set-up; None when it is no answer to that.

    ``read_as`` is what it means elsewhere: "hello" is a greeting, though Heiloo is a slip away.
    """
    replies = setting.content.replies
    if session.step is Step.RESTING and _is_offered(session, setting.now):
        answer = read_yes_or_no(text, replies)
        return None if answer is None else SameTimeChosen() if answer else ReminderDeclined()
    if session.step is Step.REPORT_NAME:
        return _name(text, read_as, setting)
    if session.step in TIME_STEPS:
        return _time(text, session, replies, message) or _unanswered(read_as, NOT_A_TIME)
    if session.step not in ZONE_STEPS:
        return None
    answered = _zone(text, session, replies, setting.now)
    if answered is not None or not isinstance(read_as, NotUnderstood):
        return answered or _unanswered(read_as, NOT_A_TIME)
    if is_only_of(text, replies.not_towns):
        return SetupUnanswered(WHICH_TOWN)
    places = setting.atlas.find(text, setting.now)
    return PlaceTyped(places) if places else SetupUnanswered(NOT_A_TOWN)


def _is_offered(session: Session, now: datetime) -> bool:
    """Whether a reminder was offered a moment ago, and nothing was said since."""
    if session.offered_for is None or session.note_revision != session.offered_note:
        return False
    return now - session.offered_for < ANSWERED_WITHIN


def read_edited(text: str, message: int, session: Session, setting: Setting) -> Event | None:
    """The time that an edited message now tells, while the set-up that it began is open."""
    told_it = session.setup is not None and session.setup.typed_in == message
    if session.step is not Step.REMINDER_TIME and not (told_it and session.step in TIME_STEPS | ZONE_STEPS):
        return None
    return _time(text, session, setting.content.replies, message)


def is_alone_a_town(text: str, replies: Replies, atlas: Atlas, now: datetime) -> bool:
    """Whether a text with a word of danger is the name of a town and no more: Fall River, Massachusetts.

    One word never is, and nothing dangerous may be left beside the name.
    """
    said = normalised(text)
    return any(_is_named(place, said, replies) for place in atlas.find(text, now))


def _is_named(place: Place, said: tuple[str, ...], replies: Replies) -> bool:
    name = normalised(place.name)
    if len(name) == 1 or said[: len(name)] != name:
        return False
    rest = said[len(name) :]
    code = len(rest) == 1 and len(rest[0]) == len("MA") and not has_danger(rest[0], replies)
    return code or rest in ((), normalised(place.country), normalised(place.region))


def _unanswered(read_as: Event, why: str) -> Event | None:
    """No answer, said as such; a number is no score while something else is asked."""
    return SetupUnanswered(why) if isinstance(read_as, ScoreGiven | NotAScore | NotUnderstood) else None


def _name(text: str, read_as: Event, setting: Setting) -> Event | None:
    """The name for the report. A number is a score here too, and a phrase keeps its answer."""
    replies, label = setting.content.replies, setting.content.screens["report_name"].buttons["leave_out"]
    answer, name = read_yes_or_no(text, replies), tidy_name(text)
    if answer is False or is_one_of(text, (label,)):
        return NameLeftOut()
    if answer or not name:
        return SetupUnanswered(NOT_A_NAME)
    if not isinstance(read_as, NotUnderstood):
        return None
    return NameGiven(name) if has_letters_for(name) else SetupUnanswered(NO_LETTERS)


def _time(text: str, session: Session, replies: Replies, message: int | None) -> TimeGiven | None:
    typed = read_time(text, replies.times)
    setup = session.setup
    if typed is None and session.step is Step.REMINDER_HALF and setup and setup.minute is not None:
        # "in the evening" answers the question which seven it is.
        hour, minute = divmod(setup.minute, 60)
        typed = read_time(f"{hour or 12}:{minute:02} {text}", replies.times)
    if typed is None:
        return None
    return TimeGiven(typed.minute, typed.other if typed.ask else None, message)


def _zone(text: str, session: Session, replies: Replies, now: datetime) -> Event | None:
    answer = read_yes_or_no(text, replies)
    if answer is not None and session.step is not Step.ZONE_CLOCK:
        return _answer(session.step, yes=answer)
    typed = read_time(text, replies.times)
    if typed is not None:
        # "2:20" is said at night and in the afternoon; "14:20" and "2:20 am" are not.
        later = read_time(f"{text} {replies.times.afternoon[0]}", replies.times)
        other = later.minute if later is not None and later.minute != typed.minute else typed.other
        return ClockGiven(typed.minute, other)
    offset = read_offset(text)
    if offset is not None:
        local = now + offset
        return ClockGiven(local.hour * 60 + local.minute)
    return None


_OFFSET = re.compile(r"(utc|gmt)? ?([+-]) ?(\d{1,2})(?:[:.]?([0-5]\d))?|utc", re.IGNORECASE)


def read_offset(text: str) -> timedelta | None:
    """How far a clock is from UTC: "UTC+2", "gmt -5:30", "+0530"; None when a text is nothing like it."""
    plain = "".join("-" if unicodedata.category(c) == "Pd" or c == "−" else c for c in text.strip())
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    minutes = int(found[3] or 0) * 60 + int(found[4] or 0)
    if minutes >= MINUTES_A_DAY:
        return None
    return timedelta(minutes=-minutes if found[2] == "-" else minutes)


def _answer(step: Step, *, yes: bool) -> Event | None:
    if not yes:
        return ZoneDenied()
    return ZoneConfirmed() if step is Step.ZONE_GUESS else None
