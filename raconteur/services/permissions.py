"""What each role and each token may do."""

from raconteur.services.acting import Acting
from raconteur.services.errors import Forbidden, NotFound
from raconteur.store import families, users
from raconteur.store.base import Session
from raconteur.store.families import CHILD

ADMINISTRATOR = "administrator"


def may_administer(acting: Acting) -> bool:
    return acting.visitor.role == ADMINISTRATOR and "administer" in acting.visitor.scopes


def insist_on_administrator(acting: Acting) -> None:
    """Raises Forbidden."""
    if not may_administer(acting):
        raise Forbidden("Only an administrator may do this. Ask whoever runs this server.")


def insist_on_guardian_of(acting: Acting, user_id: int) -> None:
    """Who answers for what this user reads: adults for themselves, guardians for the children of
    their family. Raises Forbidden for a child's own, NotFound for what is no business of theirs."""
    asks = acting.visitor
    if asks.user_id == user_id:
        if asks.is_child:
            raise Forbidden("A grown-up of your family does this.")
        return
    owner = users.get(acting.session, user_id)
    ours = owner is not None and asks.family_id is not None and owner.family_id == asks.family_id
    if not ours or owner is None or owner.role != CHILD or not asks.guardian or asks.is_child:
        raise NotFound("There is no such passage.")


def insist_on_a_person(acting: Acting) -> None:
    """For what a program should not do in somebody's name. Raises Forbidden."""
    if acting.visitor.token_id is not None:
        raise Forbidden("A token may not do this: sign in.")


def insist_on_a_grown_up(acting: Acting) -> None:
    """For what a child may not do at all. Raises Forbidden."""
    if acting.visitor.is_child:
        raise Forbidden(f"This is for grown-ups. {_ask(acting)}", "guardian")


def insist_on_writing(acting: Acting) -> None:
    """A child writes where a guardian allows it, and as long as there is one. Raises Forbidden."""
    visitor = acting.visitor
    if visitor.is_child and not (visitor.may_write and looked_after(acting)):
        raise Forbidden(f"You may read here, and not write yet. {_ask(acting)}", "guardian")


def looked_after(acting: Acting) -> bool:
    return bool(guardians_of(acting.session, acting.visitor.family_id))


def guardians_of(session: Session, family_id: int | None) -> list[str]:
    """The names of those who can be asked."""
    if family_id is None:
        return []
    return [each.name for each in families.guardians(session, family_id)]


def _ask(acting: Acting) -> str:
    """Whom a child can ask."""
    names = guardians_of(acting.session, acting.visitor.family_id)
    return f"Ask {' or '.join(names)}." if names else "Ask whoever runs this server."
