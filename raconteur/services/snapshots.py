"""One reading of a whole story for a follower: every passage with all its committed text."""

from collections.abc import Sequence

from raconteur.services import seeing
from raconteur.services.acting import Acting
from raconteur.services.following import Standing
from raconteur.store import passages, pieces
from raconteur.store.passages import Sketch


def of(acting: Acting, story_id: int) -> tuple[Sequence[Standing], Sequence[Standing]]:
    """The path that is shown, and every passage in order of creation; for a child what is held has
    no text. Raises NotFound."""
    head_id = seeing.head(acting, story_id)
    every = passages.sketches(acting.session, story_id)
    growing = [each.id for each in every if each.state in passages.LIVE]
    texts = pieces.texts(acting.session, growing) if growing else {}
    edited = passages.edited(acting.session, [each.id for each in every if each.revision > 1])
    veiled = acting.visitor.is_child
    standing = {
        each.id: _standing(
            each, texts.get(each.id, ""), edited=each.id in edited, veiled=veiled and each.held
        )
        for each in every
    }
    shown = [standing[each.id] for each in passages.path(every, head_id)]
    return shown, list(standing.values())


def _standing(row: Sketch, pieces_text: str, *, edited: bool, veiled: bool) -> Standing:
    text = "" if veiled else row.text + pieces_text
    return Standing(row.id, row.state, text, row.revision, row.error, edited, veiled)
