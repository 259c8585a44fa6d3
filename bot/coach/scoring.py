"""What is said about kept scores: the question's message shows its score; bare scores share one message."""

from __future__ import annotations

from collections.abc import Iterable

from bot.coach.memory import Memory
from bot.core.effects import ScreenRow
from bot.core.kept import KeptScore
from bot.core.outbox import Unsent

MOST_TOGETHER = 500
"""Scores that one message names at most: Telegram takes 4,096 characters."""


def show_kept(memory: Memory, person: int, score: KeptScore) -> None:
    """Say that a score is kept: on its question's message, or with the unsent bare scores of its measure."""
    if score.message_id is not None:
        memory.outbox.release(person, score.message_id)
        _show_on(memory, person, score.message_id)
        return
    like = [each for each in memory.outbox.unsent_scores(person) if _is_like(each, score)]
    names_it = [each for each in like if score.row in named(each.row)]
    joined = names_it or [each for each in like if len(named(each.row)) < MOST_TOGETHER]
    values = {row: value for each in joined for row, value in named(each.row).items()} | {
        score.row: score.value
    }
    memory.outbox.show_score(
        person, kept_row(score, values), edit=None, instead_of=[each.id for each in joined]
    )


def show_correction(memory: Memory, person: int, row: int) -> None:
    """Say what a corrected score is now, wherever it stands or will stand."""
    score = memory.scores.of_row(person, row)
    if score is None:
        return
    if score.message_id is not None:
        _show_on(memory, person, score.message_id)
    else:
        show_kept(memory, person, score)


def show_removal(memory: Memory, person: int, score: KeptScore) -> None:
    """Say that a score is kept no longer, on the message that shows it or instead of one that would."""
    if score.message_id is not None:
        memory.outbox.release(person, score.message_id)
        left = {each.row: each.value for each in memory.scores.together(person, score.message_id)}
        memory.outbox.show_score(person, _left_row(memory, person, score, left), edit=score.message_id)
        return
    for waiting in memory.outbox.unsent_scores(person):
        left = named(waiting.row)
        if left.pop(score.row, None) is not None:
            row = _left_row(memory, person, score, left)
            memory.outbox.show_score(person, row, edit=None, instead_of=[waiting.id])


def _left_row(memory: Memory, person: int, gone: KeptScore, left: dict[int, int]) -> ScreenRow:
    """What a message says once one of its scores is gone."""
    newest = memory.scores.of_row(person, max(left)) if left else None
    if newest is None:
        return ScreenRow("score_removed", (("measure", gone.measure.value),))
    return kept_row(newest, left)


def _show_on(memory: Memory, person: int, message_id: int) -> None:
    scores = memory.scores.together(person, message_id)
    values = {score.row: score.value for score in scores}
    memory.outbox.show_score(person, kept_row(scores[-1], values), edit=message_id)


def kept_row(score: KeptScore, values: dict[int, int]) -> ScreenRow:
    """The screen for one kept score, or for several of one measure: rows and values in step, oldest first."""
    measure, moment = ("measure", score.measure.value), ("moment", score.moment.value)
    if len(values) == 1:
        return ScreenRow("score_kept", (("row", score.row), measure, moment, ("value", score.value)))
    several = (("rows", _joined(values, ",")), ("values", _joined(values.values(), ", ")))
    return ScreenRow("scores_kept", (*several, measure))


def named(row: ScreenRow) -> dict[int, int]:
    """The scores that such a screen names: row number -> value."""
    if row.screen == "scores_kept":
        rows, values = str(row.arg("rows")).split(","), str(row.arg("values")).split(",")
        return {int(number): int(value) for number, value in zip(rows, values, strict=True)}
    number, value = row.arg("row"), row.arg("value")
    return {number: value} if isinstance(number, int) and isinstance(value, int) else {}


def _is_like(waiting: Unsent, score: KeptScore) -> bool:
    return waiting.row.arg("measure") == score.measure.value


def _joined(numbers: Iterable[int], by: str) -> str:
    return by.join(str(number) for number in numbers)
