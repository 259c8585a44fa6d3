"""/settings: one message that shows what is set, and is edited as it changes."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions.shape import Done, only
from bot.core.effects import KeepWishes, ScreenRow, Show, Slot
from bot.core.events import EquipmentChosen, Event, HighestChosen, LookBackChosen, PicturesChosen
from bot.core.session import Session
from bot.core.setting import Setting
from bot.core.telling import told_plan
from bot.core.wishes import Wishes
from bot.core.zones import local_minute


def show_settings(session: Session, event: Event, setting: Setting) -> Done:
    """What is set, with the ways to change it."""
    return session, (_shown("settings", session, setting),)


def open_equipment(session: Session, event: Event, setting: Setting) -> Done:
    """What may be at hand, to choose from."""
    return session, (_shown("settings_equipment", session, setting),)


def open_highest(session: Session, event: Event, setting: Setting) -> Done:
    """The levels, to choose from."""
    return session, (_shown("settings_level", session, setting),)


def choose_equipment(session: Session, event: Event, setting: Setting) -> Done:
    """What is at hand."""
    equipment = only(event, EquipmentChosen).equipment
    return _changed(session, setting, replace(setting.wishes, equipment=equipment))


def choose_highest(session: Session, event: Event, setting: Setting) -> Done:
    """Never above this level."""
    return _changed(session, setting, replace(setting.wishes, highest=only(event, HighestChosen).level))


def choose_look_back(session: Session, event: Event, setting: Setting) -> Done:
    """A weekly look back, or none."""
    return _changed(session, setting, replace(setting.wishes, look_back=only(event, LookBackChosen).on))


def choose_pictures(session: Session, event: Event, setting: Setting) -> Done:
    """Light pictures, or dark ones."""
    pictures = only(event, PicturesChosen).pictures
    return _changed(session, setting, replace(setting.wishes, pictures=pictures))


def _changed(session: Session, setting: Setting, wishes: Wishes) -> Done:
    shown = _shown("settings", session, replace(setting, wishes=wishes))
    return session, (KeepWishes(wishes), shown)


def _shown(screen: str, session: Session, setting: Setting) -> Show:
    wishes, reminding = setting.wishes, setting.reminding
    args = (
        *(told_plan(reminding) if reminding.is_on else ()),
        ("paused", reminding.is_on and reminding.is_paused(setting.today)),
        ("minute", local_minute(setting.now, setting.zone) if setting.zone_known else None),
        ("equipment", wishes.equipment.value),
        ("level", wishes.highest.word),
        ("weekly", wishes.look_back),
        ("pictures", wishes.pictures.value),
        ("running", session.wishes is not None),
    )
    return Show(Slot.NOTE, ScreenRow(screen, args), in_place=True)
