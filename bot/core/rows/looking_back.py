"""The days that were, as pictures: asked for, as a page for a doctor, and once a week by themselves."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.rows.setting_up import CAN_SET_UP, back
from bot.core.rows.shape import S, Say, but, every

_look_back_may_come = g.both(
    g.wants_look_back,
    g.may_be_written_to,
    g.not_paused,
    g.on_its_day,
    g.no(g.looked_back),
    g.no(g.week_is_empty),
)

LOOKING_BACK_ROWS = (
    *every(S, e.ProgressAsked, None, a.show_progress, say=Say.NOTHING),
    *every(S, e.SpanChosen, None, a.change_span, say=Say.NOTHING),
    *every(S, e.WeeklyChosen, g.consented, a.change_weekly, say=Say.NOTHING),
    *every(S, e.WeeklyChosen, None, a.note("settings_not_yet"), say=Say.NOTHING),
    *every(S, e.ReportAsked, g.no(g.something_kept), a.note("report_nothing"), say=Say.NOTHING),
    *every(CAN_SET_UP, e.ReportAsked, None, a.ask_name, S.REPORT_NAME),
    # Whoever is sent to a doctor may take it there at once; the name is written by hand then.
    *every(but(*CAN_SET_UP), e.ReportAsked, None, a.show_report, say=Say.NOTHING),
    *back((S.REPORT_NAME,), e.NameGiven, None, a.make_report),
    *back((S.REPORT_NAME,), e.NameLeftOut, None, a.make_report),
    *every(
        S,
        e.LookBackCame,
        g.both(_look_back_may_come, g.at_rest, g.no(g.running)),
        a.look_back,
        say=Say.NOTHING,
    ),
    *every(S, e.LookBackCame, _look_back_may_come, a.look_back_later, say=Say.NOTHING),
    *every(S, e.LookBackCame, None, a.pass_over, say=Say.NOTHING),
)
