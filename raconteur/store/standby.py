"""A database that can only be read for a while, as after a failover."""

import sqlalchemy as sa

from raconteur.store.base import Session


def only_reads(session: Session) -> bool:
    """Whether what answers takes nothing: a PostgreSQL that is a copy of another one, or is kept
    from writing.

    The connection is given up then: behind the same name there may soon be a server that writes.
    """
    if session.get_bind().dialect.name != "postgresql":
        return False
    found = bool(session.scalar(sa.text("SHOW transaction_read_only")) == "on")
    if found:
        session.invalidate()
    return found
