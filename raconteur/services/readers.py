"""The readers an owner's stories are for."""

from collections.abc import Mapping, Sequence

from raconteur.services import gate, once
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid, NotFound
from raconteur.store import readers
from raconteur.store.base import for_writing
from raconteur.store.readers import Reader

_JUDGED = ("name", "age", "language", "likes", "avoid", "band")


def listed(acting: Acting, limit: int | None, before: int | None) -> Sequence[Reader]:
    return readers.newest(acting.session, acting.user_id, limit, before)


def get(acting: Acting, reader_id: int) -> Reader:
    """Raises NotFound."""
    found = readers.get(acting.session, acting.user_id, reader_id)
    if found is None:
        raise NotFound(f"There is no reader {reader_id}.")
    return found


def chosen(acting: Acting, ids: Sequence[int]) -> list[Reader]:
    """Those readers, in the order asked for. Raises Invalid naming the first unknown id."""
    if not ids:
        return []
    found = {reader.id: reader for reader in readers.some(acting.session, acting.user_id, ids)}
    for reader_id in ids:
        if reader_id not in found:
            raise Invalid({"reader_ids": [f"There is no reader {reader_id}."]})
    return [found[reader_id] for reader_id in dict.fromkeys(ids)]


def add(acting: Acting, values: Mapping[str, object]) -> Reader:
    """Raises Invalid for a key that came with another request, Unfit for likes that are not for
    this reader."""
    reader = Reader(user_id=acting.user_id, **values)
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
    """Set the given fields. Raises NotFound, Unfit for likes that are not for this reader."""
    before = get(acting, reader_id)
    changed = {name: values.get(name, getattr(before, name)) for name in _JUDGED}
    judged = gate.of_reader(acting, Reader(**changed))
    for_writing(acting.session)
    reader = get(acting, reader_id)
    gate.insist(acting, judged)
    for name, value in values.items():
        setattr(reader, name, value)
    acting.session.commit()
    return reader


def remove(acting: Acting, reader_id: int) -> None:
    """Stories already written for this reader keep the name they were written with."""
    for_writing(acting.session)
    acting.session.delete(get(acting, reader_id))
    acting.session.commit()
