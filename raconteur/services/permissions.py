"""What each role and each token may do."""

from raconteur.services.acting import CHILD, Acting
from raconteur.services.errors import Forbidden, NotFound
from raconteur.store import users

ADMINISTRATOR = "administrator"


def insist_on_administrator(acting: Acting) -> None:
    """Raises Forbidden."""
    if acting.visitor.role != ADMINISTRATOR or "administer" not in acting.visitor.scopes:
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
