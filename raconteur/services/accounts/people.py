"""The people of a server, for its administrators."""

from collections.abc import Mapping, Sequence

from raconteur.services import guarding, pausing
from raconteur.services.accounts.signing import tell_out
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict, NotFound
from raconteur.services.permissions import insist_on_administrator
from raconteur.store import audit, signins, users
from raconteur.store.audit import Entry
from raconteur.store.base import for_writing, now
from raconteur.store.users import User


def every(acting: Acting) -> Sequence[User]:
    """Raises Forbidden."""
    insist_on_administrator(acting)
    return users.every(acting.session)


def change(
    acting: Acting,
    user_id: int,
    role: str | None = None,
    *,
    disabled: bool | None = None,
    caps: Mapping[str, int | None] | None = None,
) -> User:
    """`caps`: of what they may use, those that are to be changed, by the names of their columns.

    Raises Forbidden, NotFound, and Conflict for what would leave no administrator, or a family
    without a guardian.
    """
    insist_on_administrator(acting)
    for_writing(acting.session)
    user = users.get(acting.session, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    if role is not None and role != user.role:
        audit.write(acting.session, acting.user_id, "role-changed", user=user_id, role=role)
        user.role = role
        guarding.role_changed(acting.session, user)
    if disabled is not None and disabled != (user.disabled_at is not None):
        user.disabled_at = now() if disabled else None
        what: audit.What = "disabled" if disabled else "enabled"
        audit.write(acting.session, acting.user_id, what, user=user_id)
    for name, cap in (caps or {}).items():
        setattr(user, name, cap)
    if caps:
        audit.write(acting.session, acting.user_id, "cap-changed", "", user=user_id, **caps)
    acting.session.flush()
    if users.administrators(acting.session) == 0:
        acting.session.rollback()
        raise Conflict("last", "Somebody must stay administrator.")
    # Whoever is signed in finds the new role at the next request; who is disabled, nothing.
    if user.disabled_at is not None:
        signins.end(acting.session, user_id)
    acting.session.commit()
    if user.disabled_at is not None or role is not None:
        tell_out(acting.publish, user_id)
    if caps:
        pausing.let_go_on(acting)
    return user


def audit_log(acting: Acting, limit: int, before: int | None) -> Sequence[Entry]:
    """Newest first. Raises Forbidden."""
    insist_on_administrator(acting)
    return audit.newest(acting.session, limit, before)
