"""Places that people type, or share as a location, and the zones their clocks keep: offline, from files."""

from bot.adapters.places.finding import CANDIDATES, LONGEST, Places
from bot.adapters.places.locations import zone_at
from bot.adapters.places.names import FOLDER, key

__all__ = ["CANDIDATES", "FOLDER", "LONGEST", "Places", "key", "zone_at"]
