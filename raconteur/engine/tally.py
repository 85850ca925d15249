"""Counts what all writers of a process use of their models, and tells those who reached a cap.

Every few seconds one thread adds up what was used since, in one transaction for all of them, and
asks then whether there is room for more. So a process that is killed leaves out a few
seconds' tokens at most, and no commit of text has more to do because of it.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from raconteur.engine.heart import Hold
from raconteur.models.usage import Tokens, Usage
from raconteur.observe import metrics
from raconteur.services.caps import Cap, Limits, standings, today
from raconteur.store import caps, usage
from raconteur.store.base import DatabaseError, Session, Sessions, reading, writing
from raconteur.store.usage import Counted

log = logging.getLogger(__name__)

EVERY_S = 2.0
# What ends is counted at once, but no more often than this: many short ones may end in a second.
LEAST_S = 0.1
NOTHING = Tokens(0, 0)
# Of the currency, in which a cost is kept.
MILLIONTHS = 1_000_000


@dataclass(slots=True, eq=False)
class Meter:
    """What one writer uses for one passage. `usage` is given to each pen that it writes with."""

    user_id: int
    model: str
    hold: Hold
    usage: Usage = field(default_factory=Usage)
    ended: bool = False
    counted: Tokens = NOTHING
    # Of a millionth: what was not enough to be counted the last time.
    cost: float = 0.0

    def due(self) -> Tokens:
        """Used and not counted yet. What was guessed too high goes off the next answer's."""
        prompt, completion = self.usage.tokens
        return Tokens(
            max(0, prompt - self.counted.prompt), max(0, completion - self.counted.completion)
        )


class Tally:
    """start(), then `metering` from any writer's thread, then stop().

    is_local  whether a model runs on this machine
    label     what a model is called where tokens are counted for those who watch
    """

    def __init__(
        self,
        sessions: Sessions,
        is_local: Callable[[str], bool],
        label: Callable[[str], str] = str,
    ) -> None:
        self._sessions, self._is_local, self._label = sessions, is_local, label
        self._meters: list[Meter] = []
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._hurry = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tally", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Count what is left and end."""
        self._stopping.set()
        self._hurry.set()
        self._thread.join(2.0)

    @contextlib.contextmanager
    def metering(self, user_id: int, model: str, hold: Hold) -> Iterator[Meter]:
        """Count during the block, and what is left of it soon after."""
        meter = Meter(user_id, model, hold)
        with self._lock:
            self._meters.append(meter)
        try:
            yield meter
        finally:
            meter.ended = True
            self._hurry.set()

    def count(self) -> None:
        """All that was used until now. Raises DatabaseError: it is counted the next time then, and
        twice where the database took it and could not say so."""
        with self._counting:
            with self._lock:
                ended = [meter for meter in self._meters if meter.ended]
                due = {meter: meter.due() for meter in self._meters}
            if any(any(tokens) for tokens in due.values()):
                self._add({meter: tokens for meter, tokens in due.items() if any(tokens)})
            with self._lock:
                self._meters = [meter for meter in self._meters if meter not in ended]

    def _add(self, due: dict[Meter, Tokens]) -> None:
        with writing(self._sessions, synced=False) as session:
            limits = Limits.of(caps.of_server(session))
            costs = {meter: self._cost(limits, meter, tokens) for meter, tokens in due.items()}
            usage.add(session, _summed(due, costs))
        for meter, tokens in due.items():
            meter.counted = Tokens(*(a + b for a, b in zip(meter.counted, tokens, strict=True)))
            cost = costs[meter]
            meter.cost = 0.0 if cost is None else cost - int(cost)
            paid = None if cost is None else int(cost) / MILLIONTHS
            metrics.used(self._label(meter.model), *tokens, paid)
        # Nobody who writes waits for this.
        with reading(self._sessions) as session:
            reached = self._reached(session, due)
        for meter, cap in reached.items():
            meter.hold.interrupt_for(cap)

    def _cost(self, limits: Limits, meter: Meter, tokens: Tokens) -> float | None:
        price = limits.price(meter.model, local=self._is_local(meter.model))
        return None if price is None else meter.cost + price.of(*tokens)

    def _reached(self, session: Session, due: dict[Meter, Tokens]) -> dict[Meter, Cap]:
        standing = standings(session, {meter.user_id for meter in due})
        found = {
            meter: standing[meter.user_id].reached(meter.model, local=self._is_local(meter.model))
            for meter in due
        }
        return {meter: cap for meter, cap in found.items() if cap is not None}

    def _run(self) -> None:
        while not self._stopping.wait(LEAST_S):
            self._hurry.wait(EVERY_S)
            self._hurry.clear()
            self._try_to_count()
        # What ended since.
        self._try_to_count()

    def _try_to_count(self) -> None:
        try:
            self.count()
        except DatabaseError as error:
            log.warning("counted later, the database did not answer: %s", error)
        except Exception:
            # An edge: whatever it was, the thread that counts for everybody must go on.
            log.exception("what was used could not be counted")


def _summed(due: dict[Meter, Tokens], costs: dict[Meter, float | None]) -> list[Counted]:
    """One row for each user and model: no statement may change a row twice."""
    day, found = today(), dict[tuple[int, str], Counted]()
    for meter, tokens in due.items():
        cost = costs[meter]
        whole = None if cost is None else int(cost)
        key = meter.user_id, meter.model
        before = found.get(key)
        if before is None:
            found[key] = Counted(meter.user_id, day, meter.model, *tokens, whole)
        else:
            found[key] = before._replace(
                prompt_tokens=before.prompt_tokens + tokens.prompt,
                completion_tokens=before.completion_tokens + tokens.completion,
                cost=None if whole is None else (before.cost or 0) + whole,
            )
    return list(found.values())
