"""Families, and those who belong to them."""

from raconteur.services.families import FamilyView
from raconteur.web.schemas.accounts import Code, Role
from raconteur.web.schemas.common import Id, In, Out, ShortLine


class FamilyIn(In):
    name: ShortLine


class MemberOut(Out):
    """reader_id: of a child, which reader it is. may_write: what a guardian allows a child."""

    id: int
    name: str
    role: Role
    guardian: bool
    reader_id: int | None
    may_write: bool


class MemberPatch(In):
    """guardian is for grown-ups, the others for children."""

    guardian: bool = False
    reader_id: Id | None = None
    may_write: bool = True


class JoinBody(In):
    """code: of an invitation into a family."""

    code: Code


class FamilyOut(Out):
    id: int
    name: str
    members: list[MemberOut]

    @classmethod
    def of(cls, view: FamilyView) -> "FamilyOut":
        members = [MemberOut.model_validate(each) for each in view.members]
        return cls(id=view.row.id, name=view.row.name, members=members)
