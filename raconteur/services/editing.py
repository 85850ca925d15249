"""Editing by hand, and looking back: revisions and where each word came from."""

from collections.abc import Sequence

from raconteur.services import approving, gate, permissions, seeing, views, writing
from raconteur.services.acting import Acting, Event
from raconteur.services.branches import Branches
from raconteur.services.errors import Conflict, Invalid
from raconteur.services.spans import lengths, respan
from raconteur.services.views import PassageView
from raconteur.store import passages, pieces
from raconteur.store.base import Json, for_writing
from raconteur.store.passages import Passage, Revision

# Characters: as long as a prompt may be.
LONGEST_OF_A_CHILD = 20_000


def edit(acting: Acting, passage_id: int, text: str, revision: int) -> PassageView:
    """Give a finished passage a new text; the old one stays among its revisions. What an adult
    writes is theirs; what a child does is judged as a wish is.

    Raises Forbidden, NotFound, Unfit, Invalid for more than a child may write at once, and Conflict
    while it is being written, when `revision` is old, or where a child is not shown it.
    """
    judged = _judged(acting, passage_id, text)
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
    writing.refuse_unseen(acting, passage)
    gate.insist(acting, judged)
    passage.spans = respan(passage.text, list(passage.spans), text)
    passage.text = text
    passages.keep_revision(acting.session, passage, author="person")
    acting.session.commit()
    acting.publish(passage.story_id, Event("revised", passage.id, revision=passage.revision))
    return views.passage(acting.session, passage, Branches.of(every))


def _judged(acting: Acting, passage_id: int, text: str) -> gate.Judged | None:
    if not acting.visitor.is_child:
        return None
    if len(text) > LONGEST_OF_A_CHILD:
        raise Invalid({"text": [f"At most {LONGEST_OF_A_CHILD} characters."]})
    story = seeing.own(acting, seeing.own_passage(acting, passage_id).story_id)
    return gate.of_a_childs(acting, story.language, text, story_id=story.id)


def revisions(acting: Acting, passage_id: int) -> Sequence[Revision]:
    """Every text a passage had, newest first. A child is not shown what a guardian has not looked
    at, nor what it was before that. Raises NotFound."""
    passage = seeing.passage(acting, passage_id)
    return seen(passage, passages.revisions(acting.session, passage.id), acting)


def seen(passage: Passage, kept: Sequence[Revision], acting: Acting) -> Sequence[Revision]:
    """Those of its texts that who asks may see."""
    if not acting.visitor.is_child:
        return kept
    if passage.held:
        return []
    since = (passage.brief or {}).get(approving.SINCE)
    return [each for each in kept if not isinstance(since, int) or each.n >= since]


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
