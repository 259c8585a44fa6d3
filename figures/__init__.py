"""Tools that make the moving figures of content/figures/: build time only.

Nothing of this is needed to run or to test the bot, and nothing in bot/ imports it (a contract of
import-linter keeps it so). What these tools need stands in requirements/figures.txt: CPython 3.11, because
Blender's wheel wants that one. timeline.py, keyframes.py and fingerprints.py are the standard library alone,
so their tests run with all others.

World of every file here: metres, Z up, the mat's top at z = 0; a person lies on the back, head towards +Y,
feet towards -Y, their left towards +X. Angles are degrees. docs/decisions/0011-figures.md tells the rest.
"""
