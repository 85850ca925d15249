"""Who looks after a family: the rules that more than one way leads past."""

from raconteur.services import permissions
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict, Forbidden, Invalid
from raconteur.store import families, readers, tokens
from raconteur.store.base import Session
from raconteur.store.families import CHILD
from raconteur.store.users import User


def insist_on_another(session: Session, user: User) -> None:
    """Raises Conflict for the one guardian of a family to which others belong."""
    if user.family_id is None or not user.guardian:
        return
    others = [u for u in families.members(session, [user.family_id]) if u.id != user.id]
    left = [u for u in families.guardians(session, user.family_id) if u.id != user.id]
    if others and not left:
        session.rollback()
        raise Conflict(
            "guardian",
            "A family keeps a guardian. Make somebody else one first, or dissolve the family.",
        )


def role_changed(session: Session, user: User) -> None:
    """What a role takes along, in the transaction that changes it. Raises Conflict."""
    if user.role == CHILD:
        insist_on_another(session, user)
        user.guardian = False
        tokens.revoke_all(session, user.id)
    else:
        user.reader_id, user.may_write = None, True


def insist_on_reader(acting: Acting, family_id: int, reader_id: int, user_id: int | None) -> int:
    """A reader that a child of the family may be: the family's from now on. Raises Invalid."""
    asks = acting.visitor
    reader = readers.get(acting.session, asks.user_id, family_id, reader_id)
    if reader is None:
        raise Invalid({"reader_id": [f"There is no reader {reader_id}."]})
    other = families.child_who_is(acting.session, family_id, reader_id)
    if other is not None and other.id != user_id:
        raise Invalid({"reader_id": [f"{other.name} is this reader. Make another one."]})
    reader.family_id = family_id
    return reader_id


def insist_on_none_yet(session: Session, family_id: int | None) -> None:
    """Who is no guardian themselves makes one only where there is none. Raises Forbidden."""
    if permissions.guardians_of(session, family_id):
        raise Forbidden("Only a guardian of the family may make another.", "guardian")
