"""Somebody who does the routine: reads the screen, taps what is on it, and remembers what they scored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bot.core import events as e
from bot.core.content import Content
from bot.core.events import Event
from bot.sandbox import Person
from tests.e2e.on_screen import Question, data_of, newest_question

PATIENCE = 30.0
"""Seconds after which somebody says that the bot has forgotten them."""


@dataclass(frozen=True)
class Step:
    """A question, and how it is answered."""

    question: str
    answer: Event


@dataclass(frozen=True)
class Given:
    """A score as the person gave it."""

    measure: str
    moment: str
    value: int


@dataclass(frozen=True)
class Scores:
    """What somebody feels on a day."""

    sitting_before: int
    getting_up_before: int
    sitting_after: int
    getting_up_after: int

    @classmethod
    def any(cls, random: Random) -> Scores:
        """Scores of a day on which the routine takes its usual course: not too sore, and none worse after."""
        sitting, getting_up = random.randint(0, 5), random.randint(0, 10)
        return cls(sitting, getting_up, _not_worse(sitting, random), _not_worse(getting_up, random))


def _not_worse(before: int, random: Random) -> int:
    return min(10, max(0, before + random.randint(-3, 1)))


@dataclass
class Walker:
    """One person on their way through days of the routine."""

    person: Person
    content: Content
    random: Random = field(default_factory=Random)
    types: bool = False
    """Types some of the scores instead of tapping them."""
    patience: float = PATIENCE
    """Seconds without news after which they tap once more; those who never do are patient for long."""
    thinks: float = 0.0
    """Seconds at most between seeing something and answering it."""
    given: list[Given] = field(default_factory=list)
    days: int = 0
    taps: int = 0
    tapped_again: int = 0
    """How often they tapped once more because nothing came."""

    async def arrive(self) -> None:
        """Press START and see the welcome."""
        self.person.start()
        await self.sees("welcome")

    async def sees(self, name: str) -> Question:
        """Wait until this is the newest question on the screen."""
        found = await self._news(-1, [name])
        assert found is not None, f"{name} never came"
        return found

    async def first_day(self, scores: Scores) -> None:
        """From /start to the summary."""
        self.person.start()
        await self.walk(
            (
                Step("welcome", e.ConsentGiven()),
                Step("emergency_check", e.NothingReported()),
                Step("caution_check", e.NothingReported()),
                *self.routine(scores),
            )
        )

    async def another_day(self, scores: Scores) -> None:
        """From /routine to the summary, no full safety check being due."""
        self.person.send("/routine")
        await self.walk((Step("quick_check", e.NothingNew()), *self.routine(scores)))

    def routine(self, scores: Scores) -> tuple[Step, ...]:
        """The scores and the exercises, in their order."""
        return (
            Step("sitting_before", e.ScoreGiven(scores.sitting_before)),
            Step("getting_up_before", e.ScoreGiven(scores.getting_up_before)),
            *(Step(name, e.ExerciseDone()) for name in self.exercises()),
            Step("finishing", e.SatUp()),
            Step("sitting_after", e.ScoreGiven(scores.sitting_after)),
            Step("getting_up_after", e.ScoreGiven(scores.getting_up_after)),
        )

    def exercises(self) -> list[str]:
        """The exercises as questions: two for one that is done leg by leg."""
        names = []
        for name in self.content.routine.exercises:
            two = self.content.exercises[name].one_leg_after_the_other
            names += [f"{name} first leg", f"{name} second leg"] if two else [name]
        return names

    async def walk(self, steps: Sequence[Step], then: str = "summary") -> Question:
        """Answer these questions as they come, until the one asked ``then`` is on the screen."""
        at, answered = 0, -1
        names = [step.question for step in steps] + [then]
        while True:
            found = await self._news(answered, names[at : at + 2])
            if found is None:
                self.tapped_again += 1
                answered = -1
                continue
            if found.name == names[at + 1]:
                self._remember(steps[at])
                at += 1
                if at == len(steps):
                    self.days += then == "summary"
                    return found
            if self.thinks:
                await asyncio.sleep(self.random.uniform(0, self.thinks))
                if newest_question(self.person, self.content) != found:
                    continue
            self._answer(found, steps[at])
            answered = found.revision

    async def _news(self, answered: int, names: Sequence[str]) -> Question | None:
        """The newest question once it is one of these and not yet answered; None when nothing came."""

        def look(person: Person) -> Question | None:
            newest = newest_question(person, self.content)
            return newest if newest and newest.name in names and newest.revision > answered else None

        try:
            return await self.person.wait_for(look, self.patience)
        except TimeoutError:
            if self.patience < PATIENCE:
                return None
            raise

    def _answer(self, found: Question, step: Step) -> None:
        self.taps += 1
        if self.types and isinstance(step.answer, e.ScoreGiven) and self.random.random() < 0.5:
            self.person.send(self._typed(step.answer.score))
            return
        data = data_of(self.person.message(found.message_id), step.answer)
        assert data is not None, f"no button for {step.answer} in {found}"
        self.person.tap_data(found.message_id, data)

    def _typed(self, score: int) -> str:
        return self.random.choice((f"{score}", f"{score}/10", f"about {score}", f" {score} "))

    def _remember(self, step: Step) -> None:
        if isinstance(step.answer, e.ScoreGiven):
            measure, _, moment = step.question.rpartition("_")
            self.given.append(Given(measure, moment, step.answer.score))
