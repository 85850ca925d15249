"""Families: who belongs to one, who looks after its children, and who comes and goes.

Its guardians decide; administrators may do the same, so that somebody can help, but for one thing:
they make a guardian only where a family has none. A guardian reads what children write.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from raconteur.services import guarding, limits, pausing, permissions
from raconteur.services.accounts import inviting, leaving
from raconteur.services.accounts.signing import tell_out
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict, Forbidden, Invalid, NotFound
from raconteur.store import audit, belonging, families
from raconteur.store.base import for_writing
from raconteur.store.families import CHILD, Family
from raconteur.store.invitations import Invitation
from raconteur.store.users import User


@dataclass(frozen=True, slots=True)
class FamilyView:
    row: Family
    members: Sequence[User]


def every(acting: Acting) -> list[FamilyView]:
    """One's own; for administrators, all."""
    if permissions.may_administer(acting):
        rows = families.every(acting.session)
    else:
        family_id = acting.visitor.family_id
        own = families.get(acting.session, family_id) if family_id is not None else None
        rows = [own] if own is not None else []
    everybody = families.members(acting.session, [each.id for each in rows])
    return [FamilyView(row, [u for u in everybody if u.family_id == row.id]) for row in rows]


def make(acting: Acting, name: str) -> FamilyView:
    """Whoever makes one is its guardian. Raises Forbidden, Conflict for who belongs to one."""
    permissions.insist_on_a_person(acting)
    permissions.insist_on_a_grown_up(acting)
    for_writing(acting.session)
    user = acting.session.get_one(User, acting.user_id)
    if user.family_id is not None:
        raise Conflict("family", "You belong to a family already. Leave it first.")
    made = Family(name=name)
    acting.session.add(made)
    acting.session.flush()
    user.family_id, user.guardian = made.id, True
    _note(acting, "family-made", made.id)
    return FamilyView(made, [user])


def rename(acting: Acting, family_id: int, name: str) -> FamilyView:
    """Raises NotFound, Forbidden."""
    family = _led(acting, family_id)
    family.name = name
    _note(acting, "family-renamed", family_id)
    return FamilyView(family, families.members(acting.session, [family_id]))


def dissolve(acting: Acting, family_id: int) -> None:
    """Everybody keeps what is theirs; its children read on, and write when somebody looks after
    them again. Raises NotFound, Forbidden."""
    family = _led(acting, family_id)
    gone = [each.id for each in families.members(acting.session, [family_id])]
    belonging.dissolve(acting.session, family)
    _note(acting, "family-dissolved", family_id)
    for user_id in gone:
        tell_out(acting.publish, user_id)


def change(acting: Acting, family_id: int, user_id: int, values: Mapping[str, object]) -> User:
    """What a member may: guardian of a grown-up; reader_id, may_write and tokens_a_day of a child.

    Raises NotFound, Forbidden, Invalid for what does not fit, Conflict for the last guardian.
    """
    _led(acting, family_id)
    user = _member(acting, family_id, user_id)
    _insist_on_fitting(user, values)
    if (guardian := values.get("guardian")) is not None and guardian != user.guardian:
        _make_guardian(acting, user, guardian=bool(guardian))
    if "reader_id" in values:
        user.reader_id = _reader(acting, user, values["reader_id"])
    if (may_write := values.get("may_write")) is not None:
        user.may_write = bool(may_write)
    if "tokens_a_day" in values:
        limits.set_own_cap(acting.session, user, _allowed(acting, values["tokens_a_day"]))
    _note(acting, "member-changed", family_id, user=user_id, **values)
    tell_out(acting.publish, user_id)
    if "tokens_a_day" in values:
        pausing.let_go_on(acting)
    return user


def remove(acting: Acting, family_id: int, user_id: int, *, forever: bool = False) -> None:
    """A guardian takes somebody out of the family, a grown-up leaves it; a child may not.
    `forever`: a child leaves the server, too, as `accounts.leaving` has it.

    Raises NotFound, Forbidden, Conflict for the one guardian of others.
    """
    if user_id == acting.user_id and not forever:
        permissions.insist_on_a_grown_up(acting)
        _known(acting, family_id)
    else:
        _led(acting, family_id)
    user = _member(acting, family_id, user_id)
    if forever and user.role != CHILD:
        raise Forbidden("Only a child's account can be removed by somebody else.")
    guarding.insist_on_another(acting.session, user)
    if forever:
        leaving.send_off(acting.session, user)
    belonging.take_out(acting.session, user)
    belonging.forget_empty(acting.session)
    what: audit.What = "member-left" if user_id == acting.user_id else "member-removed"
    about = {"user": user_id, "forever": True} if forever else {"user": user_id}
    _note(acting, what, family_id, **about)
    tell_out(acting.publish, user_id)


def renew(acting: Acting, family_id: int, user_id: int) -> tuple[Invitation, str]:
    """A link with which a child sets a new password. Raises NotFound, Forbidden."""
    permissions.insist_on_a_person(acting)
    _led(acting, family_id)
    user = _member(acting, family_id, user_id)
    if user.role != CHILD:
        raise Forbidden("A grown-up asks an administrator for a new password.")
    return inviting.renew_for(acting, user)


def join(acting: Acting, code: str) -> FamilyView:
    """Into a family by an invitation, with the account one has. Raises NotFound, Forbidden,
    Invalid, Conflict."""
    permissions.insist_on_a_person(acting)
    for_writing(acting.session)
    user = acting.session.get_one(User, acting.user_id)
    invitation = inviting.taken(acting.session, code)
    if user.family_id is not None:
        raise Conflict("family", "You belong to a family already. Leave it first.")
    family_id = invitation.family_id
    if family_id is None or invitation.user_id is not None:
        raise Invalid({"code": ["This link is not for a family."]})
    if (invitation.role == CHILD) != (user.role == CHILD):
        raise Invalid({"code": ["This link is for somebody else: ask whoever sent it."]})
    inviting.settle_in(user, invitation)
    _note(acting, "joined-family", family_id, guardian=user.guardian)
    family = acting.session.get_one(Family, family_id)
    return FamilyView(family, families.members(acting.session, [family_id]))


def _known(acting: Acting, family_id: int) -> Family:
    """Held in a transaction for writing. Raises NotFound."""
    for_writing(acting.session)
    found = families.lock(acting.session, family_id)
    is_theirs = acting.visitor.family_id == family_id or permissions.may_administer(acting)
    if found is None or not is_theirs:
        raise NotFound(f"There is no family {family_id}.")
    return found


def _led(acting: Acting, family_id: int) -> Family:
    """One that who asks decides for. Raises NotFound, Forbidden."""
    permissions.insist_on_a_person(acting)
    found = _known(acting, family_id)
    guards = acting.visitor.guardian and acting.visitor.family_id == family_id
    if not guards and not permissions.may_administer(acting):
        raise Forbidden("Only a guardian of the family may do this.", "guardian")
    return found


def _reader(acting: Acting, user: User, reader_id: object) -> int | None:
    """Whom stories are told to when this child asks; None: nobody knows yet. Raises Invalid."""
    if not isinstance(reader_id, int) or user.family_id is None:
        return None
    return guarding.insist_on_reader(acting, user.family_id, reader_id, user.id)


def _allowed(acting: Acting, tokens: object) -> int | None:
    """None: what everybody may use, and nobody gives more than that but an administrator. Raises
    Invalid."""
    if not isinstance(tokens, int):
        return None
    most = limits.of_everybody(acting.session)
    if most is not None and tokens > most and not permissions.may_administer(acting):
        raise Invalid({"tokens_a_day": [f"At most {most}, as for everybody here."]})
    return tokens


def _member(acting: Acting, family_id: int, user_id: int) -> User:
    """Raises NotFound."""
    found = acting.session.get(User, user_id)
    if found is None or found.family_id != family_id:
        raise NotFound(f"There is no member {user_id}.")
    return found


def _insist_on_fitting(user: User, values: Mapping[str, object]) -> None:
    """Raises Invalid for what is for children alone, or for grown-ups alone."""
    for_children = {"reader_id", "may_write", "tokens_a_day"}
    wrong = ({"guardian"} if user.role == CHILD else for_children) & values.keys()
    if wrong:
        whom = "a grown-up" if user.role == CHILD else "a child"
        raise Invalid({name: [f"This is for {whom}."] for name in sorted(wrong)})


def _make_guardian(acting: Acting, user: User, *, guardian: bool) -> None:
    if not guardian:
        guarding.insist_on_another(acting.session, user)
    elif not acting.visitor.guardian or acting.visitor.family_id != user.family_id:
        guarding.insist_on_none_yet(acting.session, user.family_id)
    user.guardian = guardian


def _note(acting: Acting, what: audit.What, family_id: int, **about: Any) -> None:
    """Into the audit log, and committed."""
    audit.write(acting.session, acting.user_id, what, family=family_id, **about)
    acting.session.commit()
