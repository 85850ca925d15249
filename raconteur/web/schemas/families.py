"""Families, and those who belong to them."""

from raconteur.services.families import FamilyView
from raconteur.store.families import CHILD
from raconteur.store.users import User
from raconteur.web.schemas.accounts import Code, Role
from raconteur.web.schemas.common import Id, In, Out, ShortLine
from raconteur.web.schemas.limits import Tokens


class FamilyIn(In):
    name: ShortLine


class MemberOut(Out):
    """reader_id: of a child, which reader it is. may_write, tokens_a_day: what a guardian allows a
    child."""

    id: int
    name: str
    role: Role
    guardian: bool
    reader_id: int | None
    may_write: bool
    tokens_a_day: int | None

    @classmethod
    def of(cls, row: User) -> "MemberOut":
        found = cls.model_validate(row)
        # A grown-up's is between them and whoever runs the server.
        return found if row.role == CHILD else found.model_copy(update={"tokens_a_day": None})


class MemberPatch(In):
    """guardian is for grown-ups, the others for children."""

    guardian: bool = False
    reader_id: Id | None = None
    may_write: bool = True
    tokens_a_day: Tokens | None = None


class JoinBody(In):
    """code: of an invitation into a family."""

    code: Code


class FamilyOut(Out):
    id: int
    name: str
    members: list[MemberOut]

    @classmethod
    def of(cls, view: FamilyView) -> "FamilyOut":
        members = [MemberOut.of(each) for each in view.members]
        return cls(id=view.row.id, name=view.row.name, members=members)
