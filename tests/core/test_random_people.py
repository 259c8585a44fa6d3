"""Random people, driven through the pure door: no exception, always a screen, always a way on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.adapters.content_files import load
from bot.adapters.places import Places
from bot.core import events as e
from bot.core.callbacks import decode
from bot.core.conversation import find_row, refresh, respond, revisions
from bot.core.effects import (
    AdoptScore,
    CloseSession,
    DeletePerson,
    Effect,
    ForgetPerson,
    KeepReminding,
    KeepWishes,
    LogExercise,
    OpenSession,
    RecordCheck,
    RecordConsent,
    RecordPlan,
    RecordReminder,
    ScheduleDue,
    ScreenRow,
    SetZone,
    Show,
    Slot,
)
from bot.core.events import Event
from bot.core.forms import is_at_hand
from bot.core.history import History
from bot.core.prompts import prompt
from bot.core.reminding import Reminding, upcoming
from bot.core.schedule import local_date
from bot.core.screens import Button, Host, Screen, render
from bot.core.session import Adaptation, Level, Measure, Moment, Session, Step
from bot.core.setting import PastSession, Setting
from bot.core.snapshots import read_session, write_session
from bot.core.transitions import MOVES
from bot.core.wishes import Equipment, Wishes
from bot.core.zones import Place

CONTENT = load(Path(__file__).parents[2] / "content")
HOST = Host("", "")
IN_MOVES = frozenset(MOVES)

PLACES = Places()
PROACTIVE = frozenset({"reminder", "how_to_go_on", "missed_week", "last_reminder"})

TYPED = st.one_of(
    st.sampled_from(
        [
            e.Started(),
            e.RoutineAsked(),
            e.ScoreAsked(),
            e.HelpAsked(),
            e.AboutAsked(),
            e.PrivacyAsked(),
            e.ProgressAsked(),
            e.HistoryAsked(),
            e.DeleteAsked(),
            e.StopAsked(),
            e.RedFlagTyped(),
            e.RedFlagTyped(numb=True),
            e.DespairTyped(),
            e.NotUnderstood(),
            e.MediaSent(),
            e.PhraseTyped("done"),
            e.PhraseTyped("thanks"),
            e.NotAScore(next(iter(CONTENT.replies.not_a_score))),
            e.ReminderAsked(),
            e.PauseAsked(),
            e.ResumeAsked(),
            e.ZoneAsked(),
            e.SettingsAsked(),
            e.HighestChosen(Level.GENTLE),
            e.EquipmentChosen(Equipment.NONE),
            e.TimeGiven(450),
            e.TimeGiven(420, 1140),
            e.ClockGiven(600),
            e.PlaceTyped((Place("Lisbon", "Portugal", "Europe/Lisbon", 500_000),)),
            e.LocationShared("Asia/Tokyo"),
            e.LocationShared(None),
            e.SetupUnanswered("not_a_town"),
            e.PhraseTyped("reminder"),
            e.PhraseTyped("pause"),
        ]
    ),
    st.integers(0, 10).map(e.DailyScoreGiven),
)


class Person(RuleBasedStateMachine):
    """One person with thumbs, moods, and a long memory for old buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session()
        self.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.past: tuple[PastSession, ...] = ()
        self.moves_done = 0
        self.buttons: list[Button] = []
        self.shown: Screen | None = None
        self.said: list[str] = []
        self.reminding = Reminding()
        self.wishes = Wishes()
        self.zone: str | None = None
        self.reminders: list[tuple[int, date]] = []
        self.snooze_at: datetime | None = None
        self.stopped = False
        self.untouched = self.session
        self.happen(e.Started())

    def setting(self) -> Setting:
        zone = ZoneInfo(self.zone or "UTC")
        return Setting(
            now=self.now,
            today=local_date(self.now, zone),
            next_morning=self.now + timedelta(days=1),
            content=CONTENT,
            past=self.past,
            zone=zone,
            zone_known=self.zone is not None,
            reminding=self.reminding,
            wishes=self.wishes,
            atlas=PLACES,
        )

    def happen(self, event: Event, tapped: tuple[Slot, int] | None = None) -> None:
        before = self.session
        alarm = isinstance(event, e.ReminderCame | e.SnoozeOver | e.ReaskCame | e.SessionExpired)
        if not alarm and self.reminding.is_on:
            self.reminding = self.reminding.heard(self.setting().today)
        self.session, effects = respond(before, event, self.setting(), tapped)
        assert self.session.revision >= before.revision or isinstance(event, e.DeleteConfirmed)
        self.nothing_of_the_unkept_is_kept(before, effects)
        for effect in effects:
            self.carry_out(effect)
        if ForgetPerson() in effects:  # whoever comes then is a stranger
            self.session, self.past = Session(revision=self.session.revision + 1), ()
            self.happen(e.Started())

    def nothing_of_the_unkept_is_kept(self, before: Session, effects: tuple[Effect, ...]) -> None:
        """It writes nothing that outlives it, and leaves whoever has agreed as they were."""
        after = self.session
        if after.unkept and not before.unkept:
            self.untouched = before
        if before.unkept or after.unkept:
            kinds = {type(effect) for effect in effects}
            assert not kinds & {RecordCheck, RecordConsent, AdoptScore}
            assert "reask_came" not in {each.kind for each in effects if isinstance(each, ScheduleDue)}
            assert all(not each.kept for each in effects if isinstance(each, OpenSession))
            assert after.choices == self.untouched.choices or DeletePerson() in effects
        if before.unkept and not after.unkept:
            assert (after.scores, after.exercises, after.aside) == ((), (), None)
            gone = DeletePerson() in effects or ForgetPerson() in effects
            assert gone != before.consented or DeletePerson() in effects
            if not gone:
                for name in ("adaptations", "smaller_next", "choices", "day_score", "declined"):
                    assert getattr(after, name) == getattr(self.untouched, name), name
                assert after.passed_at in (None, self.untouched.passed_at)

    def carry_out(self, effect: Effect) -> None:
        match effect:
            case Show(slot=slot, row=row, names_score=names_score):
                row = ScreenRow(row.screen, (*row.args, ("row", 1))) if names_score else row
                if slot is Slot.REMINDER and row.screen in PROACTIVE:
                    assert not self.stopped, "after a red flag"
                    assert not self.reminding.is_paused(self.setting().today), "in a pause"
                    assert self.session.started_at is None, "in the middle of a session"
                revision = revisions(self.session).get(slot, 0)
                screen = render(row, slot, revision, CONTENT, HOST, History(self.setting().today))
                assert screen.text.strip()
                assert len(screen.text) < 4096
                self.buttons.extend(button for line in screen.buttons for button in line)
                if slot is Slot.SESSION:
                    self.shown = screen
            case LogExercise():
                self.moves_done += 1
            case RecordPlan(level=level):
                self.level = level
            case CloseSession():
                self.remember()
            case KeepWishes(wishes=wishes):
                assert self.session.consented
                self.wishes = wishes
            case _:
                self.carry_out_reminders(effect)

    def carry_out_reminders(self, effect: Effect) -> None:
        match effect:
            case KeepReminding(reminding=reminding):
                self.reminding = replace(reminding, last=self.reminding.last)
            case SetZone(zone=zone):
                self.zone = zone
            case RecordReminder(number=number, day=day):
                assert (number, day) not in self.reminders, "twice on one date"
                self.reminders.append((number, day))
                last = dict(self.reminding.last) | {number: day}
                self.reminding = replace(self.reminding, last=tuple(last.items()))
            case RecordCheck(passed=passed):
                self.stopped = not passed
            case DeletePerson() | ForgetPerson():
                self.reminding, self.zone, self.reminders, self.stopped = Reminding(), None, [], False
                self.wishes = Wishes()
            case _:
                pass

    def remember(self) -> None:
        if self.moves_done and not self.session.leaves_nothing:
            scores = {(m, w): v for m, w, v in self.session.scores}
            self.past = (
                PastSession(
                    on=self.now.date(),
                    level=getattr(self, "level", Level.GENTLE),
                    sitting_before=scores.get((Measure.SITTING, Moment.BEFORE)),
                    sitting_after=scores.get((Measure.SITTING, Moment.AFTER)),
                    getting_up_before=scores.get((Measure.GETTING_UP, Moment.BEFORE)),
                    getting_up_after=scores.get((Measure.GETTING_UP, Moment.AFTER)),
                ),
                *self.past[:11],
            )
        self.moves_done = 0

    def tap_button(self, button: Button) -> None:
        callback = decode(button.callback)
        assert callback is not None
        self.happen(callback.event, (callback.slot, callback.revision))

    @rule(pick=st.integers(0, 11))
    def tap(self, pick: int) -> None:
        """One of the newest buttons: the usual case."""
        recent = self.buttons[-12:]
        self.tap_button(recent[pick % len(recent)])

    @rule(pick=st.integers(0, 10))
    def tap_the_open_question(self, pick: int) -> None:
        assert self.shown is not None
        buttons = [button for line in self.shown.buttons for button in line]
        if buttons:
            self.tap_button(buttons[pick % len(buttons)])

    @rule(pick=st.integers(0))
    def tap_an_old_button(self, pick: int) -> None:
        self.tap_button(self.buttons[pick % len(self.buttons)])

    @rule(event=TYPED)
    def type(self, event: Event) -> None:
        self.happen(event)

    @rule(score=st.integers(0, 10))
    @precondition(lambda self: self.session.step.value.startswith(("sitting", "getting_up", "flare_score")))
    def type_the_score(self, score: int) -> None:
        self.happen(e.ScoreGiven(score))

    @rule(minutes=st.sampled_from([1, 20, 200, 60 * 24, 60 * 24 * 8]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        started = self.session.started_at
        if started is not None and self.now - started > timedelta(minutes=180):
            self.happen(e.SessionExpired())

    @rule()
    def be_asked_again(self) -> None:
        self.happen(e.ReaskCame())

    @rule()
    def wait_for_the_next_reminder(self) -> None:
        following = upcoming(self.reminding, self.setting().zone, self.now)
        if following:
            number, due = min(following.items(), key=lambda each: each[1].at)
            self.now = due.at
            self.wait(0)
            self.happen(e.ReminderCame(number, due.day, due.at))

    @rule()
    def have_a_snooze_end(self) -> None:
        self.happen(e.SnoozeOver(self.now))

    @invariant()
    def there_is_a_way_on(self) -> None:
        screen = render(
            prompt(self.session, self.setting()), Slot.SESSION, self.session.revision, CONTENT, HOST
        )
        ways = [decode(button.callback) for line in screen.buttons for button in line]
        assert ways
        for way in ways:
            assert way is not None
            assert find_row(self.session, way.event, self.setting()) is not None, (self.session.step, way)

    @invariant()
    def no_move_without_a_passed_check(self) -> None:
        if self.session.step not in IN_MOVES:
            return
        assert self.session.passed_at is not None
        assert self.now - self.session.passed_at < timedelta(days=7, hours=3)
        assert self.session.consented or self.session.leaves_nothing
        assert Adaptation.NOT_LYING_FLAT not in self.session.adaptations
        planned = self.session.current
        if planned is not None:
            crosses = CONTENT.exercises[planned.exercise].crosses_legs
            assert not (crosses and Adaptation.NO_CROSSING in self.session.adaptations)
            if self.session.adaptations or self.session.child or self.session.flare:
                assert planned.level is Level.GENTLE

    @invariant()
    def no_move_is_above_what_was_wished_when_it_was_planned(self) -> None:
        planned, wishes = self.session.current, self.session.wishes
        if self.session.step not in IN_MOVES or planned is None:
            return
        assert wishes is not None
        assert planned.level <= planned.ceiling <= wishes.highest
        assert is_at_hand(planned.variation, wishes.equipment)

    @invariant()
    def a_sore_score_is_never_passed_over(self) -> None:
        planned, sitting = self.session.current, self.session.score(Measure.SITTING, Moment.BEFORE)
        if self.session.step is not Step.EXERCISING or planned is None or sitting is None:
            return
        assert self.session.flare or sitting <= CONTENT.routine.rules.gentle_up_to
        if sitting > CONTENT.routine.rules.steady_up_to:
            assert planned.level is Level.GENTLE

    @invariant()
    def no_answer_outlives_its_question(self) -> None:
        if self.session.step is not Step.WHICH_GENTLE:
            in_between = self.session.returning is Step.WHICH_GENTLE or self.session.step is Step.HURTING
            assert in_between or not self.session.conditions
        if self.session.started_at is None and self.session.step is Step.RESTING:
            assert not self.session.child
            assert not self.session.conditions

    @invariant()
    def it_survives_a_restart(self) -> None:
        assert read_session(write_session(self.session)) == self.session

    @invariant()
    def an_old_tap_shows_where_we_are(self) -> None:
        _, effects = refresh(self.session, self.setting(), "stale")
        assert any(isinstance(effect, Show) for effect in effects)


TestPerson = Person.TestCase
TestPerson.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)


def test_a_person_never_gets_the_same_answer_twice_running() -> None:
    session, setting = (
        Session(),
        Setting(
            datetime(2026, 3, 2, tzinfo=UTC),
            date(2026, 3, 2),
            datetime(2026, 3, 3, tzinfo=UTC),
            CONTENT,
        ),
    )
    words = []
    for event in (e.NotUnderstood(), e.NotUnderstood(), e.PhraseTyped("thanks"), e.PhraseTyped("thanks")):
        session, _ = respond(session, event, setting)
        words.append(session.word)
    assert len(set(words)) == len(words)
    assert session.step is Step.WELCOME
