"""Finding a port that is free: for the command line."""

import errno

from bot.sandbox.server import SandboxServer

_PORTS_TRIED = 20


async def start_near(sandbox: SandboxServer) -> bool:
    """Starts on the port wanted or, when that is taken, on the next free one. True when it is the one wanted.

    Raises `OSError` when the next ports are all taken, or for another reason than a taken port.
    """
    wanted = sandbox.port
    for port in range(wanted, wanted + _PORTS_TRIED):
        sandbox.port = port
        try:
            await sandbox.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return port == wanted
    raise OSError(errno.EADDRINUSE, f"ports {wanted} to {wanted + _PORTS_TRIED - 1} are all taken")
