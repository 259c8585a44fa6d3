"""What people do, taken from Telegram so that none of it is lost: asked for (polling) or sent here (webhook).

Telegram is told "got it" only once an update is committed: by the offset of the next question, or by the
answer 200. What comes twice for that reason is told apart by whoever takes it, by its update id.
"""

from bot.adapters.intake.asking import TokenRefused
from bot.adapters.intake.polling import Polling
from bot.adapters.intake.taking import Doors, Taking
from bot.adapters.intake.webhook import Webhook

__all__ = ["Doors", "Polling", "Taking", "TokenRefused", "Webhook"]
