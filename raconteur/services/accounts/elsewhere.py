"""Signing in by another's word: an OpenID Connect provider says who somebody is."""

from raconteur.identity.provider import Identity
from raconteur.services.accounts import inviting, signing
from raconteur.services.accounts.signing import From
from raconteur.services.acting import Publish
from raconteur.services.errors import Invalid, SignInNeeded
from raconteur.store import audit, identities, signins, users
from raconteur.store.base import Session, for_writing
from raconteur.store.identities import KnownAs
from raconteur.store.users import User


def sign_in(session: Session, found: Identity, place: From) -> tuple[User, str]:
    """Somebody who is known already. Raises SignInNeeded."""
    for_writing(session)
    user = identities.user_of(session, found.issuer, found.subject)
    if user is None or user.disabled_at is not None:
        audit.write(session, user.id if user else None, "sign-in-failed", place.address, how="oidc")
        session.commit()
        raise SignInNeeded("Nobody here is known by that account. Ask for an invitation.")
    made = signing.begin(session, user, place, how="oidc")
    session.commit()
    return user, made


def accept(
    session: Session, publish: Publish, code: str, found: Identity, place: From
) -> tuple[User, str]:
    """An invitation, taken with an account elsewhere instead of a password.

    Raises NotFound for a link that does not hold, Invalid for an account that is somebody's here.
    """
    for_writing(session)
    invitation = inviting.taken(session, code)
    if identities.user_of(session, found.issuer, found.subject) is not None:
        raise Invalid({"code": ["Somebody here is known by that account already."]})
    user = users.get(session, invitation.user_id) if invitation.user_id is not None else None
    if user is None or user.name == users.LOCAL:
        user = user or inviting.newcomer(invitation)
        user.name = users.free_name(session, found.name)
        session.add(user)
    session.flush()
    gone = signins.end(session, user.id)
    session.add(KnownAs(user_id=user.id, issuer=found.issuer, subject=found.subject))
    audit.write(session, user.id, "joined", place.address, role=user.role, how="oidc")
    made = signing.begin(session, user, place, how="oidc")
    session.commit()
    signing.tell_ended(publish, gone)
    return user, made
