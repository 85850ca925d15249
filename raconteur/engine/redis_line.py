"""One connection that hears from Redis: redis-py's, given types and a pulse.

redis-py's own PubSub connects again by itself, unnoticed; we must know, for what was said meanwhile
is lost.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from typing import cast

from redis import ConnectionPool
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as Lost
from redis.exceptions import RedisError

# After so many seconds of silence we ask whether Redis is there, and wait so many for an answer.
SILENCE_S, ANSWER_S = 1.0, 2.0

Broken = (RedisError, OSError)


class Line:
    """open(), use it from one thread, close(); again after it broke. Everything but `close` raises
    one of Broken when it does."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._connection = cast(AbstractConnection, pool.make_connection())
        self._quiet_since = 0.0
        self._asked: float | None = None

    def open(self) -> socket.socket:
        """To be waited for, then `messages`."""
        self._connection.connect()  # type: ignore[no-untyped-call]
        theirs = self._connection._get_socket()
        if theirs is None:
            raise Lost("not connected")
        self._quiet_since, self._asked = time.monotonic(), None
        return theirs

    def close(self) -> None:
        self._connection.disconnect()  # type: ignore[no-untyped-call]

    def subscribe(self, channels: Iterable[str]) -> None:
        self._send("SUBSCRIBE", *channels)

    def unsubscribe(self, channels: Iterable[str]) -> None:
        self._send("UNSUBSCRIBE", *channels)

    def messages(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """All that is here: its kind, its channel, and the message or a count."""
        while self._connection.can_read(0):
            said = self._connection.read_response(push_request=True)
            self._quiet_since, self._asked = time.monotonic(), None
            # The answer to a PING is a word where nothing is subscribed to, else a list of two.
            if isinstance(said, list) and len(said) == 3:
                yield said[0], said[1], said[2]

    def feel_pulse(self) -> None:
        """When nothing was heard: ask whether it is alive."""
        now = time.monotonic()
        if self._asked is not None:
            if now - self._asked >= ANSWER_S:
                raise Lost(f"no answer for {ANSWER_S:.0f} s")
        elif now - self._quiet_since >= SILENCE_S:
            self._send("PING")
            self._asked = now

    def _send(self, *words: str) -> None:
        # Without its own check of health, which would read what is not meant for it.
        self._connection.send_command(*words, check_health=False)  # type: ignore[no-untyped-call]
