"""Databases with faults planted in them."""

from collections.abc import Callable

import pytest

from raconteur.settings import Settings
from raconteur.store.base import Base, Sessions
from raconteur.store.check import Report, examine
from tests.store.conftest import rows

Mend = Callable[..., Report]


def texts(sessions: Sessions, *, joined: bool) -> list[str]:
    """Every text there is: of passages, pieces and revisions; `joined`: as readers see them too."""
    found = rows(sessions)
    passages, pieces, revisions = (
        [_named(table, row) for row in found[table]]
        for table in ("passage", "passage_piece", "passage_revision")
    )
    whole = [
        str(each["text"])
        + "".join(
            str(piece["text"])
            for piece in sorted(pieces, key=lambda piece: int(str(piece["offset"])))
            if piece["passage_id"] == each["id"]
        )
        for each in passages
    ]
    apart = [str(each["text"]) for each in [*passages, *pieces, *revisions]]
    return apart + whole if joined else apart


def _named(table: str, row: tuple[object, ...]) -> dict[str, object]:
    return dict(zip(Base.metadata.tables[table].columns.keys(), row, strict=True))


@pytest.fixture
def mend(settings: Settings, sessions: Sessions) -> Mend:
    """Look without mending, which changes nothing; then mend, which loses no text and leaves
    nothing wrong."""

    def done() -> Report:
        before, there = texts(sessions, joined=False), rows(sessions)
        looked = examine(settings.database)
        assert rows(sessions) == there
        assert looked.left
        report = examine(settings.database, repair=True)
        after = texts(sessions, joined=True)
        for text in before:
            assert any(text in each for each in after), text
        assert report.left == []
        assert examine(settings.database).left == []
        return report

    return done
