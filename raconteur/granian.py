"""Granian, taught to end with event streams open."""

import contextlib
import multiprocessing
import os
import signal

from granian.server.mp import MPServer

# Kept equal to `web.asgi.CLOSE_STREAMS`, which is too heavy to be imported here.
CLOSE_STREAMS = signal.SIGUSR1

# The server's own words go where ours go: to the root logger, which each process sends to its file.
TO_THE_ROOT_LOGGER = {
    "handlers": {},
    "formatters": {},
    "loggers": {"_granian": {"propagate": True}, "granian.access": {"propagate": True}},
}


class WebServer(MPServer):
    def shutdown(self, exit_code: int = 0) -> None:
        """Have the workers close their streams, then end them as Granian does."""
        for worker in multiprocessing.active_children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid or 0, CLOSE_STREAMS)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]
