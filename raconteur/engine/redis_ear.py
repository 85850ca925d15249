"""Hears from Redis what the readers of this process wait for: one connection, one thread.

The thread alone uses the connection; who comes and goes only tells it that a story has changed.
A reader may take its snapshot before its channel is heard, so when Redis confirms a channel the
readers of its story are told to look again. That also heals them all after a lost connection.
"""

import selectors
import socket
import threading

from raconteur.engine import redis_wire as wire
from raconteur.engine.bus import Bus
from raconteur.engine.outage import Outage
from raconteur.engine.redis_line import SILENCE_S, Broken, Line

# Stories told to look at the database in one pause while Redis is gone: more, and the database
# would be gone too. They take turns.
LOOKS = 100


class Ear:
    """start(), then `turn_to` from any thread, then stop()."""

    NAME = "listening"

    def __init__(self, line: Line, bus: Bus, outage: Outage) -> None:
        self._line, self._bus, self._outage = line, bus, outage
        self._changed: set[int] = set()
        self._lock = threading.Lock()
        self._heard: set[int] = set()
        self._looked = 0
        self._bell, self._nudge = socket.socketpair()
        self._bell.setblocking(False)
        self._nudge.setblocking(False)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="redis-ear", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        self._stopping.set()
        self._wake()
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._bell.close()
        self._nudge.close()

    def turn_to(self, story_id: int) -> None:
        """Its first reader came, or its last one left."""
        with self._lock:
            first = not self._changed
            self._changed.add(story_id)
        if first:
            self._wake()

    def _wake(self) -> None:
        try:
            self._nudge.send(b"!")
        except OSError:
            return  # it is awake already, or has ended

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen(self._line.open())
            except Broken as error:
                self._outage.begin(self.NAME, error)
                self._let_some_look()
                self._stopping.wait(wire.PAUSE_S)
            finally:
                self._line.close()

    def _listen(self, theirs: socket.socket) -> None:
        """Until stopped. Raises one of Broken."""
        self._outage.end(self.NAME)
        with self._lock:
            self._heard.clear()
            self._changed.update(self._bus.stories())
        with selectors.DefaultSelector() as selector:
            selector.register(theirs, selectors.EVENT_READ)
            selector.register(self._bell, selectors.EVENT_READ)
            while not self._stopping.is_set():
                self._turn()
                ready = {key.fileobj for key, _ in selector.select(SILENCE_S)}
                if self._bell in ready:
                    self._bell.recv(4096)
                if theirs in ready:
                    self._hear()
                else:
                    self._line.feel_pulse()

    def _turn(self) -> None:
        """Subscribe to what is read now, unsubscribe from what is not."""
        with self._lock:
            changed, self._changed = self._changed, set()
        read = {story_id for story_id in changed if self._bus.is_read(story_id)}
        come, gone = read - self._heard, (changed - read) & self._heard
        self._heard |= come
        self._heard -= gone
        if come:
            self._line.subscribe(map(wire.channel, come))
        if gone:
            self._line.unsubscribe(map(wire.channel, gone))

    def _hear(self) -> None:
        for kind, channel, message in self._line.messages():
            if kind == b"message":
                self._pass_on(wire.story_of(channel), message)
            elif kind == b"subscribe":
                self._bus.miss(wire.story_of(channel))
            if self._changed:  # however much there is to hear, nobody new waits for its end
                self._turn()

    def _pass_on(self, story_id: int, message: bytes) -> None:
        try:
            self._bus.publish(story_id, wire.decode(message))
        except (TypeError, ValueError):
            # MISSED, or what another version says.
            self._bus.miss(story_id)

    def _let_some_look(self) -> None:
        """While nothing is heard, readers go on from the database."""
        stories = self._bus.stories()
        for nth in range(min(LOOKS, len(stories))):
            self._bus.miss(stories[(self._looked + nth) % len(stories)])
        self._looked += LOOKS
