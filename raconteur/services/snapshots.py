"""One reading of a whole story for a follower: every passage with all its committed text."""

from collections.abc import Sequence

from raconteur.services import stories
from raconteur.services.acting import Acting
from raconteur.services.following import Standing
from raconteur.store import passages, pieces
from raconteur.store.passages import Passage


def of(acting: Acting, story_id: int) -> tuple[Sequence[Standing], Sequence[Standing]]:
    """The path that is shown, and every passage in order of creation. Raises NotFound."""
    story = stories.row(acting, story_id)
    every = passages.of_story(acting.session, story.id)
    growing = [each.id for each in every if each.state == passages.WRITING]
    texts = pieces.texts(acting.session, growing) if growing else {}
    standing = {each.id: _standing(each, texts.get(each.id, "")) for each in every}
    shown = [standing[each.id] for each in passages.path(every, story.head_id)]
    return shown, list(standing.values())


def _standing(row: Passage, pieces_text: str) -> Standing:
    return Standing(row.id, row.state, row.text + pieces_text, row.revision, row.error)
