"""Signing in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from raconteur.services.accounts import passwords, secret
from raconteur.services.accounts.visitor import UNUSED
from raconteur.services.acting import EVERY_WEB, Acting, Event, Publish
from raconteur.services.errors import NotFound, SignInNeeded, TooMany
from raconteur.store import audit, failures, signins, users
from raconteur.store.base import Session, for_writing, now
from raconteur.store.signins import SignIn
from raconteur.store.users import User

# So many wrong passwords are forgiven; then each doubles the seconds until the next try.
FORGIVEN, LONGEST_S = 4, 300


@dataclass(frozen=True, slots=True)
class From:
    """Where a request comes from; `agent` is the browser in its own words."""

    address: str
    agent: str


def sign_in(session: Session, name: str, password: str, place: From) -> tuple[User, str]:
    """The user, and the secret that the browser shows from now on.

    Raises SignInNeeded, the same for a wrong name and a wrong password; TooMany.
    """
    name = name.strip().casefold()
    if seconds := failures.pause(failures.of(session, name), FORGIVEN, 1, LONGEST_S):
        raise TooMany("Too many wrong passwords. Wait a moment, then try again.", seconds)
    user = users.named(session, name)
    stored = user.password if user and user.disabled_at is None else None
    session.rollback()
    fits = passwords.fits(password, stored)
    # Not while everybody else who writes waits for this transaction.
    renewed = passwords.hashed(password) if fits and passwords.outdated(stored or "") else None
    for_writing(session)
    user = users.named(session, name)
    if user is None or not fits:
        failures.count(session, name)
        audit.write(session, user.id if user else None, "sign-in-failed", place.address)
        session.commit()
        raise SignInNeeded("Name and password do not fit together.")
    failures.forget(session, name)
    user.password = renewed or user.password
    made = begin(session, user, place)
    session.commit()
    return user, made


def begin(session: Session, user: User, place: From, how: str = "password") -> str:
    """A sign-in for somebody who has shown who they are, within a transaction for writing."""
    made = secret.new()
    signins.forget_expired(session)
    if user.leaves_at is not None:
        user.leaves_at = None
        audit.write(session, user.id, "stays", place.address)
    session.add(
        SignIn(
            user_id=user.id,
            digest=secret.digest(made),
            agent=place.agent[:300],
            address=place.address,
            expires_at=now() + UNUSED,
        )
    )
    audit.write(session, user.id, "signed-in", place.address, how=how)
    return made


def sign_out(acting: Acting) -> None:
    if acting.visitor.session_id is not None:
        end(acting, acting.visitor.session_id)


def every(acting: Acting) -> Sequence[SignIn]:
    return signins.of_user(acting.session, acting.user_id)


def end(acting: Acting, sign_in_id: int) -> None:
    """Raises NotFound."""
    for_writing(acting.session)
    if not signins.end_one(acting.session, acting.user_id, sign_in_id):
        raise NotFound(f"There is no sign-in {sign_in_id}.")
    audit.write(acting.session, acting.user_id, "signed-out")
    acting.session.commit()
    tell_ended(acting.publish, [sign_in_id])


def end_others(acting: Acting) -> None:
    """All of mine but the one that asks."""
    for_writing(acting.session)
    gone = signins.end(acting.session, acting.user_id, but=acting.visitor.session_id)
    audit.write(acting.session, acting.user_id, "signed-out-elsewhere", count=len(gone))
    acting.session.commit()
    tell_ended(acting.publish, gone)


def tell_ended(publish: Publish, sign_in_ids: Iterable[int]) -> None:
    """What these sign-ins hold open is closed, in every web process."""
    for each in sign_in_ids:
        publish(EVERY_WEB, Event("ended", each))


def tell_out(publish: Publish, user_id: int) -> None:
    """Likewise whatever this user holds open: programs' streams too, and those that came by a
    gateway's word, which belong to no sign-in."""
    publish(EVERY_WEB, Event("out", user_id))
