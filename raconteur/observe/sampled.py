"""A question that costs something, asked when somebody looks, and not too often."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")

# Seconds for which an answer is given again, and for which it is given when none follows it.
EVERY_S, TOO_OLD_S = 15.0, 45.0
# However long the question takes, so many times as long is rested: a two-hundredth of a processor.
REST = 200
# Seconds that whoever looks waits for a new answer.
WAIT_S = 2.0


class Sampled(Generic[T]):
    """latest() from any thread.

    ask    may raise, and may take long: it is asked in a thread of its own, once at a time
    clock  seconds, which never go back
    """

    def __init__(self, ask: Callable[[], T], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._answer: T | None = None
        self._next = self._stale = float("-inf")
        self._well = False
        self._lock = threading.Lock()
        self._asking: threading.Thread | None = None

    @property
    def well(self) -> bool:
        """Whether the last question was answered."""
        return self._well

    def latest(self) -> T | None:
        """The last answer; None where there is none that still says something."""
        with self._lock:
            if self._asking is None and self._clock() >= self._next:
                self._asking = threading.Thread(target=self._run, name="sampled", daemon=True)
                self._asking.start()
            asking = self._asking
        if asking is not None:
            asking.join(WAIT_S)
            if asking.is_alive():
                self._well = False
        with self._lock:
            return self._answer if self._clock() < self._stale else None

    def _run(self) -> None:
        began = self._clock()
        try:
            found = self._ask()
        except Exception as error:  # noqa: BLE001
            # An edge: whatever it was, it is said by a figure that is missing.
            log.warning("a figure could not be had: %s", error)
            with self._lock:
                self._well, self._asking, self._next = False, None, self._clock() + 1.0
            return
        with self._lock:
            self._answer, self._well, self._asking = found, True, None
            now = self._clock()
            rest = max(EVERY_S, REST * (now - began))
            self._next, self._stale = began + rest, now + rest + TOO_OLD_S
