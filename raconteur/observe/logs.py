"""One JSON line an event, in Elastic Common Schema, to a rotating file that a shipper reads."""

import logging
import logging.handlers
import os
from pathlib import Path

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
    makes every line twice."""

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 (the base's)
        if self.stream is None:
            return False
        return os.fstat(self.stream.fileno()).st_size >= self.maxBytes


def configure(path: Path, level: str = "INFO") -> None:
    """Send the root logger (and so the application's and the server's) to `path`.

    One writer a file: two processes never share one, rotation would lose lines.
    Raises OSError when the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = _File(path, maxBytes=MAX_BYTES, backupCount=GENERATIONS, encoding="utf-8")
    # `log.original` of ecs-logging is not an ECS field.
    handler.setFormatter(ecs_logging.StdlibFormatter(exclude_fields=["log.original"]))
    handler.addFilter(_TraceId())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
