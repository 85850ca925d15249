"""What the gates held back, for whoever answers for the reader."""

from collections.abc import Sequence

from raconteur.services.acting import Acting
from raconteur.services.errors import Forbidden
from raconteur.store import notes
from raconteur.store.notes import GateNote
from raconteur.store.users import User


def listed(acting: Acting, limit: int, before: int | None) -> Sequence[tuple[GateNote, User]]:
    """One's own, and for a guardian those of the children of the family; newest first.

    Raises Forbidden for a child.
    """
    asks = acting.visitor
    if asks.is_child:
        raise Forbidden("These notes are for the grown-ups of your family.")
    family_id = asks.family_id if asks.guardian else None
    return notes.newest(acting.session, asks.user_id, family_id, limit, before)
