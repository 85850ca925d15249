"""Whom a story is fit for: the youngest of those who read it, and what any of them avoids.

Never taken from a text: only from readers, as a guardian set them, and from who asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from raconteur.craft.fitness import BANDS, Band, band_of
from raconteur.services.acting import Acting
from raconteur.store import readers
from raconteur.store.base import Json, Session
from raconteur.store.readers import Reader
from raconteur.store.stories import Story

EVERYBODY = BANDS[-1]
"""Where nobody is named and no child asks: adults."""


@dataclass(frozen=True, slots=True)
class Fit:
    """band     of the youngest
    avoid    of all of them
    preview  a guardian looks before a child sees it
    """

    band: Band = EVERYBODY
    avoid: tuple[str, ...] = ()
    preview: bool = False

    def to_json(self) -> Json:
        """As a passage's brief keeps it, so that who writes it need not ask."""
        return {"band": self.band.id, "avoid": list(self.avoid), "preview": self.preview}


def kept(brief: Mapping[str, object] | None, story: Story) -> Fit:
    """As it was when a passage was queued; of one that is older than this, by its story."""
    found = _band(brief.get("band")) if brief else None
    if brief is None or found is None:
        return of_kept_readers(story.readers)
    return Fit(found, _texts(brief.get("avoid")), brief.get("preview") is True)


def of(acting: Acting, chosen: Iterable[Reader]) -> Fit:
    """Of a wish for these readers; with a child who asks, always of that child too."""
    return _together([*map(_of_row, chosen), *_of_the_child(acting)])


def of_story(acting: Acting, story: Story) -> Fit:
    """As its readers are now; those who are gone, as the story remembers them."""
    rows = _rows(acting, story.readers)
    each = [_of_row(rows[at]) if at in rows else _of_kept(one) for at, one in _known(story.readers)]
    return _together([*each, *_of_the_child(acting)])


def of_kept_readers(remembered: Sequence[Json]) -> Fit:
    return _together([_of_kept(each) for each in remembered])


def own_reader(acting: Acting) -> Reader | None:
    """The reader that a child is, whoever made it."""
    reader_id = acting.visitor.reader_id
    if not acting.visitor.is_child or reader_id is None:
        return None
    return acting.session.get(Reader, reader_id)


def _of_the_child(acting: Acting) -> list[Fit]:
    """A child whom nobody has said anything of counts as seven."""
    if not acting.visitor.is_child:
        return []
    own = own_reader(acting)
    return [_of_row(own) if own is not None else Fit(band_of(None))]


def _together(each: Sequence[Fit]) -> Fit:
    if not each:
        return Fit()
    avoid = dict.fromkeys(word for one in each for word in one.avoid)
    band = min((one.band for one in each), key=lambda band: band.number)
    return Fit(band, tuple(avoid), any(one.preview for one in each))


def _of_row(row: Reader) -> Fit:
    return Fit(_band(row.band) or band_of(row.age), tuple(row.avoid or ()), bool(row.preview))


def _of_kept(one: Json) -> Fit:
    """A file that was brought here may hold anything."""
    age = one.get("age")
    whole = age if isinstance(age, int) and not isinstance(age, bool) else None
    band = _band(one.get("band")) or band_of(whole)
    return Fit(band, _texts(one.get("avoid")), one.get("preview") is True)


def _known(remembered: Sequence[Json]) -> list[tuple[int, Json]]:
    """Each with the id of its reader, 0 where none is known."""
    return [(at if isinstance(at := one.get("id"), int) else 0, one) for one in remembered]


def _rows(acting: Acting, remembered: Sequence[Json]) -> dict[int, Reader]:
    ids = [at for at, _ in _known(remembered) if at]
    return {row.id: row for row in _found(acting.session, acting, ids)}


def _found(session: Session, acting: Acting, ids: Sequence[int]) -> Sequence[Reader]:
    if not ids:
        return []
    return readers.known(session, acting.user_id, acting.visitor.family_id, ids)


def _band(name: object) -> Band | None:
    return next((band for band in BANDS if band.id == name), None)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
