"""What each role and each token may do."""

from raconteur.services.acting import Acting
from raconteur.services.errors import Forbidden

ADMINISTRATOR = "administrator"


def may_administer(acting: Acting) -> bool:
    return acting.visitor.role == ADMINISTRATOR and "administer" in acting.visitor.scopes


def insist_on_administrator(acting: Acting) -> None:
    """Raises Forbidden."""
    if not may_administer(acting):
        raise Forbidden("Only an administrator may do this. Ask whoever runs this server.")


def insist_on_a_person(acting: Acting) -> None:
    """For what a program should not do in somebody's name. Raises Forbidden."""
    if acting.visitor.token_id is not None:
        raise Forbidden("A token may not do this: sign in.")
