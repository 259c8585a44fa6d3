"""The days that were, in words: looked at, and corrected or removed entry by entry, in every step."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.shape import Row, S, Say, every

HISTORY_ROWS = (
    *every(S, e.HistoryAsked, None, a.show_history, say=Say.NOTHING),
    *every(S, e.HistoryTurned, None, a.turn_history, say=Say.NOTHING),
    *every(S, e.EntryOpened, None, a.open_entry, say=Say.NOTHING),
    *every(S, e.ScoreRemoved, None, a.remove_score, say=Say.NOTHING),
    *every(S, e.RoutineOpened, None, a.open_routine, say=Say.NOTHING),
    *every(S, e.RoutineRemoved, None, a.remove_routine, say=Say.NOTHING),
    Row(S.RESTING, e.PhraseTyped, g.said("history"), a.show_history, S.RESTING, Say.NOTHING),
)
