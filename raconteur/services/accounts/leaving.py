"""Leaving: everything of somebody's is removed for good, after some days to think it over."""

import datetime as dt
import logging

from raconteur.services import guarding
from raconteur.services.accounts.signing import tell_out
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict
from raconteur.services.permissions import insist_on_a_grown_up, insist_on_a_person
from raconteur.store import audit, leaving, signins, tokens, users
from raconteur.store.base import (
    DatabaseError,
    Session,
    Sessions,
    for_writing,
    now,
    reading,
    writing,
)
from raconteur.store.users import User

log = logging.getLogger(__name__)

TO_THINK_IT_OVER = dt.timedelta(days=14)


def leave(acting: Acting) -> dt.datetime:
    """Until when signing in takes it back. Raises Forbidden for a token and for a child, and
    Conflict for the last administrator, and for the one guardian of others."""
    insist_on_a_person(acting)
    insist_on_a_grown_up(acting)
    for_writing(acting.session)
    user = acting.session.get_one(User, acting.user_id)
    guarding.insist_on_another(acting.session, user)
    user.leaves_at = now() + TO_THINK_IT_OVER
    acting.session.flush()
    if users.administrators(acting.session) == 0:
        acting.session.rollback()
        raise Conflict("last", "Somebody must stay administrator.")
    signins.end(acting.session, user.id)
    tokens.revoke_all(acting.session, user.id)
    audit.write(acting.session, user.id, "leaves")
    acting.session.commit()
    tell_out(acting.publish, user.id)
    return user.leaves_at


def send_off(session: Session, user: User) -> None:
    """Somebody who does not decide it: they cannot come back by signing in, only by an
    administrator's word. Within a transaction for writing."""
    user.leaves_at, user.disabled_at = now() + TO_THINK_IT_OVER, now()
    signins.end(session, user.id)
    tokens.revoke_all(session, user.id)


def forget_those_who_left(sessions: Sessions) -> int:
    """How many. What fails is tried again at the next call."""
    try:
        with reading(sessions) as session:
            due = leaving.due(session, now())
        for user_id in due:
            _forget(sessions, user_id)
    except DatabaseError as error:
        log.warning("who left could not be forgotten yet: %s", error)
        return 0
    return len(due)


def _forget(sessions: Sessions, user_id: int) -> None:
    """In several transactions: others should not wait for a whole library to go."""
    more = True
    while more:
        with writing(sessions) as session:
            if not leaving.hold(session, user_id, now()):
                return
            more = leaving.forget_some_stories(session, user_id)
            if not more:
                leaving.forget(session, user_id)
                audit.write(session, None, "left", user=user_id)
