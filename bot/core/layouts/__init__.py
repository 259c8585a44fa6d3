"""Every screen: which words it wants from the content, and where its buttons stand."""

from __future__ import annotations

from bot.core.canvas import Look
from bot.core.layouts.checking import CHECKING
from bot.core.layouts.history import HISTORY
from bot.core.layouts.looking_back import LOOKING_BACK
from bot.core.layouts.moving import MOVING
from bot.core.layouts.noting import NOTING
from bot.core.layouts.reminding import REMINDING
from bot.core.layouts.reporting import REPORTING
from bot.core.layouts.scoring import SCORING
from bot.core.layouts.setting_up import SETTING_UP
from bot.core.layouts.settings import SETTINGS

SCREENS: dict[str, Look] = {
    **CHECKING,
    **SCORING,
    **MOVING,
    **NOTING,
    **REMINDING,
    **SETTING_UP,
    **LOOKING_BACK,
    **SETTINGS,
    **HISTORY,
    **REPORTING,
}
