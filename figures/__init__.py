"""Tools that make the moving figures of content/figures/: build time only.

Nothing of this is needed to run the bot, and nothing in bot/ imports it (a contract of import-linter keeps it
so). What wants Blender (scene, materials, rendering, making) wants requirements/figures.txt: CPython 3.11,
because Blender's wheel wants that one. The rest measures and draws, and runs with the tests' requirements.

World of every file here: metres, Z up, the mat's top at z = 0; a person lies on the back, head towards +Y,
feet towards -Y, their left towards +X. Angles are degrees. docs/decisions/0011-figures.md tells the rest.
"""
