"""What travels through Redis: a channel a story, an event as compact JSON, and how we connect.

Any field left out has its default, and a message that is not understood (a newer version's) counts
as one that was missed: its readers look at the database.
"""

import dataclasses
import json

from redis.backoff import NoBackoff
from redis.retry import Retry

from raconteur.services.acting import Event

CHANNEL = "raconteur:story:"
# In place of an event: some did not arrive, look at the database.
MISSED = b"missed"

# Seconds for a connection or an answer; a Redis that needs longer is as good as gone.
PATIENCE_S = 0.5
# Seconds between two tries to reach one that is gone.
PAUSE_S = 0.5

_FIELDS = tuple((field.name, field.default) for field in dataclasses.fields(Event))


def options() -> dict[str, object]:
    """For every connection. Trying again is ours to do: it must not pass unnoticed."""
    return {
        "protocol": 2,
        "socket_connect_timeout": PATIENCE_S,
        "socket_timeout": PATIENCE_S,
        "retry": Retry(NoBackoff(), 0),
    }


def channel(story_id: int) -> str:
    return f"{CHANNEL}{story_id}"


def story_of(channel_name: bytes) -> int:
    """Raises ValueError."""
    return int(channel_name.removeprefix(CHANNEL.encode()))


def encode(event: Event) -> bytes:
    """Raises TypeError or ValueError for an `error` that is not JSON."""
    given = ((name, getattr(event, name), default) for name, default in _FIELDS)
    fields = {name: value for name, value, default in given if value != default}
    # ASCII alone carries every string exactly, also one with half a surrogate pair.
    return json.dumps(fields, separators=(",", ":"), default=dict).encode("ascii")


def decode(message: bytes) -> Event:
    """Raises TypeError or ValueError for what is not an event."""
    return Event(**json.loads(message))
