"""The trace id that ties a request, its log lines, its error and its story together."""

import re
import secrets
from contextvars import ContextVar

_VALID = re.compile(r"[A-Za-z0-9._-]{1,64}")

current: ContextVar[str] = ContextVar("trace_id", default="")


def new() -> str:
    """16 hexadecimal characters."""
    return secrets.token_hex(8)


def honoured(given: str | None) -> str:
    """The caller's id when it is well formed, otherwise a new one."""
    return given if given and _VALID.fullmatch(given) else new()
