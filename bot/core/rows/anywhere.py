"""What counts in every step."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.effects import Ending
from bot.core.rows.shape import CHECK, RUNNING, SETUP, STOPS, S, Say, but, every

ANYWHERE_ROWS = (
    *every(S, e.HelpAsked, None, a.note("help"), say=Say.NOTHING),
    *every(S, e.AboutAsked, None, a.note("about"), say=Say.NOTHING),
    *every(S, e.PrivacyAsked, None, a.note("privacy"), say=Say.NOTHING),
    *every(S, e.ExportAsked, None, a.note("export"), say=Say.NOTHING),
    *every(S, e.DeleteAsked, None, a.note("delete"), say=Say.NOTHING),
    *every(S, e.ExportedFirst, None, a.then(a.note("export"), a.note("delete")), say=Say.NOTHING),
    *every(S, e.DeleteConfirmed, None, a.delete, S.WELCOME, Say.NOTHING),
    *every(S, e.DeleteCancelled, None, a.note("kept"), say=Say.NOTHING),
    *every(STOPS, e.PhraseTyped, action=a.say_stopped),
    *every(STOPS, e.NotUnderstood, action=a.say_stopped),
    *every(CHECK, e.PhraseTyped, action=a.word("check_first")),
    *every(CHECK, e.NotUnderstood, action=a.word("check_first")),
    *every(but(*STOPS, *CHECK), e.PhraseTyped, action=a.answer_phrase),
    *every(but(*STOPS, *CHECK), e.NotUnderstood, action=a.answer_unknown),
    *every(S, e.MediaSent, action=a.answer_media),
    *every(STOPS, e.SessionExpired, g.both(g.child, g.consented), a.end_child, S.RESTING, Say.NOTHING),
    *every(STOPS, e.SessionExpired, g.child, a.end_child, S.WELCOME, Say.NOTHING),
    *every(STOPS, e.SessionExpired, g.unkept, a.end_unkept, S.RESTING, Say.NOTHING),
    *every(SETUP, e.SessionExpired, g.no(g.running), a.drop_setup, S.RESTING, Say.NOTHING),
    *every(
        RUNNING,
        e.SessionExpired,
        None,
        a.close(Ending.EXPIRED, "expired"),
        S.RESTING,
        Say.NOTHING,
    ),
)
