"""Who may see what, and who may change it: every question for a story, a passage or a reader that
may be another's comes through here.

                    its owner   their guardian,   the family, of what     a child of the family,
                                where a child     stands on its shelf     of what is fit for it
    a story         changes     sees              sees                    sees
    another's reader            changes           chooses (where shared)  chooses (where shared)

What somebody may not see is not there (NotFound); what they see and may not change is refused
(Forbidden) only where being refused tells nothing new. A child changes what is its own as far as
`permissions.insist_on_writing` lets it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from raconteur.craft.fitness import BANDS, Band, band_of
from raconteur.services.acting import Acting
from raconteur.services.errors import NotFound
from raconteur.store import families, passages, stories
from raconteur.store.passages import Passage
from raconteur.store.readers import Reader
from raconteur.store.stories import Eyes, Story
from raconteur.store.users import User


def band(acting: Acting) -> Band:
    """Of the child that asks: its reader's. Without one that of a child of seven."""
    reader_id = acting.visitor.reader_id
    reader = acting.session.get(Reader, reader_id) if reader_id is not None else None
    return band_for(reader)


def band_for(reader: Reader | None) -> Band:
    """Its own, or else that of its age."""
    return band_of((reader.band or reader.age) if reader is not None else None)


def eyes(acting: Acting) -> Eyes | None:
    """What of others' there is to see for who asks; None outside a family."""
    visitor = acting.visitor
    if visitor.family_id is None:
        return None
    if not visitor.is_child:
        return Eyes(visitor.family_id, visitor.guardian, None)
    allowed = band(acting)
    fit = [each.id for each in BANDS if allowed.allows(each.number)]
    return Eyes(visitor.family_id, guardian=False, bands=fit)


def story(acting: Acting, story_id: int) -> Story:
    """One that may be read. Raises NotFound."""
    found = stories.get(acting.session, acting.user_id, story_id) or _others(acting, story_id)
    if found is None:
        raise NotFound(f"There is no story {story_id}.")
    return found


def head(acting: Acting, story_id: int) -> int | None:
    """The head of one that may be read. Raises NotFound."""
    found = stories.head(acting.session, acting.user_id, story_id)
    return found if found is not None else story(acting, story_id).head_id


def own(acting: Acting, story_id: int, *, locked: bool = False) -> Story:
    """One that may be changed. `locked`: of two who change it at the same moment, the second waits
    here, and then sees what the first one did. Raises NotFound."""
    find = stories.lock if locked else stories.get
    found = find(acting.session, acting.user_id, story_id)
    if found is None:
        raise NotFound(f"There is no story {story_id}.")
    return found


def passage(acting: Acting, passage_id: int) -> Passage:
    """One that may be read, what it was before too. Raises NotFound."""
    found = stories.passage(acting.session, acting.user_id, passage_id)
    if found is not None:
        return found
    looks = eyes(acting)
    if looks is not None:
        found = stories.seen_passage(acting.session, looks, passage_id)
    if found is None or (acting.visitor.is_child and found.held):
        raise NotFound(f"There is no passage {passage_id}.")
    return found


def own_passage(acting: Acting, passage_id: int) -> Passage:
    """One that may be changed. Raises NotFound."""
    found = stories.passage(acting.session, acting.user_id, passage_id)
    if found is None:
        raise NotFound(f"There is no passage {passage_id}.")
    return found


def shelf(
    acting: Acting, state: str | None, limit: int, before: int | None
) -> Sequence[tuple[Story, Passage | None]]:
    """The family's, newest first, each story with its head; nothing outside a family."""
    looks = eyes(acting)
    if looks is None or state == "trash":
        return []
    found: list[tuple[Story, Passage | None]] = []
    while True:
        more = stories.of_family(
            acting.session, looks, state=state, limit=limit - len(found), before=before
        )
        found += [(row, last) for row, last in more if _is_there(acting, row)]
        if len(found) == limit or not more:
            return found
        before = more[-1][0].id


def whose(acting: Acting, user_id: int | None) -> int:
    """The owner whose shelf is asked for: who asks, or a child they look after. Raises NotFound."""
    visitor = acting.visitor
    if user_id is None or user_id == visitor.user_id:
        return visitor.user_id
    if _guards(acting, user_id):
        return user_id
    raise NotFound(f"There is no child {user_id} in your family.")


@dataclass(frozen=True, slots=True)
class Owner:
    """asks: it is the one who asks."""

    id: int
    name: str
    asks: bool


def owner(acting: Acting, row: Story) -> Owner:
    """Whose story it is, for whoever may see it."""
    visitor = acting.visitor
    if row.user_id == visitor.user_id:
        return Owner(row.user_id, visitor.name, asks=True)
    return Owner(row.user_id, acting.session.get_one(User, row.user_id).name, asks=False)


def looks_after(acting: Acting, row: Story) -> bool:
    """Whether it is a child's of whom they are a guardian."""
    return _guards(acting, row.user_id)


def _guards(acting: Acting, user_id: int) -> bool:
    visitor = acting.visitor
    if not visitor.guardian or visitor.family_id is None:
        return False
    return families.is_child_of(acting.session, visitor.family_id, user_id)


def _others(acting: Acting, story_id: int) -> Story | None:
    looks = eyes(acting)
    found = stories.seen(acting.session, looks, story_id) if looks is not None else None
    return found if found is not None and _is_there(acting, found) else None


def _is_there(acting: Acting, row: Story) -> bool:
    """Another's story of which a child may be shown nothing is not there for it."""
    if not acting.visitor.is_child or row.user_id == acting.user_id:
        return True
    return not passages.is_all_held(acting.session, row.id, row.head_id)
