"""The table as arrows: nothing is left out, and what counts in many steps is told apart."""

from __future__ import annotations

from bot.core.arrows import GROUPS, Arrow, arrows
from bot.core.diagram import MANY
from bot.core.events import name_of
from bot.core.session import Step
from bot.core.transitions import TABLE


def found(start: Step, event: str, to: Step) -> Arrow:
    (arrow,) = [each for each in arrows() if (each.start, each.event, each.to) == (start, event, to)]
    return arrow


def test_every_step_is_in_one_group():
    assert sorted(step.value for _, steps in GROUPS for step in steps) == sorted(step.value for step in Step)


def test_every_row_is_in_an_arrow():
    drawn = {(arrow.start, arrow.event, arrow.to) for arrow in arrows()}
    assert drawn == {(row.step, name_of(row.event), row.next) for row in TABLE}
    assert sum(len(arrow.guards) for arrow in arrows()) == len(TABLE)


def test_what_counts_in_many_steps_is_told_apart():
    assert found(Step.EXERCISING, "stop_asked", Step.STOPPING).common
    assert found(Step.EXERCISING, "help_asked", Step.EXERCISING).common
    assert found(Step.WELCOME, "delete_confirmed", Step.WELCOME).common
    assert not found(Step.EXERCISING, "change_opened", Step.CHANGING).common
    assert found(Step.STOPPING, "went_on", Step.EXERCISING).back
    assert not found(Step.REMINDER_TIME, "time_given", Step.REMINDER_HALF).back


def test_each_step_has_few_arrows_of_its_own():
    for step in Step:
        own = {each.to for each in arrows() if each.start is step and not (each.common or each.back)}
        assert len(own - {step}) <= MANY + 2
