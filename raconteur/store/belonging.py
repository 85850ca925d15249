"""What goes along when somebody leaves a family, and what stays. Within a transaction for
writing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from raconteur.store import families
from raconteur.store.families import CHILD, Family
from raconteur.store.invitations import Invitation
from raconteur.store.readers import Reader
from raconteur.store.stories import Story
from raconteur.store.users import User


def take_out(session: Session, user: User) -> None:
    """Their stories leave the shelf and their readers are theirs alone; a child takes the reader
    along that it is, and those that other children are pass to somebody who stays."""
    family_id = user.family_id
    if family_id is None:
        return
    if user.role == CHILD and user.reader_id is not None:
        _give(session, user.reader_id, user.id, None)
    user.family_id, user.guardian = None, False
    session.flush()
    pass_on(session, user.id, family_id)
    for table in (Story, Reader):
        theirs = (table.family_id == family_id) & (table.user_id == user.id)
        session.execute(sa.update(table).where(theirs).values(family_id=None))


def pass_on(session: Session, user_id: int, family_id: int) -> None:
    """The readers of somebody who goes, that children who stay are: to a guardian, or else to the
    child itself, who may not change it."""
    heirs = [each.id for each in families.guardians(session, family_id) if each.id != user_id]
    for child in families.members(session, [family_id]):
        reader = session.get(Reader, child.reader_id) if child.reader_id is not None else None
        if child.role == CHILD and reader is not None and reader.user_id == user_id:
            _give(session, reader.id, heirs[0] if heirs else child.id, family_id)


def _give(session: Session, reader_id: int, user_id: int, family_id: int | None) -> None:
    here = sa.update(Reader).where(Reader.id == reader_id)
    session.execute(here.values(user_id=user_id, family_id=family_id))


def dissolve(session: Session, family: Family) -> None:
    for user in families.members(session, [family.id]):
        take_out(session, user)
    _remove(session, [family.id])


def forget_empty(session: Session) -> None:
    """Those families that nobody belongs to any more."""
    belongs = sa.select(User.id).where(User.family_id == Family.id).exists()
    _remove(session, session.scalars(sa.select(Family.id).where(~belongs)).all())


def _remove(session: Session, family_ids: Sequence[int]) -> None:
    """With the invitations into them."""
    for table, column in ((Invitation, Invitation.family_id), (Family, Family.id)):
        session.execute(sa.delete(table).where(column.in_(family_ids)))
