"""Spans that do not cover their text."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece
from tests.store.check.conftest import Mend
from tests.store.check.planted import passage
from tests.store.conftest import Shelf

SPAN = {"length": 4, "author": "talebook", "chooser": "model"}


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [{**SPAN, "length": 3}],
        [SPAN, SPAN],
        [{**SPAN, "length": "4"}, SPAN],
        [{"length": 5}],
        [{**SPAN, "length": -1}, {**SPAN, "length": 6}],
    ],
)
def test_spans_that_do_not_cover_their_text(
    sessions: Sessions, shelf: Shelf, mend: Mend, wrong: list[Mapping[str, object]]
) -> None:
    passage_id, live = shelf.finished("Once."), shelf.being_written("Twice")
    with writing(sessions) as session:
        for table in (Passage, PassagePiece, Revision):
            session.execute(sa.update(table).where(table.text != "").values(spans=wrong))
    assert len(mend().mended) == 3
    kept = passage(sessions, passage_id).spans
    assert sum(int(str(span["length"])) for span in kept) == 5
    assert passage(sessions, live).state == "writing"
