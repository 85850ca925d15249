"""Signing in by a gateway's word: it has asked who somebody is, and says so with every request.

There is no sign-in of ours then: nothing to end, nothing to expire. Who is disabled here stays out,
whatever the gateway says.
"""

from typing import Literal

from raconteur.services.accounts import visitor
from raconteur.services.acting import ALL_SCOPES, Visitor
from raconteur.services.errors import ServiceError
from raconteur.store import audit, users
from raconteur.store.base import Session, Sessions, for_writing, one_at_a_time, reading
from raconteur.store.users import User

# What a page says to change something. No secret: another site's page can send no header of its own
# without asking us first (CORS), and is told no.
SAID_BY_THE_PAGE = "by-a-gateway"

# unknown   nobody here has this name
# disabled  an administrator stopped their access
# leaving   everything of theirs will be removed, unless they say that they stay
Why = Literal["unknown", "disabled", "leaving"]

REFUSED: dict[Why, str] = {
    "unknown": "Nobody here is called {name!r}. Ask an administrator of this server for an "
    "invitation, and take it with this name.",
    "disabled": "{name!r} may not come in at present. Ask an administrator of this server.",
    "leaving": "{name!r} has left. Sign in with your password to stay, or ask an administrator of "
    "this server for a link with which you can.",
}


class Unwelcome(ServiceError):
    """The gateway knows somebody whom we do not let in."""

    def __init__(self, why: Why, name: str) -> None:
        super().__init__(REFUSED[why].format(name=name))
        self.why = why


def who(sessions: Sessions, name: str, *, makes_writers: bool) -> Visitor:
    """Raises Unwelcome. `makes_writers`: a name that nobody has becomes somebody who may write."""
    with reading(sessions) as session:
        user = users.named(session, name)
        why = _why_not(user)
    if makes_writers and user is None and name != users.LOCAL:
        with sessions() as session:
            user = _made(session, name)
            why = _why_not(user)
    if user is None or why is not None:
        raise Unwelcome(why or "unknown", name)
    return visitor.of_user(user, ALL_SCOPES, csrf=SAID_BY_THE_PAGE)


def why_not(session: Session, name: str) -> Why | None:
    """None for somebody who is let in."""
    return _why_not(users.named(session, name))


def _why_not(user: User | None) -> Why | None:
    # The first user belongs to whoever opens the link that is printed at the start.
    if user is None or user.name == users.LOCAL:
        return "unknown"
    if user.disabled_at is not None:
        return "disabled"
    return "leaving" if user.leaves_at is not None else None


def _made(session: Session, name: str) -> User | None:
    """Several requests of a page that opens come at once; one of them makes the account."""
    for_writing(session)
    one_at_a_time(session)
    user = users.named(session, name)
    # The first one takes over what is there, and may want this name for it.
    if user is None and users.unclaimed(session) is None:
        user = User(name=name, role="writer")
        session.add(user)
        session.flush()
        audit.write(session, user.id, "joined", role=user.role, how="gateway")
    session.commit()
    return user
