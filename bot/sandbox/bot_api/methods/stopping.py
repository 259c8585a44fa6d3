"""logOut and close. Both are carried out by doing nothing: the sandbox has no other server to move to."""

from bot.sandbox.bot_api.arguments import Arguments
from bot.sandbox.world.world import World


def log_out(world: World, arguments: Arguments) -> bool:
    """logOut: Telegram would refuse the bot for ten minutes; here it may go on at once."""
    return True


def close(world: World, arguments: Arguments) -> bool:
    """Close."""
    return True
