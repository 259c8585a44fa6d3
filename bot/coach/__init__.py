"""The one door: what arrived comes in, and goes as one transaction into what is remembered and what is said.

``door`` takes arrivals, ``turn`` plays one person's, ``meaning`` finds the event, ``carrying`` and
``scoring`` turn effects into rows, and ``memory`` says what is wanted of the store.
"""

from bot.coach.door import Answer, Coach

__all__ = ["Answer", "Coach"]
