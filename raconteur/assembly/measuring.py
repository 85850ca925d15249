"""What those who watch are told: figures of the database, of this process, and of what it needs."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from raconteur import __version__
from raconteur.assembly.base import Base
from raconteur.engine.failures import MESSAGES
from raconteur.observe import instruments, metrics
from raconteur.observe.listener import Listener
from raconteur.observe.sampled import Sampled
from raconteur.services.acting import Event, Publish
from raconteur.settings import PREFIX, Settings
from raconteur.store import passages, standing
from raconteur.store.base import Sessions, reading
from raconteur.store.standing import Counts

log = logging.getLogger(__name__)

# What `ModelError` says: `cancelled` is our own doing.
MODEL_FAILURES = (
    *("unreachable", "refused", "timeout", "died", "nonsense", "not_found", "bad_request"),
    *("unauthorised", "overloaded", "not_allowed"),
)
Parts = Mapping[str, Callable[[], bool]]


@dataclass(frozen=True, slots=True)
class Standing:
    passages: Counts
    stories: Counts
    longest: Mapping[str, float]


class Watch:
    """Looks at the database for those who watch; remembers since when what is unfinished is so."""

    def __init__(self, sessions: Sessions, clock: Callable[[], float] = time.monotonic) -> None:
        self._sessions, self._clock = sessions, clock
        self._since: dict[tuple[int, str, int], float] = {}

    def __call__(self) -> Standing:
        """Raises DatabaseError."""
        with reading(self._sessions) as session:
            by_state = standing.passages_by_state(session), standing.stories_by_state(session)
            rows = passages.unfinished(session)
        now = self._clock()
        # A fence changes with the hands.
        found = {(row.id, row.state, row.fence) for row in rows}
        self._since = {each: self._since.get(each, now) for each in found}
        longest = dict.fromkeys((passages.QUEUED, passages.WRITING), 0.0)
        for (_, state, _), since in self._since.items():
            longest[state] = max(longest[state], now - since)
        return Standing(*by_state, longest)


def counting(publish: Publish) -> Publish:
    """`publish`, which also counts how passages end: each end is told once, by who brought it."""

    def told(story_id: int, event: Event) -> None:
        publish(story_id, event)
        if event.kind == "state" and event.state in passages.FINAL:
            reason = str((event.error or {}).get("code", ""))
            metrics.ended(event.state, reason if reason in MESSAGES else "")

    return told


def show_what_runs(base: Base, parts: Parts) -> None:
    """For every role. parts: those that it needs, each with whether it answered."""
    instruments.build_info.by(lambda: {(__version__,): 1.0})
    instruments.parts.by(lambda: {(name,): float(well()) for name, well in parts.items()})
    metrics.expect(base.models.labels(), list(MODEL_FAILURES), list(MESSAGES))


def show_the_standing(base: Base, parts: Parts) -> None:
    """For a web: the library too, and whether its database answers."""
    watch = Sampled(Watch(base.sessions))

    def shown(of: Callable[[Standing], Mapping[str, float]]) -> Mapping[tuple[str, ...], float]:
        found = watch.latest()
        return {} if found is None else {(name,): value for name, value in of(found).items()}

    instruments.passages.by(lambda: shown(lambda found: found.passages))
    instruments.stories.by(lambda: shown(lambda found: found.stories))
    instruments.longest.by(lambda: shown(lambda found: found.longest))
    # Asked for after what says it: the order of instruments.ASKED.
    show_what_runs(base, {"database": lambda: watch.well, **parts})


def listener(settings: Settings) -> Listener | None:
    """Where `/metrics` is to be had besides the page; None where that is not wanted.

    Raises OSError where the port cannot be had.
    """
    if not settings.metrics_port:
        return None
    return Listener(settings.metrics_host, settings.metrics_port, settings.metrics_token)


def insisted_listener(settings: Settings) -> Listener | None:
    """The same, or the line that says why not, and status 1: somebody may have taken the port
    while everything else was waited for."""
    try:
        return listener(settings)
    except OSError as error:
        where = f"{settings.metrics_host}:{settings.metrics_port}"
        raise SystemExit(
            f"raconteur: {PREFIX}METRICS_PORT: {where}: {error.strerror or error}"
        ) from error
