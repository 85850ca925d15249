"""A forgotten password: a link for a new one, sent to the address that somebody gave before.

Whoever asks is told the same whether anybody has the name or not, and at the same moment: all of
this is done afterwards.
"""

import datetime as dt
import logging
from collections.abc import Sequence

from raconteur.mail.letter import Letter
from raconteur.services.accounts import inviting, letters
from raconteur.services.accounts.signing import From
from raconteur.store import audit, failures, users
from raconteur.store.base import DatabaseError, Session, Sessions, reading, writing
from raconteur.store.users import User

log = logging.getLogger(__name__)

HOLDS = dt.timedelta(hours=1)


def link(
    sessions: Sessions, name: str, language: str, address: str, place: From
) -> Sequence[Letter]:
    """The letter; none where there is no such account, no address, or one was sent just now.

    address  of the server, as its host says: not as the request does, which anybody may write
    """
    name = name.strip().casefold()
    try:
        with reading(sessions) as session:
            if _receiver(session, name) is None:
                return []
        with writing(sessions) as session:
            user = _receiver(session, name)
            if user is None or user.mail is None or too_soon(session, f"link {user.id}"):
                return []
            code = inviting.for_a_new_password(session, user, HOLDS)
            audit.write(session, None, "password-reset-mailed", place.address, user=user.id)
            return [letters.reset(user.mail, language, user.name, address, code)]
    except DatabaseError as error:
        log.warning("no link for a new password could be made: %s", error)
        return []


def _receiver(session: Session, name: str) -> User | None:
    """Who has a password to forget. For others a mailbox should not become another way in."""
    user = users.named(session, name)
    if user is None or user.mail is None or user.password is None or user.disabled_at is not None:
        return None
    return user


def too_soon(session: Session, what: str) -> bool:
    """Whether a mail of this kind was sent not long ago; otherwise it is noted that one is now.

    Within a transaction for writing. Nobody can fill another's mailbox: after the first mail five
    minutes must pass, after each further one twice as many, up to the hour that a link holds. So
    whoever has to wait has one that they can use.
    """
    # A name has no line ends, so no wrong passwords are counted here.
    key = f"\n{what}"
    longest_s = int(HOLDS.total_seconds())
    if failures.pause(failures.of(session, key), forgiven=1, first_s=300, longest_s=longest_s):
        return True
    failures.count(session, key)
    return False
