"""The table: step, event, guard, action, next step. It alone says what may happen.

The first row of a step and event whose guard holds is taken; an event without a row changes nothing.
The rows stand in ``bot/core/rows/``, by what they are about.
"""

from __future__ import annotations

from bot.core import events as e
from bot.core.rows.anywhere import ANYWHERE_ROWS
from bot.core.rows.checking import CHECK_ROWS
from bot.core.rows.history import HISTORY_ROWS
from bot.core.rows.interrupting import HURT_ROWS, STOP_ROWS
from bot.core.rows.looking_back import LOOKING_BACK_ROWS
from bot.core.rows.moving import MOVE_ROWS
from bot.core.rows.opening import START_ROWS, UNKEPT_ROWS, WELCOME_ROWS
from bot.core.rows.reminding import ALARM_ROWS, ANSWER_ROWS, WISH_ROWS
from bot.core.rows.scoring import SCORE_ROWS
from bot.core.rows.setting_up import SETUP_ROWS
from bot.core.rows.settings import SETTINGS_ROWS
from bot.core.rows.shape import MOVES, Row, Say
from bot.core.session import Step

__all__ = ["MOVES", "ROWS", "TABLE", "Row", "Say"]

TABLE: tuple[Row, ...] = (
    *WELCOME_ROWS,
    *UNKEPT_ROWS,
    *CHECK_ROWS,
    *START_ROWS,
    *ANSWER_ROWS,
    *SCORE_ROWS,
    *MOVE_ROWS,
    *HURT_ROWS,
    *STOP_ROWS,
    *SETUP_ROWS,
    *WISH_ROWS,
    *SETTINGS_ROWS,
    *ALARM_ROWS,
    *LOOKING_BACK_ROWS,
    *HISTORY_ROWS,
    *ANYWHERE_ROWS,
)


def _indexed() -> dict[tuple[Step, type[e.Event]], tuple[Row, ...]]:
    found: dict[tuple[Step, type[e.Event]], list[Row]] = {}
    for row in TABLE:
        found.setdefault((row.step, row.event), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


ROWS = _indexed()
"""The table's rows by step and event, in order."""
