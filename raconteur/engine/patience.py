"""Waiting for a model elsewhere that does not answer, instead of giving its passage up."""

import random
import threading
import time
from collections.abc import Callable

from raconteur.engine.heart import Hold
from raconteur.models.errors import ModelError

# Seconds before each further try; the last one again and again.
PAUSES_S = (1.0, 2.0, 4.0, 5.0)
# Each pause is so much shorter or longer, by chance: not all who wait ask at the same moment.
JITTER = 0.2


class Patience:
    """One writer's with the model of one passage.

    longest_s  seconds it waits without a word of text; 0: not at all
    clock      seconds, which never go back
    wait       as `threading.Event.wait`
    chance     a number from 0 to 1
    """

    def __init__(
        self,
        longest_s: float,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[threading.Event, float], object] = threading.Event.wait,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._longest_s = longest_s
        self._clock, self._wait, self._chance = clock, wait, chance
        self._length = -1
        self._since = 0.0
        self._tries = 0

    def pause(self, error: ModelError, length: int) -> float | None:
        """Seconds until it is worth trying again; None when it is not, or not any more.

        length  of the passage's text: where it has grown since the last time, all begins anew
        """
        if not error.away:
            return None
        now = self._clock()
        if length > self._length:
            self._length, self._since, self._tries = length, now, 0
        left = self._since + self._longest_s - now
        if left <= 0:
            return None
        pause = PAUSES_S[min(self._tries, len(PAUSES_S) - 1)]
        pause *= 1 + JITTER * (2 * self._chance() - 1)
        self._tries += 1
        return min(max(pause, error.retry_after or 0.0), left)

    def rest(self, seconds: float, hold: Hold, closing: threading.Event) -> None:
        """Wait so long; shorter when the passage is not ours any more or this process closes."""
        woken = threading.Event()
        hold.interrupt = woken.set
        # Who was told before there was anything to wake does not wait at all.
        if not hold.is_over and not closing.is_set():
            self._wait(woken, seconds)
