"""Who somebody is, for their own page."""

from dataclasses import dataclass

from raconteur.services import permissions, seeing
from raconteur.store import families
from raconteur.store.base import Session
from raconteur.store.families import CHILD, Family
from raconteur.store.readers import Reader
from raconteur.store.users import User


@dataclass(frozen=True, slots=True)
class OwnReader:
    """The reader that a child is, with the band that holds for it."""

    id: int
    name: str
    band: str


@dataclass(frozen=True, slots=True)
class Myself:
    """may_write: of a child, what a guardian allows, as long as there is one."""

    id: int
    name: str
    role: str
    family: Family | None
    guardian: bool
    reader: OwnReader | None
    may_write: bool


def of(session: Session, user: User) -> Myself:
    family = families.get(session, user.family_id) if user.family_id is not None else None
    may_write = True
    if user.role == CHILD:
        may_write = user.may_write and bool(permissions.guardians_of(session, user.family_id))
    return Myself(
        id=user.id,
        name=user.name,
        role=user.role,
        family=family,
        guardian=user.guardian,
        reader=_reader(session, user),
        may_write=may_write,
    )


def _reader(session: Session, user: User) -> OwnReader | None:
    row = session.get(Reader, user.reader_id) if user.reader_id is not None else None
    if row is None or user.role != CHILD:
        return None
    return OwnReader(row.id, row.name, seeing.band_for(row).id)
