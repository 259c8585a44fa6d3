"""The bot with alarms after a second where people have minutes. Run it in place of ``python -m bot``."""

from __future__ import annotations

from bot.adapters import lookout, ticking
from bot.cli import main

if __name__ == "__main__":
    lookout.AWAY_SECONDS = lookout.STALLED_SECONDS = 1.0
    lookout.SURE_SECONDS = 5.0
    lookout.TRY_SECONDS = 1.0
    ticking.LOOK_SECONDS = 1
    main(prog_name="python -m bot")
