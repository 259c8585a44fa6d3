"""Notes, words, and a person at rest."""

from __future__ import annotations

from bot.core import events as e
from bot.core.canvas import Canvas, Look, as_html
from bot.core.layouts.checking import emergency_number
from bot.core.layouts.keys import AGAIN, one_a_row, unkept_keys
from bot.core.theirs import EXPORT


def _contact(canvas: Canvas) -> dict[str, str]:
    contact = canvas.host.contact
    lines = canvas.words.lines
    return {"contact": lines["contact"].format(contact=as_html(contact)) if contact else lines["no_contact"]}


def _about(canvas: Canvas) -> dict[str, str]:
    reviewed = "reviewed" if canvas.content.reviewed else "not_reviewed"
    return {**_contact(canvas), "review": canvas.words.lines[reviewed]}


def _privacy(canvas: Canvas) -> dict[str, str]:
    months = canvas.host.keep_months
    told = canvas.words.lines["one_month" if months == 1 else "months"].format(months=months)
    return {**_contact(canvas), "months": told}


NOTING: dict[str, Look] = {
    "words": Look(
        lines=frozenset(
            {
                "stale",
                "already",
                "agree_first",
                "here_we_are",
                "stopped_here",
                "flat_here",
                "no_score",
                "not_noted",
                "score_after",
                "red_flag",
                "tick_one",
                "check_first",
                "not_after_emergency",
                "whole_number",
                "media_again",
                "child_expired",
                "unkept",
                "unkept_over",
                "kept_one",
                "high_again",
                "one_thing",
                "high_number",
                "made_easier",
                "left_out",
                "left_out_last",
                "leg",
                "exercise_gone",
                "nothing_runs",
                "reminders_stopped",
                "reask",
                "media",
                "unreadable",
                "too_near",
                "not_a_time",
                "not_a_time_again",
                "by_the_clock",
                "not_a_town",
                "which_town",
                "not_a_name",
                "no_letters",
                "by_hand",
                "no_such_place",
                "nowhere_shows_it",
                "no_zone_there",
            }
        )
    ),
    "measures": Look(lines=frozenset({"sitting", "getting_up"})),
    "scale": Look(),
    "toasts": Look(
        lines=frozenset({"stale", "already", "exercise_gone", "unreadable", "weekly_on", "weekly_off"})
    ),
    "resting": AGAIN,
    "waiting": AGAIN,
    "expired": AGAIN,
    "stopped": AGAIN,
    "stopped_today": AGAIN,
    "checked": AGAIN,
    "child_over": AGAIN,
    "unkept_over": Look(buttons=frozenset({"again", "agree", "start"}), layout=unkept_keys),
    "hurt": AGAIN,
    "help": Look(
        lines=frozenset({"contact", "no_contact"}), placeholders=frozenset({"contact"}), values=_contact
    ),
    "about": Look(
        lines=frozenset({"contact", "no_contact", "reviewed", "not_reviewed"}),
        placeholders=frozenset({"contact", "review"}),
        values=_about,
    ),
    "privacy": Look(
        buttons=frozenset({"unkept"}),
        lines=frozenset({"contact", "no_contact", "months", "one_month"}),
        placeholders=frozenset({"contact", "months"}),
        values=_privacy,
        layout=one_a_row(unkept=e.UnkeptChosen()).layout,
    ),
    "export": Look(document=EXPORT),
    "delete": one_a_row(export=e.ExportedFirst(), confirm=e.DeleteConfirmed(), keep=e.DeleteCancelled()),
    "kept": Look(),
    "deleted": Look(),
    "despair": Look(
        lines=frozenset({"number", "no_number"}),
        placeholders=frozenset({"number"}),
        values=emergency_number,
    ),
    "group_only": Look(),
    "set_aside": Look(),
    "fallback": Look(),
}
