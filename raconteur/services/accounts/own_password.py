"""One's own password."""

from raconteur.services.accounts import passwords
from raconteur.services.accounts.signing import tell_ended
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid
from raconteur.services.permissions import insist_on_a_person
from raconteur.store import audit, invitations, signins
from raconteur.store.base import for_writing
from raconteur.store.users import User


def insist(acting: Acting, said: str | None) -> None:
    """Raises Invalid where there is a password, and it is another."""
    stored = acting.session.get_one(User, acting.user_id).password
    acting.session.rollback()
    if stored is not None and not passwords.fits(said or "", stored):
        raise Invalid({"password": ["This is not your password."]})


def change(acting: Acting, old: str, new: str) -> None:
    """Every other sign-in ends. Raises Forbidden for a token, Invalid."""
    insist_on_a_person(acting)
    user = acting.session.get_one(User, acting.user_id)
    stored = user.password
    acting.session.rollback()
    if not passwords.fits(old, stored):
        raise Invalid({"old": ["This is not your password."]})
    passwords.insist(new, user.name, "new")
    hashed = passwords.hashed(new)
    for_writing(acting.session)
    acting.session.get_one(User, acting.user_id).password = hashed
    invitations.forget(acting.session, acting.user_id)
    gone = signins.end(acting.session, acting.user_id, but=acting.visitor.session_id)
    audit.write(acting.session, acting.user_id, "password-changed")
    acting.session.commit()
    tell_ended(acting.publish, gone)
