"""Granian, taught to end with event streams open, and with the terminal it was started from."""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

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
    """begun: called in the supervisor once its workers were started, which are not ready yet"""

    begun: Callable[[], None] = staticmethod(lambda: None)

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        if ignored:
            # Started with nohup: meant to outlive its terminal.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.begun()

    def signal_handler_reload(self, *_: object, **__: object) -> None:
        """The terminal was closed: end. (Granian would start a second worker beside the first, and
        there is room for one: it would take over what the first one writes.)"""
        self.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    def shutdown(self, exit_code: int = 0) -> None:
        """Have the workers close their streams, then end them as Granian does."""
        for worker in multiprocessing.active_children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid or 0, CLOSE_STREAMS)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]
