"""Models that people added, as they are written with."""

from raconteur.models.connection import host_and_port, is_loopback
from raconteur.models.registry import ADDED, Endpoint
from raconteur.services.connections import Terms, about
from raconteur.services.permissions import ADMINISTRATOR
from raconteur.services.sealing import SealingError
from raconteur.store import connections
from raconteur.store.base import Sessions, reading
from raconteur.store.connections import Connection


class Added:
    """Asked anew each time, in whichever process: what was removed, or taken back, is gone."""

    def __init__(self, sessions: Sessions, terms: Terms) -> None:
        self._sessions, self._terms = sessions, terms

    def __call__(self, user_id: int) -> list[Endpoint]:
        """Those that this user may write with. Raises DatabaseError."""
        with reading(self._sessions) as session:
            found = connections.usable(session, user_id)
        return [self._endpoint(row, role) for row, role in found]

    def _endpoint(self, row: Connection, role: str) -> Endpoint:
        """role  its owner's: nobody keeps an administrator's freedom who is none any more"""
        key, broken = None, ""
        try:
            key = self._terms.seals.open(row.sealed, about(row)) if row.sealed else None
        except SealingError as error:
            broken = str(error)
        return Endpoint(
            id=f"{ADDED}{row.id}",
            label=row.label,
            kind="url",
            url=row.url,
            name=row.name,
            key=key,
            local=is_loopback(host_and_port(row.url)[0]),
            outbound=None if role == ADMINISTRATOR else self._terms.outbound,
            broken=broken,
        )
