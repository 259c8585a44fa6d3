"""What a number may be by itself: how far a body goes, how long a loop lasts, where a camera stands.

``figure_pairs`` says what can't be together, ``figure_props`` which things can be where.
``content/README.md`` lists it all for whoever writes keyframes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PALMS = ("up", "down")
LEGS = ("left", "right")
ONE_LEG_CROSSED = "figure4_rocks"
"""The exercise that has a film for each leg."""

Found = Iterator[tuple[str, str, str]]
"""The key, what is wrong there, and what is allowed."""


@dataclass(frozen=True)
class Limit:
    """What a number may be; both ends are allowed."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}"

    def holds(self, number: float) -> bool:
        """Whether it is within; what is no number never is."""
        return self.low <= number <= self.high


SECONDS = Limit(4, 20)
"""Of a loop: shorter ones look hectic, longer ones grow too large."""

LIMITS: Mapping[str, Limit] = {
    # Lumbar spine and chest together turn 30 degrees each way (CFR); the shoulders stay down.
    "pelvis_roll": Limit(0, 30),
    "pelvis_tilt": Limit(0, 20),
    # A hip turns 45 degrees each way (Merck), and the pelvis goes along.
    "legs_lean": Limit(0, 60),
    "arms_away": Limit(0, 100),
    # 90 is upright. A hip bends 125 degrees (Merck; AAOS 120), and a pelvis tilted back adds a little.
    "thigh_up": Limit(49, 125),
    "knee_bend": Limit(0, 135),  # AAOS; Merck 130
    "foot_down": Limit(0, 50),  # Merck
    "ankle_along": Limit(60, 90),
    "ankle_below": Limit(30, 75),
    # Hands hold behind the thigh, above the hollow of the knee and never on the kneecap.
    "thigh_held": Limit(49, 125),
    "hold_along": Limit(45, 85),
    # 90 is on the side. Chest and pelvis may differ by what lumbar spine and chest turn.
    "rolled": Limit(70, 110),
    "chest_rolled": Limit(70, 125),
    # To the side the spine bends 30 degrees (CFR); the pelvis takes over a fifth.
    "chest_raised": Limit(0, 37),
    "thighs_forward": Limit(0, 120),
}
"""Degrees (ankle_along and hold_along: hundredths of the thigh; ankle_below: of the shin).

Normal ranges of an adult. Merck: the Merck Manual's table "Normal Values for Range of Motion of Joints"
(2010-2013). CFR: the United States' 38 CFR 4.71a, note on the thoracolumbar spine. AAOS: American Academy of
Orthopaedic Surgeons, Joint Motion (1965), here by what others say of it.
"""

CAMERA: Mapping[str, Limit] = {
    "turned": Limit(-180, 180),
    "raised": Limit(0, 90),
    "distance": Limit(1, 6),
}
"""Where a camera may stand: degrees, degrees and metres."""

AIM: Mapping[str, Limit] = {
    "looks_at #1": Limit(-1, 1),
    "looks_at #2": Limit(-1, 1),
    "looks_at #3": Limit(0, 1),
}
"""Where it may look, metres from under the pelvis: to the left, to the head, up. Beyond, nobody lies."""

_ROCK = ("pelvis_tilt", "arms_away", "legs_lean", "pelvis_roll")
ANGLES: Mapping[str, tuple[str, ...]] = {
    "knee_rocks": _ROCK,
    "figure4_rocks": (*_ROCK, "ankle_along", "foot_down"),
    "marching": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "comfortable": ("pelvis_tilt", "arms_away", "thigh_up", "knee_bend", "foot_down"),
    "getting_up": ("rolled", "chest_rolled", "chest_raised", "thighs_forward", "knee_bend", "foot_down"),
}
"""The angles each exercise is described by."""

HOLD: Mapping[str, tuple[str, ...]] = {"marching": ("thigh_held", "hold_along")}
"""Angles a file gives when both hands hold the leg; all of them or none."""

INSTEAD: Mapping[str, str] = {"ankle_below": "ankle_along"}
"""Angles that take another's place: the ankle crosses the shin and not the thigh, and never the kneecap."""


def possible(exercise: str) -> set[str]:
    """The angles that files of an exercise can have."""
    names = {*ANGLES[exercise], *HOLD.get(exercise, ())}
    return names | {name for name, other in INSTEAD.items() if other in names}
