"""/settings: in every step, beside the open question, and without leading anywhere."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.shape import Row, S, Say, every

_SETTINGS = {
    e.SettingsAsked: a.show_settings,
    e.EquipmentOpened: a.open_equipment,
    e.EquipmentChosen: a.choose_equipment,
    e.HighestOpened: a.open_highest,
    e.HighestChosen: a.choose_highest,
    e.LookBackChosen: a.choose_look_back,
    e.PicturesChosen: a.choose_pictures,
}

SETTINGS_ROWS = (
    *(
        row
        for event, action in _SETTINGS.items()
        for row in (
            *every(S, event, g.consented, action, say=Say.NOTHING),
            *every(S, event, None, a.note("settings_not_yet"), say=Say.NOTHING),
        )
    ),
    Row(
        S.RESTING,
        e.PhraseTyped,
        g.both(g.said("settings"), g.consented),
        a.show_settings,
        S.RESTING,
        Say.NOTHING,
    ),
)
