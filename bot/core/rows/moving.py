"""From exercise to exercise, and the sore day."""

from __future__ import annotations

from bot.core import actions as a
from bot.core import events as e
from bot.core import guards as g
from bot.core.effects import Ending, Outcome
from bot.core.guards import MOVING
from bot.core.rows.shape import FLARE_CHOICE, SETUP, Row, S, Say, every
from bot.core.session import Measure, Moment

_finish_move = a.log(Outcome.DONE)
_skip_move = a.log(Outcome.SKIPPED)
_end_flare = a.close(Ending.STOPPED, "flare_over")

MOVE_ROWS = (
    *every(FLARE_CHOICE, e.OfferAccepted, None, a.then(a.want_more, a.plan_smallest), S.FLARE_EXERCISE),
    *every(FLARE_CHOICE, e.OneMoveChosen, None, a.then(a.want_one_move, a.plan_smallest), S.FLARE_EXERCISE),
    Row(S.FLARE_OFFER, e.ComfortChosen, None, None, S.FLARE_COMFORT),
    *every(FLARE_CHOICE, e.OfferDeclined, None, a.close(Ending.DECLINED, "flare_over"), S.RESTING),
    *every((S.RESTING, *SETUP), e.ComfortChosen, g.at_rest, a.note("comfort"), say=Say.NOTHING),
    Row(S.FLARE_EXERCISE, e.ExerciseDone, None, _finish_move, S.FLARE_SCORE),
    Row(S.FLARE_EXERCISE, e.OfferDeclined, None, a.then(_skip_move, _end_flare), S.RESTING),
    Row(S.FLARE_EXERCISE, e.PhraseTyped, g.said_done, _finish_move, S.FLARE_SCORE),
    Row(
        S.FLARE_SCORE,
        e.ScoreGiven,
        g.higher_than_before,
        a.then(a.record(Measure.SITTING, Moment.FLARE), a.close(Ending.STOPPED, "flare_higher")),
        S.RESTING,
    ),
    Row(
        S.FLARE_SCORE,
        e.ScoreGiven,
        g.one_move,
        a.then(a.record(Measure.SITTING, Moment.FLARE), _end_flare),
        S.RESTING,
    ),
    Row(S.FLARE_SCORE, e.ScoreGiven, None, a.record(Measure.SITTING, Moment.FLARE), S.FLARE_GO_ON),
    Row(S.FLARE_GO_ON, e.OfferAccepted, g.more_than_the_smallest, a.plan_after_flare, S.EXERCISING),
    *every((S.FLARE_GO_ON,), e.OfferAccepted, None, _end_flare, S.RESTING),
    *every((S.FLARE_GO_ON,), e.OfferDeclined, None, _end_flare, S.RESTING),
    *(
        row
        for event, guard in ((e.ExerciseDone, None), (e.PhraseTyped, g.said_done))
        for row in (
            *every(
                MOVING,
                event,
                g.both(*(x for x in (guard, g.first_leg_of_two) if x)),
                a.other_leg,
                S.EXERCISING,
                Say.IN_PLACE,
            ),
            *every(
                MOVING,
                event,
                g.both(*(x for x in (guard, g.more_exercises) if x)),
                _finish_move,
                S.EXERCISING,
            ),
            *every(MOVING, event, guard, _finish_move, S.FINISHING),
        )
    ),
    Row(S.EXERCISING, e.ChangeOpened, None, None, S.CHANGING, Say.IN_PLACE),
    Row(S.CHANGING, e.BackChosen, None, None, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.EasierChosen, g.can_be_easier, a.make_easier, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.MoreChosen, g.can_be_more, a.make_more, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.VariationChosen, g.has_variation, a.vary, S.EXERCISING, Say.IN_PLACE),
    Row(S.CHANGING, e.ExerciseSkipped, g.more_exercises, _skip_move, S.EXERCISING),
    Row(S.CHANGING, e.ExerciseSkipped, None, _skip_move, S.FINISHING),
    Row(S.FINISHING, e.SatUp, None, None, S.SITTING_AFTER),
    Row(S.FINISHING, e.PhraseTyped, g.said_done, None, S.SITTING_AFTER),
)
