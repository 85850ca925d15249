"""One JSON line an event, in Elastic Common Schema, to a rotating file that a shipper reads."""

import fcntl
import itertools
import logging
import logging.handlers
import os
import secrets
import socket
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import ecs_logging

from raconteur.observe import trace
from raconteur.observe.fields import NAMES

MAX_BYTES = 100 * 1024 * 1024
GENERATIONS = 5
# Loggers of libraries that would print a line for every request to a model.
QUIET = ("httpx", "httpcore", "alembic.runtime.plugins")


class TraceId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        found = trace.current.get()
        if found and not hasattr(record, "trace.id"):
            setattr(record, "trace.id", found)
        return True


class _Lines(ecs_logging.StdlibFormatter):
    """One object a line, of the fields in `fields`: what a library adds of its own is left out, for
    a shipper's index would have to guess its type.

    Each line has an `event.id`, by which it is one document however often it is shipped.
    """

    def __init__(self) -> None:
        # `log.original` of ecs-logging is the message once more.
        super().__init__(exclude_fields=["log.original"])
        self._process, self._numbers = secrets.token_hex(8), itertools.count(1)
        self._host = socket.gethostname()

    def format(self, record: logging.LogRecord) -> str:
        foreign = record.__dict__.keys() - self._LOGRECORD_DICT - NAMES
        if foreign:
            record = logging.makeLogRecord(
                {name: value for name, value in record.__dict__.items() if name not in foreign}
            )
        return super().format(record)

    def format_to_ecs(self, record: logging.LogRecord) -> dict[str, Any]:
        line = super().format_to_ecs(record)
        line.setdefault("event", {})["id"] = f"{self._process}-{next(self._numbers)}"
        line["service"], line["host"] = {"name": "raconteur"}, {"name": self._host}
        return line


class _File(logging.handlers.RotatingFileHandler):
    """Turns over when the file is full. The library asks whether the line still fits, for which it
    makes every line twice. One writer a file: rotation by one would lose the lines of another."""

    def __init__(self, path: Path) -> None:
        own, self._lock = _ours(path)
        super().__init__(own, maxBytes=MAX_BYTES, backupCount=GENERATIONS, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        """A line that a crash or a full disk cut off stays alone; ours begins below it."""
        stream = super()._open()
        with Path(self.baseFilename).open("rb") as file:
            if file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) and file.read() != b"\n":
                stream.write("\n")
        return stream

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
    handler.setFormatter(_Lines())
    handler.addFilter(TraceId())
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
