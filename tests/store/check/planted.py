"""Faults as they are planted, and what is there after the mending."""

import sqlalchemy as sa

from raconteur.store import pieces
from raconteur.store.base import Sessions, reading
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece
from raconteur.store.stories import Story
from tests.store.conftest import spans, unchecked


def change(
    sessions: Sessions, table: type[Passage] | type[Story], row_id: int, **values: object
) -> None:
    with unchecked(sessions) as session:
        session.execute(sa.update(table).where(table.id == row_id).values(**values))


def add_piece(sessions: Sessions, passage_id: int, offset: int, text: str) -> None:
    with unchecked(sessions) as session:
        session.add(
            PassagePiece(passage_id=passage_id, offset=offset, text=text, spans=spans(text))
        )


def passage(sessions: Sessions, passage_id: int) -> Passage:
    with reading(sessions) as session:
        return session.get_one(Passage, passage_id)


def story_of(sessions: Sessions, passage_id: int) -> Story:
    with reading(sessions) as session:
        return session.get_one(Story, passage(sessions, passage_id).story_id)


def revisions(sessions: Sessions, passage_id: int) -> list[str]:
    query = sa.select(Revision.text).where(Revision.passage_id == passage_id).order_by(Revision.n)
    with reading(sessions) as session:
        return list(session.scalars(query))


def kept_pieces(sessions: Sessions, passage_id: int) -> dict[int, str]:
    with reading(sessions) as session:
        return {row.offset: row.text for row in pieces.of(session, passage_id)}
