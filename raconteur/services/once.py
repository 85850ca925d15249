"""A request that comes again, because its answer was lost, makes nothing more."""

from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid
from raconteur.store import keys

FIELD = "Idempotency-Key"


def made(acting: Acting) -> int | None:
    """The id of what this request made when it came before, which ends the transaction; None when
    it is to be made now, in this transaction for writing, and then given to `keep`.

    Raises Invalid for a key that came with another request.
    """
    if acting.once is None:
        return None
    earlier = keys.take(acting.session, acting.user_id, acting.once.key, acting.once.request)
    if earlier is None:
        return None
    request, made_id = earlier.request, earlier.made
    acting.session.rollback()
    if request != acting.once.request:
        raise Invalid({FIELD: ["This key came with another request before."]})
    return made_id


def keep(acting: Acting, made_id: int) -> None:
    """Before the commit of what was made."""
    if acting.once is not None:
        keys.keep(acting.session, acting.user_id, acting.once.key, made_id)
