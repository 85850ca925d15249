"""Who is there: found by what a request shows."""

import contextlib
import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from raconteur.services.accounts import secret
from raconteur.services.acting import ALL_SCOPES, Visitor
from raconteur.services.errors import SignInNeeded
from raconteur.store import signins, tokens
from raconteur.store.base import DatabaseError, Sessions, now, reading, writing
from raconteur.store.users import User

log = logging.getLogger(__name__)

# A sign-in ends when it was not used for so long.
UNUSED = dt.timedelta(days=30)
# And after so long, however often it is used.
LONGEST = dt.timedelta(days=365)
# That it was used is written down not more often than this.
NOTED = dt.timedelta(minutes=10)
PREFIX = "rac_"


@dataclass(frozen=True, slots=True)
class Shown:
    """cookie: of a browser that signed in. token: a program's, from `Authorization: Bearer`."""

    cookie: str = ""
    token: str = ""


def who(sessions: Sessions, shown: Shown) -> Visitor | None:
    """None for somebody who shows nothing, or the cookie of a sign-in that has ended.

    Raises SignInNeeded for a token that does not hold: a program should learn that.
    """
    if shown.token:
        return _by_token(sessions, shown.token)
    return _by_cookie(sessions, shown.cookie) if shown.cookie else None


@contextlib.contextmanager
def _if_it_can_be_noted() -> Iterator[None]:
    """A full disk keeps nobody from reading."""
    try:
        yield
    except DatabaseError as error:
        log.warning("that it was used could not be noted: %s", error)


def _by_cookie(sessions: Sessions, cookie: str) -> Visitor | None:
    with reading(sessions) as session:
        found = signins.find(session, secret.digest(cookie))
    if found is None:
        return None
    sign_in, user = found
    moment = now()
    if sign_in.expires_at <= moment:
        return None
    if moment - sign_in.seen_at > NOTED:
        with _if_it_can_be_noted(), writing(sessions, synced=False) as session:
            until = min(moment + UNUSED, sign_in.created_at + LONGEST)
            signins.seen(session, sign_in.id, until)
    return of_user(user, ALL_SCOPES, session_id=sign_in.id, csrf=secret.csrf(cookie))


def _by_token(sessions: Sessions, token: str) -> Visitor:
    with reading(sessions) as session:
        found = tokens.find(session, secret.digest(token))
    if found is None:
        raise SignInNeeded("This token is unknown, expired or revoked.")
    kept, user = found
    if kept.used_at is None or now() - kept.used_at > NOTED:
        with _if_it_can_be_noted(), writing(sessions, synced=False) as session:
            tokens.used(session, kept.id)
    return of_user(user, frozenset(kept.scopes), token_id=kept.id)


def of_user(
    user: User,
    scopes: frozenset[str],
    session_id: int | None = None,
    csrf: str = "",
    token_id: int | None = None,
) -> Visitor:
    """Who somebody is, however they showed it: a child stays one, and a guardian too."""
    return Visitor(
        *(user.id, user.role, scopes, session_id, csrf, token_id),
        family_id=user.family_id,
        guardian=user.guardian,
        reader_id=user.reader_id,
        may_write=user.may_write,
        name=user.name,
    )
