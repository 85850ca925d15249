"""A child that somebody looks after, as a service sees it."""

from dataclasses import replace
from typing import Any

from raconteur.services.acting import Acting, Visitor
from raconteur.store.base import for_writing
from raconteur.store.families import Family
from raconteur.store.users import User


def as_child(acting: Acting, **more: Any) -> Acting:
    """The same, asked by a child; of a family of its own where no other is said."""
    if "family_id" not in more:
        more["family_id"] = _looked_after(acting)
    return replace(acting, visitor=Visitor(acting.user_id, "reader", **more))


def _looked_after(acting: Acting) -> int:
    """A family with a guardian."""
    session = acting.session
    for_writing(session)
    family = Family(name="The bears")
    session.add(family)
    session.flush()
    session.add(User(name=f"guardian {family.id}", family_id=family.id, guardian=True))
    session.commit()
    return family.id
