"""How long what is kept is kept: what has had its time is removed, a little at once.

To keep something else no longer than its host says, add a line to PURGES.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from raconteur.store import retention
from raconteur.store.base import DatabaseError, Sessions, now, writing
from raconteur.store.failures import FORGOTTEN
from raconteur.store.keys import KEPT
from raconteur.store.retention import Some

log = logging.getLogger(__name__)

# A key that has expired is listed so long, so that its owner sees why a program is refused.
EXPIRED_TOKENS = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Keep:
    """Days; 0: for ever.

    trash  from the day on which a story was thrown away
    audit  of the audit log
    notes  of what the gates held back
    """

    trash: int = 0
    audit: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True)
class Purge:
    """days: how long, where the host says it; otherwise `after` it has ended."""

    what: str
    some: Some
    days: Callable[[Keep], int] | None = None
    after: dt.timedelta = dt.timedelta(0)

    def before(self, keep: Keep, moment: dt.datetime) -> dt.datetime | None:
        """What is older goes; None where nothing does."""
        if self.days is None:
            return moment - self.after
        days = self.days(keep)
        return moment - dt.timedelta(days=days) if days else None


PURGES: tuple[Purge, ...] = (
    Purge("stories in the trash", retention.trash, lambda keep: keep.trash),
    Purge("entries of the audit log", retention.entries, lambda keep: keep.audit),
    Purge("notes of the gates", retention.notes, lambda keep: keep.notes),
    Purge("sign-ins that ended", retention.sign_ins),
    Purge("invitations that ended", retention.invitations),
    Purge("shared links that ended", retention.links),
    Purge("tokens that expired", retention.tokens, after=EXPIRED_TOKENS),
    Purge("wrong passwords", retention.failed, after=FORGOTTEN),
    Purge("keys of requests", retention.keys, after=KEPT),
)


def forget_what_is_old(
    sessions: Sessions, keep: Keep, purges: Sequence[Purge] = PURGES
) -> dict[str, int]:
    """How many of each went. What fails is tried again at the next call."""
    moment, gone = now(), dict[str, int]()
    for purge in purges:
        before = purge.before(keep, moment)
        if before is None:
            continue
        try:
            gone[purge.what] = sum(_batches(sessions, purge.some, before))
        except DatabaseError as error:
            log.warning("%s could not be removed yet: %s", purge.what, error)
        else:
            if gone[purge.what]:
                log.info("removed %s: %s", purge.what, gone[purge.what])
    return gone


def _batches(sessions: Sessions, some: Some, before: dt.datetime) -> Iterator[int]:
    """Each in a transaction of its own, until there are no more."""
    while True:
        with writing(sessions) as session:
            gone = some(session, before)
        if not gone:
            return
        yield gone
