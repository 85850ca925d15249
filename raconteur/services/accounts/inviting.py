"""Invitations: a link makes an account, or a new password for one.

The first one, which makes the first administrator of a fresh server, is printed at its start: who
can read that, owns the machine.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from raconteur.services import guarding
from raconteur.services.accounts import passwords, secret, signing
from raconteur.services.accounts.signing import From
from raconteur.services.acting import Acting, Publish
from raconteur.services.errors import Forbidden, Invalid, NotFound
from raconteur.services.permissions import (
    insist_on_a_person,
    insist_on_administrator,
    may_administer,
)
from raconteur.store import audit, failures, families, invitations, signins, users
from raconteur.store.base import Session, for_writing, now
from raconteur.store.families import CHILD
from raconteur.store.invitations import Invitation
from raconteur.store.readers import Reader
from raconteur.store.users import User

HOLDS = dt.timedelta(days=7)
# A new password is asked for by somebody who waits.
RESET_HOLDS = dt.timedelta(hours=24)
GONE = "This link was used already, or is too old. Ask for another."


@dataclass(frozen=True, slots=True)
class Belonging:
    """What somebody who is let in has from the beginning, besides a role.

    guardian   looks after the children of the family
    reader_id  of a child: which reader it is
    """

    family_id: int | None = None
    guardian: bool = False
    reader_id: int | None = None


_ALONE = Belonging()


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


def invite(acting: Acting, role: str, to: Belonging = _ALONE) -> tuple[Invitation, str]:
    """An invitation and its code, which is shown this once: by an administrator, or by a guardian
    into the own family. Raises Forbidden, NotFound, Invalid."""
    visitor = acting.visitor
    guards = visitor.guardian and to.family_id == visitor.family_id
    if guards:
        insist_on_a_person(acting)
    if not guards or role not in ("writer", CHILD):
        insist_on_administrator(acting)
    for_writing(acting.session)
    made, code = _make(acting.session, role, HOLDS)
    if to.family_id is not None:
        _into_family(acting, made, to, guards=guards)
    audit.write(acting.session, acting.user_id, "invited", role=role, family=to.family_id)
    acting.session.commit()
    return made, code


def _into_family(acting: Acting, made: Invitation, to: Belonging, *, guards: bool) -> None:
    """Raises NotFound, Forbidden, Invalid for a child as a guardian, or as a reader of others."""
    assert to.family_id is not None  # noqa: S101 (whoever calls has looked)
    if families.lock(acting.session, to.family_id) is None:
        raise NotFound(f"There is no family {to.family_id}.")
    if made.role == CHILD and to.guardian:
        raise Invalid({"guardian": ["A child cannot be a guardian."]})
    if to.guardian and not guards:
        guarding.insist_on_none_yet(acting.session, to.family_id)
    made.family_id, made.guardian = to.family_id, to.guardian
    if made.role == CHILD and to.reader_id is not None:
        made.reader_id = guarding.insist_on_reader(acting, to.family_id, to.reader_id, None)


def renew(acting: Acting, user_id: int) -> tuple[Invitation, str]:
    """A link with which somebody sets a new password. Raises Forbidden, NotFound."""
    insist_on_administrator(acting)
    for_writing(acting.session)
    user = users.get(acting.session, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    return renew_for(acting, user)


def renew_for(acting: Acting, user: User) -> tuple[Invitation, str]:
    """As `renew`, in a transaction for writing, where it is known that this may be done."""
    invitations.forget(acting.session, user.id)
    made, code = _make(acting.session, user.role, RESET_HOLDS, user.id)
    if user.role == CHILD:
        made.family_id = user.family_id
    audit.write(acting.session, acting.user_id, "password-reset-offered", user=user.id)
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
    invitation = taken(session, code)
    user = users.get(session, invitation.user_id) if invitation.user_id is not None else None
    if user is None or user.name == users.LOCAL:
        if users.named(session, name) is not None:
            raise Invalid({"name": ["Somebody here has this name."]})
        user = user or newcomer(invitation)
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


def taken(session: Session, code: str) -> Invitation:
    """An invitation that nobody else has, in a transaction for writing. Raises NotFound."""
    found = invitations.take(session, secret.digest(code))
    if found is None:
        raise NotFound(GONE)
    if found.reader_id is not None and not _is_free(session, found):
        # Without the reader whom the child is, nobody knows what it may read.
        raise NotFound(GONE)
    return found


def _is_free(session: Session, invitation: Invitation) -> bool:
    """Whether the reader is still the family's, and no child of it."""
    family_id, reader = invitation.family_id, session.get(Reader, invitation.reader_id)
    if family_id is None or reader is None or reader.family_id != family_id:
        return False
    return families.child_who_is(session, family_id, reader.id) is None


def family_of(session: Session, invitation: Invitation) -> str | None:
    """What the family is called into which it leads a new account."""
    if invitation.family_id is None or invitation.user_id is not None:
        return None
    found = families.get(session, invitation.family_id)
    return found.name if found is not None else None


def newcomer(invitation: Invitation) -> User:
    user = User(role=invitation.role)
    settle_in(user, invitation)
    return user


def settle_in(user: User, invitation: Invitation) -> None:
    """What the invitation gives, besides a role."""
    user.family_id, user.guardian = invitation.family_id, invitation.guardian
    user.reader_id = invitation.reader_id


def _family_of(acting: Acting) -> int | None:
    """Whose invitations these are to look after; None for an administrator: all. Raises
    Forbidden."""
    if may_administer(acting):
        return None
    if not acting.visitor.guardian or acting.visitor.family_id is None:
        raise Forbidden("Only an administrator or a guardian may do this.")
    return acting.visitor.family_id


def open_ones(acting: Acting) -> Sequence[Invitation]:
    """All, for administrators; for guardians, those into the own family. Raises Forbidden."""
    return invitations.open_ones(acting.session, _family_of(acting))


def withdraw(acting: Acting, invitation_id: int) -> None:
    """Raises Forbidden, NotFound."""
    family_id = _family_of(acting)
    for_writing(acting.session)
    if not invitations.withdraw(acting.session, invitation_id, family_id):
        raise NotFound(f"There is no invitation {invitation_id}.")
    audit.write(acting.session, acting.user_id, "invitation-withdrawn")
    acting.session.commit()
