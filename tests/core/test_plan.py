"""The rules of bot/core/plan.py with the real content: clinical decisions 2, 3, 5, 7, 11 and section 5."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.content_files import load
from bot.core.actions import plan_again, plan_routine
from bot.core.events import HurtNamed, NothingNew
from bot.core.forms import easier, more, with_variation
from bot.core.guards import leg_last_time, worse_last_time
from bot.core.plan import Plan, allowed, is_flare, make_plan, smallest
from bot.core.session import (
    EASIER,
    PLAIN,
    ROLLER,
    TOWEL,
    Adaptation,
    Choice,
    Hurt,
    Level,
    Measure,
    Moment,
    PlannedExercise,
    Session,
)
from bot.core.setting import PastSession, Setting
from bot.core.wishes import Equipment, Pictures, Wishes

CONTENT = load(Path(__file__).parents[2] / "content")
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)


def scored(
    sitting: int,
    getting_up: int | None = None,
    *,
    child: bool = False,
    flare: bool = False,
    adaptations: frozenset[Adaptation] = frozenset(),
    choices: tuple[tuple[str, Choice], ...] = (),
) -> Session:
    scores = [(Measure.SITTING, Moment.BEFORE, sitting)]
    if getting_up is not None:
        scores.append((Measure.GETTING_UP, Moment.BEFORE, getting_up))
    return Session(
        consented=True,
        scores=tuple(scores),
        child=child,
        flare=flare,
        adaptations=adaptations,
        choices=choices,
    )


def past(days_ago: int = 1, level: Level = Level.STEADY, before: int = 2, after: int = 2) -> PastSession:
    return PastSession(TODAY - timedelta(days_ago), level, before, after)


def planned(session: Session, *history: PastSession) -> Plan:
    return make_plan(session, setting(*history))


def setting(*history: PastSession) -> Setting:
    return Setting(NOW, TODAY, NOW + timedelta(hours=25), CONTENT, history)


def wishing(
    session: Session,
    *history: PastSession,
    highest: Level = Level.FULLER,
    equipment: Equipment = Equipment.ROLLER,
) -> Plan:
    wishes = Wishes(equipment=equipment, highest=highest)
    return make_plan(session, replace(setting(*history), wishes=wishes))


def by_name(plan: Plan) -> dict[str, PlannedExercise]:
    return {exercise.exercise: exercise for exercise in plan.exercises}


# --- doses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "seconds"),
    [(Level.GENTLE, (50, 80, 50)), (Level.STEADY, (96, 144, 96)), (Level.FULLER, (180, 232, 180))],
)
def test_doses_last_as_long_as_the_rules_say(level: Level, seconds: tuple[int, ...]) -> None:
    exercises = [CONTENT.exercises[name] for name in CONTENT.routine.exercises]
    assert tuple(exercise.dose(level, PLAIN).seconds for exercise in exercises) == seconds


def test_no_variation_is_more_than_gentle() -> None:
    for exercise in CONTENT.exercises.values():
        for variation in exercise.variations:
            gentle = exercise.dose(Level.GENTLE, PLAIN)
            assert exercise.dose(Level.FULLER, variation).seconds <= gentle.seconds


# --- levels ---------------------------------------------------------------------------------------


def test_the_first_session_is_gentle() -> None:
    plan = planned(scored(0))
    assert (plan.level, plan.reason) == (Level.GENTLE, "first_session")
    assert [exercise.exercise for exercise in plan.exercises] == ["knee_rocks", "figure4_rocks", "marching"]
    assert {exercise.level for exercise in plan.exercises} == {Level.GENTLE}


@pytest.mark.parametrize(
    ("sitting", "level", "reason"),
    [
        (0, Level.STEADY, "settled_low"),
        (3, Level.STEADY, "settled_low"),
        (4, Level.GENTLE, "sitting_sore"),
        (5, Level.GENTLE, "sitting_sore"),
        (6, Level.GENTLE, "flare"),
        (10, Level.GENTLE, "flare"),
    ],
)
def test_sitting_picks_the_level(sitting: int, level: Level, reason: str) -> None:
    plan = planned(scored(sitting), past())
    assert (plan.level, plan.reason) == (level, reason)
    assert is_flare(scored(sitting), CONTENT.routine.rules) == (sitting >= 6)


@pytest.mark.parametrize(("getting_up", "level"), [(5, Level.STEADY), (6, Level.GENTLE), (10, Level.GENTLE)])
def test_sore_getting_up_holds_it_at_gentle(getting_up: int, level: Level) -> None:
    assert planned(scored(1, getting_up), past()).level == level


def test_fuller_is_open_after_three_settled_sessions_and_never_chosen_for_anybody() -> None:
    two = planned(scored(1), past(1), past(2))
    three = planned(scored(1), past(1), past(2), past(3))
    assert by_name(two)["knee_rocks"].ceiling == Level.STEADY
    assert by_name(three)["knee_rocks"].ceiling == Level.FULLER
    assert (three.level, three.reason) == (Level.STEADY, "fuller_offered")
    assert {exercise.level for exercise in three.exercises} == {Level.STEADY}


def test_an_unsettled_session_between_starts_the_count_again() -> None:
    plan = planned(scored(1), past(1), past(2), past(3, before=2, after=4), past(4), past(5))
    assert plan.reason == "settled_low"


@pytest.mark.parametrize(
    ("days", "reason"),
    [(6, "settled_low"), (7, "away"), (13, "away"), (14, "long_away"), (400, "long_away")],
)
def test_after_days_away_it_starts_small(days: int, reason: str) -> None:
    plan = planned(scored(1), past(days), past(days + 1), past(days + 2, before=1))
    assert plan.reason == ("fuller_offered" if days < 7 else reason)
    assert plan.level == (Level.GENTLE if days >= 7 else Level.STEADY)


# --- after a worse session ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "down"),
    [(Level.FULLER, Level.STEADY), (Level.STEADY, Level.GENTLE), (Level.GENTLE, Level.GENTLE)],
)
@pytest.mark.parametrize(
    ("worse", "reason"),
    [
        ({"sitting_after": 4}, "last_worse"),
        ({"getting_up_before": 3, "getting_up_after": 5}, "last_worse"),
        ({"next_morning": 4}, "morning_worse"),
    ],
)
def test_worse_by_two_is_one_level_down(
    worse: dict[str, int], reason: str, level: Level, down: Level
) -> None:
    plan = planned(scored(1), replace(past(level=level), **worse))  # type: ignore[arg-type]
    assert (plan.level, plan.reason) == (down, reason if down < level else f"{reason}_gentle")
    assert {exercise.level for exercise in plan.exercises} == {down}
    assert {exercise.ceiling for exercise in plan.exercises} == {down}


@pytest.mark.parametrize("change", [{"sitting_after": 3}, {"next_morning": 3}, {"sitting_after": 0}])
def test_worse_by_one_is_wobble(change: dict[str, int]) -> None:
    assert planned(scored(1), replace(past(), **change)).reason == "settled_low"  # type: ignore[arg-type]


def test_measures_are_compared_only_with_themselves() -> None:
    mixed = PastSession(TODAY - timedelta(1), Level.STEADY, sitting_before=1, getting_up_after=9)
    assert planned(scored(1), mixed).reason == "settled_low"


def test_pain_down_the_leg_makes_tomorrow_smaller() -> None:
    plan = planned(scored(1), replace(past(), leg=True))
    assert plan.reason == "last_leg"
    assert by_name(plan)["knee_rocks"].variation == EASIER
    assert {exercise.ceiling for exercise in plan.exercises} == {Level.GENTLE}


@pytest.mark.parametrize(
    ("broken_off", "reason", "first"),
    [("sharp", "last_hurt", EASIER), ("numb", "last_hurt", EASIER), ("red_flag", "last_red_flag", PLAIN)],
)
def test_after_a_session_that_hurt_or_a_red_flag_broke_off_it_starts_small(
    broken_off: str, reason: str, first: str
) -> None:
    broken = replace(past(level=Level.GENTLE), finished=False, **{broken_off: True})  # type: ignore[arg-type]
    for history in ((broken,), (broken, past(2), past(3), past(4))):
        plan = planned(scored(1), *history)
        assert (plan.level, plan.reason) == (Level.GENTLE, reason)
        assert by_name(plan)["knee_rocks"].variation == first
        assert {exercise.ceiling for exercise in plan.exercises} == {Level.GENTLE}


def test_what_a_red_flag_broke_off_hides_no_second_time_running() -> None:
    twice = HurtNamed(Hurt.LEG)
    broken = PastSession(TODAY, Level.GENTLE, sitting_before=2, finished=False, red_flag=True)
    for before, expected in ((replace(past(), leg=True), True), (past(), False)):
        assert leg_last_time(scored(1), twice, setting(broken, before)) is expected
    for before, expected in ((past(after=5), True), (past(), False)):
        assert worse_last_time(scored(1), twice, setting(broken, before)) is expected


def test_a_corrected_score_takes_nothing_of_a_small_start_back() -> None:
    begun = replace(scored(1), smaller_next=True)
    session, _ = plan_routine(begun, NothingNew(), setting(past()))
    session, _ = plan_again(replace(session, scores=scored(0).scores), NothingNew(), setting(past()))
    assert session.reason == "last_hurt"
    assert {exercise.level for exercise in session.exercises} == {Level.GENTLE}


def test_it_stays_gentle_until_one_session_was_finished() -> None:
    broken = replace(past(), finished=False)
    plan = planned(scored(1), broken, replace(past(2), finished=False))
    assert (plan.level, plan.reason) == (Level.GENTLE, "none_finished")
    assert by_name(plan)["knee_rocks"].ceiling == Level.GENTLE
    assert by_name(plan)["marching"].ceiling == Level.FULLER, "as on the first day"
    assert planned(scored(1), broken, past(2)).reason == "settled_low"


# --- adaptations ----------------------------------------------------------------------------------


def test_nothing_lying_flat_after_week_16() -> None:
    late = CONTENT.safety.conditions["pregnant_late"]
    adaptations = frozenset(map(Adaptation, late.adaptations))
    assert planned(scored(1, adaptations=adaptations), past()).exercises == ()
    assert not any(allowed(exercise, adaptations) for exercise in CONTENT.exercises.values())


def test_thin_bones_rock_little_and_never_pull_the_knee() -> None:
    adaptations = frozenset(map(Adaptation, CONTENT.safety.conditions["thin_bones"].adaptations))
    plan = planned(scored(0, adaptations=adaptations), past(1), past(2), past(3))
    assert plan.reason == "small_range"
    for exercise in plan.exercises:
        content = CONTENT.exercises[exercise.exercise]
        assert exercise.ceiling == Level.GENTLE
        assert more(exercise, content) is None
        reachable = [(Level.GENTLE, PLAIN), *((Level.GENTLE, name) for name in content.variations)]
        for level, variation in reachable:
            most = CONTENT.routine.rules.small_range_degrees if content.sides == 2 else 90
            assert content.form(level, variation).degrees <= most


def test_a_new_hip_crosses_no_legs_and_bends_no_further_than_a_right_angle() -> None:
    adaptations = frozenset(map(Adaptation, CONTENT.safety.conditions["new_hip"].adaptations))
    plan = planned(scored(0, adaptations=adaptations), past())
    assert [exercise.exercise for exercise in plan.exercises] == ["knee_rocks", "marching"]
    assert {exercise.ceiling for exercise in plan.exercises} == {Level.GENTLE}
    assert CONTENT.exercises["marching"].form(Level.GENTLE, PLAIN).degrees <= 90


@pytest.mark.parametrize(
    ("session", "reason"),
    [
        (scored(0, child=True), "child"),
        (scored(0, adaptations=frozenset({Adaptation.GENTLE_ONLY})), "gentle_only"),
        (scored(0, flare=True), "flare"),
    ],
)
def test_gentle_stays_gentle(session: Session, reason: str) -> None:
    plan = planned(session, past(1), past(2), past(3))
    assert plan.reason == reason
    assert {(exercise.level, exercise.ceiling) for exercise in plan.exercises} == {
        (Level.GENTLE, Level.GENTLE)
    }


# --- drawing the knee closer (decision 11) --------------------------------------------------------


def test_drawing_the_knee_closer_may_be_chosen_from_the_first_day() -> None:
    exercises = by_name(planned(scored(2)))
    assert exercises["marching"].ceiling == Level.FULLER
    assert exercises["knee_rocks"].ceiling == Level.GENTLE


@pytest.mark.parametrize("session", [scored(4), scored(7), scored(1, 6), scored(0, child=True)])
def test_but_not_on_a_sore_day_nor_with_a_child(session: Session) -> None:
    assert by_name(planned(session))["marching"].ceiling == Level.GENTLE


# --- a sore day -----------------------------------------------------------------------------------


def test_a_sore_day_offers_the_smallest_version_of_the_first_exercise() -> None:
    offered = smallest(scored(8, flare=True), setting())
    assert (offered.exercise, offered.level, offered.variation) == ("knee_rocks", Level.GENTLE, EASIER)
    assert 3 <= offered.dose.reps <= 5
    assert CONTENT.exercises["knee_rocks"].form(Level.GENTLE, EASIER).degrees <= 15


# --- choices --------------------------------------------------------------------------------------


def chosen(
    level: Level, variation: str = PLAIN, planned_then: Level = Level.STEADY
) -> tuple[tuple[str, Choice], ...]:
    return (("knee_rocks", Choice(planned_then, level, variation)),)


def test_an_easier_choice_is_remembered() -> None:
    knee_rocks = by_name(planned(scored(1, choices=chosen(Level.GENTLE)), past()))["knee_rocks"]
    assert (knee_rocks.level, knee_rocks.ceiling) == (Level.GENTLE, Level.STEADY)


@pytest.mark.parametrize("variation", [EASIER, TOWEL, ROLLER])
def test_a_variation_is_remembered_with_its_own_dose(variation: str) -> None:
    knee_rocks = by_name(planned(scored(1, choices=chosen(Level.GENTLE, variation)), past()))["knee_rocks"]
    assert (knee_rocks.level, knee_rocks.variation) == (Level.GENTLE, variation)
    assert knee_rocks.dose == CONTENT.exercises["knee_rocks"].dose(Level.GENTLE, variation)


def test_a_variation_that_is_gone_becomes_the_plain_exercise() -> None:
    knee_rocks = by_name(planned(scored(1, choices=chosen(Level.GENTLE, "trampoline")), past()))["knee_rocks"]
    assert knee_rocks.variation == PLAIN


def test_a_harder_choice_never_passes_what_is_open_today() -> None:
    harder = chosen(Level.FULLER)
    assert by_name(planned(scored(1, choices=harder), past()))["knee_rocks"].level == Level.STEADY
    assert by_name(planned(scored(4, choices=harder), past()))["knee_rocks"].level == Level.GENTLE
    open_now = planned(scored(1, choices=harder), past(1), past(2), past(3))
    assert by_name(open_now)["knee_rocks"].level == Level.FULLER


@pytest.mark.parametrize("days", [7, 14])
def test_a_harder_choice_of_long_ago_waits_to_be_made_again(days: int) -> None:
    harder = chosen(Level.STEADY, planned_then=Level.GENTLE)
    knee_rocks = by_name(planned(scored(1, choices=harder), past(days)))["knee_rocks"]
    assert (knee_rocks.level, knee_rocks.ceiling) == (Level.GENTLE, Level.GENTLE)


# --- easier and more ------------------------------------------------------------------------------


def test_easier_is_always_a_step_down_until_the_easiest() -> None:
    for name, exercise in CONTENT.exercises.items():
        step: PlannedExercise | None = by_name(planned(scored(1), past(1), past(2), past(3)))[name]
        seen = []
        while step is not None:
            seen.append((step.level, step.variation))
            step = easier(step, exercise)
        assert seen == [(Level.STEADY, PLAIN), (Level.GENTLE, PLAIN), (Level.GENTLE, EASIER)]


def test_a_bit_more_climbs_to_the_ceiling_and_no_further() -> None:
    exercise = CONTENT.exercises["knee_rocks"]
    step: PlannedExercise | None = smallest(scored(1), setting())
    assert step is not None
    step, seen = replace(step, ceiling=Level.FULLER), []
    while step is not None:
        seen.append((step.level, step.variation))
        step = more(step, exercise)
    assert seen == [
        (Level.GENTLE, EASIER),
        (Level.GENTLE, PLAIN),
        (Level.STEADY, PLAIN),
        (Level.FULLER, PLAIN),
    ]


def test_only_equipment_the_exercise_has_can_be_chosen() -> None:
    exercises = by_name(planned(scored(1)))
    assert (
        with_variation(exercises["marching"], CONTENT.exercises["marching"], TOWEL, Equipment.ROLLER) is None
    )
    towel = with_variation(
        exercises["figure4_rocks"], CONTENT.exercises["figure4_rocks"], TOWEL, Equipment.ROLLER
    )
    assert towel is not None
    assert (towel.level, towel.variation) == (Level.GENTLE, TOWEL)


# --- wishes ---------------------------------------------------------------------------------------


def test_of_somebody_who_wished_nothing_all_is_open() -> None:
    assert Wishes() == Wishes(Equipment.ROLLER, Level.FULLER, look_back=False, pictures=Pictures.LIGHT)
    three = (past(1), past(2), past(3))
    assert wishing(scored(1), *three) == planned(scored(1), *three)


@pytest.mark.parametrize(
    ("highest", "days", "level", "reason"),
    [
        (Level.GENTLE, 1, Level.GENTLE, "wished_gentle"),
        (Level.GENTLE, 3, Level.GENTLE, "wished_gentle"),
        (Level.STEADY, 1, Level.STEADY, "settled_low"),
        (Level.STEADY, 3, Level.STEADY, "wished_steady"),
    ],
)
def test_no_level_rises_above_the_wish_and_the_reason_says_where_a_rule_would_have(
    highest: Level, days: int, level: Level, reason: str
) -> None:
    plan = wishing(scored(1), *map(past, range(1, days + 1)), highest=highest)
    assert (plan.level, plan.reason) == (level, reason)
    for exercise in plan.exercises:
        assert (exercise.level, exercise.ceiling) == (level, highest)
        assert more(exercise, CONTENT.exercises[exercise.exercise]) is None


@pytest.mark.parametrize("highest", [Level.GENTLE, Level.STEADY])
def test_drawing_the_knee_closer_waits_for_the_wish_too(highest: Level) -> None:
    plan = wishing(scored(2), highest=highest)
    assert plan.reason == "first_session"
    assert by_name(plan)["marching"].ceiling == highest


def test_a_fuller_form_chosen_before_the_wish_is_planned_no_more() -> None:
    session = scored(1, choices=chosen(Level.FULLER))
    plan = wishing(session, past(1), past(2), past(3), highest=Level.STEADY)
    assert by_name(plan)["knee_rocks"].level == Level.STEADY


@pytest.mark.parametrize(
    ("session", "history", "reason"),
    [
        (scored(0, adaptations=frozenset({Adaptation.SMALL_RANGE})), (past(),), "small_range"),
        (scored(0, adaptations=frozenset({Adaptation.NO_CROSSING})), (past(),), "no_crossing"),
        (scored(0, adaptations=frozenset({Adaptation.GENTLE_ONLY})), (past(),), "gentle_only"),
        (scored(5), (past(),), "sitting_sore"),
        (scored(8), (past(),), "flare"),
        (scored(0, child=True), (past(),), "child"),
        (scored(1), (past(8),), "away"),
        (scored(1), (replace(past(), leg=True),), "last_leg"),
    ],
)
@pytest.mark.parametrize("highest", list(Level))
def test_what_holds_it_at_gentle_holds_whatever_is_wished(
    session: Session, history: tuple[PastSession, ...], reason: str, highest: Level
) -> None:
    plan = wishing(session, *history, highest=highest)
    assert (plan.level, plan.reason) == (Level.GENTLE, reason)


@pytest.mark.parametrize(
    ("equipment", "kept"),
    [
        (Equipment.NONE, {EASIER}),
        (Equipment.TOWEL, {EASIER, TOWEL}),
        (Equipment.ROLLER, {EASIER, TOWEL, ROLLER}),
    ],
)
@pytest.mark.parametrize("variation", [EASIER, TOWEL, ROLLER])
def test_only_what_is_at_hand_is_offered_and_a_thing_that_is_not_makes_it_plain(
    equipment: Equipment, kept: set[str], variation: str
) -> None:
    exercise = CONTENT.exercises["knee_rocks"]
    plain = by_name(wishing(scored(1), past(), equipment=equipment))["knee_rocks"]
    offered = with_variation(plain, exercise, variation, equipment)
    assert (offered is not None) == (variation in kept)
    session = scored(1, choices=chosen(Level.GENTLE, variation))
    remembered = by_name(wishing(session, past(), equipment=equipment))["knee_rocks"]
    assert (remembered.level, remembered.variation) == (
        Level.GENTLE,
        variation if variation in kept else PLAIN,
    )


def test_a_routine_that_runs_keeps_to_what_was_wished_when_it_was_planned() -> None:
    session = replace(scored(1), wishes=Wishes(highest=Level.STEADY))
    plan = wishing(session, past(), highest=Level.GENTLE)
    assert (plan.level, plan.reason) == (Level.STEADY, "settled_low")


# --- anybody --------------------------------------------------------------------------------------

SCORES = st.none() | st.integers(0, 10)
LEVELS = st.sampled_from(Level)
PAST = st.builds(
    PastSession,
    on=st.dates(TODAY - timedelta(40), TODAY),
    level=LEVELS,
    sitting_before=SCORES,
    sitting_after=SCORES,
    getting_up_before=SCORES,
    getting_up_after=SCORES,
    next_morning=SCORES,
    leg=st.booleans(),
)
CHOICES = st.builds(Choice, planned=LEVELS, level=LEVELS, variation=st.sampled_from([PLAIN, EASIER, TOWEL]))


@given(
    sitting=st.integers(0, 10),
    getting_up=SCORES,
    child=st.booleans(),
    adaptations=st.frozensets(st.sampled_from(Adaptation)),
    choices=st.dictionaries(st.sampled_from(CONTENT.routine.exercises), CHOICES),
    history=st.lists(PAST, max_size=5),
    equipment=st.sampled_from(Equipment),
    highest=LEVELS,
)
def test_whoever_comes_gets_a_plan_within_its_limits(
    sitting: int,
    getting_up: int | None,
    child: bool,
    adaptations: frozenset[Adaptation],
    choices: dict[str, Choice],
    history: list[PastSession],
    equipment: Equipment,
    highest: Level,
) -> None:
    session = scored(
        sitting, getting_up, child=child, adaptations=adaptations, choices=tuple(choices.items())
    )
    newest_first = sorted(history, key=lambda one: one.on, reverse=True)
    plan = wishing(session, *newest_first, equipment=equipment, highest=highest)
    sore = sitting >= 4 or (getting_up or 0) >= 6
    held = child or sore or bool(adaptations - {Adaptation.NOT_LYING_FLAT})
    away = bool(newest_first) and (TODAY - newest_first[0].on).days >= 7
    for exercise in plan.exercises:
        assert exercise.level <= exercise.ceiling <= highest
        assert exercise.variation in (PLAIN, EASIER) or equipment is not Equipment.NONE
        assert exercise.variation in (PLAIN, *CONTENT.exercises[exercise.exercise].variations)
        assert exercise.level == Level.GENTLE or not (held or away)
        assert exercise.ceiling == Level.GENTLE or not held
    assert f"reason_{plan.reason}" in CONTENT.screens["exercise"].lines
