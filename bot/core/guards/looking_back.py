"""Whether the look back on the week may come, and whether there is anything to be told."""

from __future__ import annotations

from bot.core.events import Event, LookBackCame
from bot.core.schedule import local_date
from bot.core.session import Session
from bot.core.setting import Setting
from bot.core.weekly import sunday_of


def wants_look_back(session: Session, event: Event, setting: Setting) -> bool:
    """A weekly look back is wished for."""
    return setting.wishes.look_back


def on_its_day(session: Session, event: Event, setting: Setting) -> bool:
    """What was due was due today; later that day it still comes, since it makes no sound."""
    if not isinstance(event, LookBackCame) or event.at is None:
        return False
    return local_date(event.at, setting.zone) == setting.today


def looked_back(session: Session, event: Event, setting: Setting) -> bool:
    """Since Sunday there was a look back."""
    at = session.looked_back_at
    return at is not None and sunday_of(local_date(at, setting.zone)) == sunday_of(setting.today)


def week_is_empty(session: Session, event: Event, setting: Setting) -> bool:
    """Nothing was scored or done in the last seven days before today."""
    return not setting.kept_last_week


def something_kept(session: Session, event: Event, setting: Setting) -> bool:
    """A score, or a session with anything done, is kept of the person."""
    return setting.kept_ever
