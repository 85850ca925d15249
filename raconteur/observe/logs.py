"""One JSON line an event, in Elastic Common Schema, to a rotating file that a shipper reads."""

import fcntl
import logging
import logging.handlers
import os
from pathlib import Path
from typing import IO

import ecs_logging

from raconteur.observe import trace

MAX_BYTES = 100 * 1024 * 1024
GENERATIONS = 5
# Loggers of libraries that would print a line for every request to a model.
QUIET = ("httpx", "httpcore", "alembic.runtime.plugins")


class _TraceId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        found = trace.current.get()
        if found and not hasattr(record, "trace.id"):
            setattr(record, "trace.id", found)
        return True


class _File(logging.handlers.RotatingFileHandler):
    """Turns over when the file is full. The library asks whether the line still fits, for which it
    makes every line twice. One writer a file: rotation by one would lose the lines of another."""

    def __init__(self, path: Path) -> None:
        own, self._lock = _ours(path)
        super().__init__(own, maxBytes=MAX_BYTES, backupCount=GENERATIONS, encoding="utf-8")

    def close(self) -> None:
        super().close()
        self._lock.close()

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 (the base's)
        if self.stream is None:
            return False
        return os.fstat(self.stream.fileno()).st_size >= self.maxBytes


def configure(path: Path, level: str = "INFO") -> None:
    """Send the root logger (and so the application's and the server's) to `path`, or where another
    process writes to that, to the next of `name.2.log`, `name.3.log` that is free.

    Raises OSError when the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        if isinstance(old, _File):
            old.close()
    handler = _File(path)
    # `log.original` of ecs-logging is not an ECS field.
    handler.setFormatter(ecs_logging.StdlibFormatter(exclude_fields=["log.original"]))
    handler.addFilter(_TraceId())
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _ours(path: Path) -> tuple[Path, IO[bytes]]:
    """The first that no other process writes to, and what keeps it ours until it is closed."""
    number, own = 1, path
    while True:
        # Beside the log, which is another file each time it was turned over.
        lock = own.with_name(f".{own.name}.lock").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            number += 1
            own = path.with_suffix(f".{number}{path.suffix}")
        else:
            return own, lock
