"""Whether a model's server answers, for those who watch over it."""

import threading
import time
from collections.abc import Callable

from raconteur.models.errors import ModelError

# Seconds that the question may take; and how long its answer is believed.
ASK_S, FRESH_S = 1.0, 5.0
# A writer that found it away asks again by itself within this time: until then that is believed,
# whatever the server says of itself meanwhile.
HEARD_S = 20.0


class Presence:
    """As far as is known: what writers met lately, else what a short question finds.

    ask  asks the server. Raises ModelError
    """

    def __init__(
        self, ask: Callable[[], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask, self._clock = ask, clock
        self._answers, self._until = True, float("-inf")
        self._asking: threading.Thread | None = None
        self._lock = threading.Lock()

    def heard(self, error: ModelError | None) -> None:
        """What became of a writer's request."""
        if error is None:
            self._believe(True, FRESH_S)
        elif error.away:
            self._believe(False, HEARD_S)

    def answers(self) -> bool:
        """Within `ASK_S`, however long the server takes; only one asks it at a time."""
        with self._lock:
            if self._clock() < self._until:
                return self._answers
            if self._asking is None:
                self._asking = threading.Thread(target=self._look, name="presence", daemon=True)
                self._asking.start()
            asking = self._asking
        asking.join(ASK_S)
        with self._lock:
            return self._answers and self._asking is not asking

    def _look(self) -> None:
        answers = True
        try:
            self._ask()
        except ModelError as error:
            # A server that refuses us is there.
            answers = not error.away
        finally:
            with self._lock:
                self._asking = None
                # Unless a writer knew better meanwhile.
                if self._clock() >= self._until:
                    self._answers, self._until = answers, self._clock() + FRESH_S

    def _believe(self, answers: bool, seconds: float) -> None:
        with self._lock:
            self._answers, self._until = answers, self._clock() + seconds
