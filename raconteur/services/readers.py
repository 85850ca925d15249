"""The readers stories are for: one's own, and those shared with the family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from raconteur.services import gate, once, permissions
from raconteur.services.accounts.signing import tell_out
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict, Forbidden, Invalid, NotFound
from raconteur.store import families, readers
from raconteur.store.base import for_writing
from raconteur.store.readers import Reader
from raconteur.store.users import User

# What decides what a child may be told: not for a child to say.
FOR_GROWN_UPS = frozenset({"band", "preview", "family"})
_JUDGED = ("name", "age", "language", "likes", "avoid", "band")


@dataclass(frozen=True, slots=True)
class ReaderView:
    """mine: whoever asks may change it."""

    row: Reader
    mine: bool


def listed(acting: Acting, limit: int | None, before: int | None) -> list[ReaderView]:
    family_id = acting.visitor.family_id
    found = readers.newest(acting.session, acting.user_id, limit, before, family_id)
    children = _children(acting)
    return [ReaderView(each, _may_change(acting, each, children)) for each in found]


def get(acting: Acting, reader_id: int) -> Reader:
    """Raises NotFound."""
    asks = acting.visitor
    found = readers.get(acting.session, asks.user_id, asks.family_id, reader_id)
    if found is None:
        raise NotFound(f"There is no reader {reader_id}.")
    return found


def changeable(acting: Acting, reader_id: int) -> Reader:
    """Its owner's; of a family, a guardian's too; one that a child is, guardians' alone.

    Raises NotFound, Forbidden.
    """
    found = get(acting, reader_id)
    if not _may_change(acting, found, _children(acting)):
        raise Forbidden("Only a guardian of the family may change this reader.", "guardian")
    return found


def chosen(acting: Acting, ids: Sequence[int]) -> list[Reader]:
    """Those readers, in the order asked for. Raises Invalid naming the first unknown id."""
    if not ids:
        return []
    asks = acting.visitor
    some = readers.some(acting.session, asks.user_id, asks.family_id, ids)
    found = {reader.id: reader for reader in some}
    for reader_id in ids:
        if reader_id not in found:
            raise Invalid({"reader_ids": [f"There is no reader {reader_id}."]})
    return [found[reader_id] for reader_id in dict.fromkeys(ids)]


def add(acting: Acting, values: Mapping[str, object]) -> Reader:
    """Raises Forbidden, Conflict, Unfit for likes that are not for this reader, and Invalid for a
    key that came with another request."""
    _insist_on_saying(acting, {name for name in FOR_GROWN_UPS if values.get(name)})
    reader = Reader(user_id=acting.user_id, **_stored(acting, values))
    judged = gate.of_reader(acting, reader)
    for_writing(acting.session)
    if (made := once.made(acting)) is not None:
        return get(acting, made)
    gate.insist(acting, judged)
    acting.session.add(reader)
    acting.session.flush()
    once.keep(acting, reader.id)
    acting.session.commit()
    return reader


def change(acting: Acting, reader_id: int, values: Mapping[str, object]) -> Reader:
    """Set the given fields. Raises NotFound, Forbidden, Conflict, Unfit for likes that are not for
    this reader."""
    before = changeable(acting, reader_id)
    changed = {name: values.get(name, getattr(before, name)) for name in _JUDGED}
    judged = gate.of_reader(acting, Reader(**changed))
    for_writing(acting.session)
    reader = changeable(acting, reader_id)
    _insist_on_saying(acting, FOR_GROWN_UPS & values.keys())
    if values.get("family") is False:
        _insist_on_no_child(acting, reader)
    gate.insist(acting, judged)
    for name, value in _stored(acting, values).items():
        setattr(reader, name, value)
    told = _child(acting, reader)
    acting.session.commit()
    if told is not None:
        # What it has open was opened under other rules.
        tell_out(acting.publish, told.id)
    return reader


def remove(acting: Acting, reader_id: int) -> None:
    """Stories already written for this reader keep the name they were written with. Raises
    NotFound, Forbidden, Conflict."""
    for_writing(acting.session)
    reader = changeable(acting, reader_id)
    _insist_on_no_child(acting, reader)
    acting.session.delete(reader)
    acting.session.commit()


def view(acting: Acting, row: Reader) -> ReaderView:
    return ReaderView(row, _may_change(acting, row, _children(acting)))


def _children(acting: Acting) -> set[int]:
    """The readers that children of the family are."""
    family_id = acting.visitor.family_id
    return families.reader_ids(acting.session, family_id) if family_id is not None else set()


def _may_change(acting: Acting, row: Reader, children: set[int]) -> bool:
    visitor = acting.visitor
    if row.id == visitor.reader_id and visitor.is_child:
        return False
    guards = visitor.guardian and row.family_id == visitor.family_id
    return guards or (row.user_id == visitor.user_id and row.id not in children)


def _insist_on_saying(acting: Acting, names: set[str] | frozenset[str]) -> None:
    permissions.insist_on_writing(acting)
    if names:
        permissions.insist_on_a_grown_up(acting)


def _child(acting: Acting, row: Reader) -> User | None:
    """Who reads here as this reader."""
    if row.family_id is None:
        return None
    return families.child_who_is(acting.session, row.family_id, row.id)


def _insist_on_no_child(acting: Acting, row: Reader) -> None:
    """Raises Conflict for a reader by whom a child is known here."""
    child = _child(acting, row)
    if child is not None:
        raise Conflict(
            "child", f"{child.name} reads here as {row.name}. Give the child another reader first."
        )


def _stored(acting: Acting, values: Mapping[str, object]) -> dict[str, object]:
    """As the columns have it. Raises Conflict for sharing with a family that is not there."""
    found = {name: value for name, value in values.items() if name != "family"}
    shared = values.get("family")
    if shared is not None:
        family_id = acting.visitor.family_id
        if shared and family_id is None:
            raise Conflict("family", "You belong to no family yet. Make one first, or join one.")
        found["family_id"] = family_id if shared else None
    return found
