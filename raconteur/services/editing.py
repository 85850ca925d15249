"""Editing by hand, and looking back: revisions and where each word came from."""

from collections.abc import Sequence

from raconteur.services import permissions, seeing, views
from raconteur.services.acting import Acting, Event
from raconteur.services.branches import Branches
from raconteur.services.errors import Conflict
from raconteur.services.spans import lengths, respan
from raconteur.services.views import PassageView
from raconteur.store import passages, pieces
from raconteur.store.base import Json, for_writing
from raconteur.store.passages import Revision


def edit(acting: Acting, passage_id: int, text: str, revision: int) -> PassageView:
    """Give a finished passage a new text; the old one stays among its revisions.

    Raises Forbidden, NotFound, and Conflict while it is being written or when `revision` is old.
    """
    for_writing(acting.session)
    passage = seeing.own_passage(acting, passage_id)
    permissions.insist_on_writing(acting)
    seeing.own(acting, passage.story_id, locked=True)
    # Read after the lock, the passage too.
    every = passages.of_story(acting.session, passage.story_id)
    if passage.state in passages.LIVE:
        raise Conflict("writing", "This passage is still being written. Stop it first, or wait.")
    if passage.revision != revision:
        raise Conflict("changed", "Somebody changed this passage since you opened it.")
    passage.spans = respan(passage.text, list(passage.spans), text)
    passage.text = text
    passages.keep_revision(acting.session, passage, author="person")
    acting.session.commit()
    acting.publish(passage.story_id, Event("revised", passage.id, revision=passage.revision))
    return views.passage(acting.session, passage, Branches.of(every))


def revisions(acting: Acting, passage_id: int) -> Sequence[Revision]:
    """Every text a passage had, newest first. Raises NotFound."""
    return passages.revisions(acting.session, seeing.passage(acting, passage_id).id)


def origins(acting: Acting, passage_id: int) -> list[Json]:
    """Who made the words of each span, and who chose them. Raises NotFound."""
    passage = seeing.passage(acting, passage_id)
    spans = list(passage.spans)
    if passage.state in passages.LIVE:
        spans += [span for piece in pieces.of(acting.session, passage.id) for span in piece.spans]
    found: list[Json] = []
    start = 0
    for span, length in lengths(spans):
        found.append({**span, "start": start})
        start += length
    return found
