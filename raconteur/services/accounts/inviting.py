"""Invitations: a link makes an account, or a new password for one.

The first one, which makes the first administrator of a fresh server, is printed at its start: who
can read that, owns the machine.
"""

import datetime as dt
from collections.abc import Sequence

from raconteur.services.accounts import passwords, secret, signing
from raconteur.services.accounts.signing import From
from raconteur.services.acting import Acting, Publish
from raconteur.services.errors import Invalid, NotFound
from raconteur.services.permissions import insist_on_administrator
from raconteur.store import audit, failures, invitations, signins, users
from raconteur.store.base import Session, for_writing, now
from raconteur.store.invitations import Invitation
from raconteur.store.users import User

HOLDS = dt.timedelta(days=7)
# A new password is asked for by somebody who waits.
RESET_HOLDS = dt.timedelta(hours=24)
GONE = "This link was used already, or is too old. Ask for another."


def first(session: Session) -> str | None:
    """The code that makes the first administrator, who has all that is there; None when there is
    one. Earlier codes hold no more."""
    for_writing(session)
    user = users.unclaimed(session)
    code = None
    if user is not None:
        invitations.forget(session, user.id)
        _, code = _make(session, "administrator", HOLDS, user.id)
    session.commit()
    return code


def invite(acting: Acting, role: str) -> tuple[Invitation, str]:
    """An invitation and its code, which is shown this once. Raises Forbidden."""
    insist_on_administrator(acting)
    for_writing(acting.session)
    made, code = _make(acting.session, role, HOLDS)
    audit.write(acting.session, acting.user_id, "invited", role=role)
    acting.session.commit()
    return made, code


def renew(acting: Acting, user_id: int) -> tuple[Invitation, str]:
    """A link with which somebody sets a new password. Raises Forbidden, NotFound."""
    insist_on_administrator(acting)
    for_writing(acting.session)
    user = users.get(acting.session, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    invitations.forget(acting.session, user_id)
    made, code = _make(acting.session, user.role, RESET_HOLDS, user_id)
    audit.write(acting.session, acting.user_id, "password-reset-offered", user=user_id)
    acting.session.commit()
    return made, code


def for_a_new_password(session: Session, user: User, holds: dt.timedelta) -> str:
    """A further link, beside any that is on its way; its code. Within a transaction for writing."""
    return _make(session, user.role, holds, user.id)[1]


def _make(
    session: Session, role: str, holds: dt.timedelta, user_id: int | None = None
) -> tuple[Invitation, str]:
    code = secret.new()
    made = Invitation(
        digest=secret.digest(code), role=role, user_id=user_id, expires_at=now() + holds
    )
    session.add(made)
    session.flush()
    return made, code


def look(session: Session, code: str) -> tuple[Invitation, str | None]:
    """What the link is for, and whose account it is, if it is somebody's. Raises NotFound."""
    found = invitations.find(session, secret.digest(code))
    if found is None:
        raise NotFound(GONE)
    user = users.get(session, found.user_id) if found.user_id is not None else None
    return found, user.name if user and user.name != users.LOCAL else None


def accept(
    session: Session, publish: Publish, code: str, name: str, password: str, place: From
) -> tuple[User, str]:
    """The account, and the secret of its first sign-in. Raises NotFound, Invalid, TooMany."""
    name = name.strip().casefold()
    passwords.insist(password, name)
    hashed = passwords.hashed(password)
    for_writing(session)
    invitation = invitations.take(session, secret.digest(code))
    if invitation is None:
        raise NotFound(GONE)
    user = users.get(session, invitation.user_id) if invitation.user_id is not None else None
    if user is None or user.name == users.LOCAL:
        if users.named(session, name) is not None:
            raise Invalid({"name": ["Somebody here has this name."]})
        user = user or User(role=invitation.role)
        user.name = name
        session.add(user)
    user.password = hashed
    session.flush()
    failures.forget(session, user.name)
    # Of several links for a new password, one is enough.
    invitations.forget(session, user.id)
    # Whoever is signed in with an old password is not, any more.
    gone = signins.end(session, user.id)
    audit.write(session, user.id, "joined", place.address, role=user.role)
    made = signing.begin(session, user, place, how="invitation")
    session.commit()
    signing.tell_ended(publish, gone)
    return user, made


def open_ones(acting: Acting) -> Sequence[Invitation]:
    """Raises Forbidden."""
    insist_on_administrator(acting)
    return invitations.open_ones(acting.session)


def withdraw(acting: Acting, invitation_id: int) -> None:
    """Raises Forbidden, NotFound."""
    insist_on_administrator(acting)
    for_writing(acting.session)
    if not invitations.withdraw(acting.session, invitation_id):
        raise NotFound(f"There is no invitation {invitation_id}.")
    audit.write(acting.session, acting.user_id, "invitation-withdrawn")
    acting.session.commit()
