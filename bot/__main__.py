"""``python -m bot``."""

import signal

# Until the bot listens for it, a request to read the content anew must not end it.
signal.signal(signal.SIGUSR1, signal.SIG_IGN)

from bot.cli import main  # noqa: E402 - the line above comes first, because this one takes half a second

if __name__ == "__main__":
    main(prog_name="python -m bot")
