"""A full disk, a locked database: an error, nothing lost, no half-written row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from raconteur.settings import Settings
from raconteur.store import base
from raconteur.store.base import Sessions
from raconteur.store.passages import Passage
from tests.conftest import Api
from tests.web.test_stories import begin

pytestmark = pytest.mark.usefixtures("sqlite")


@contextmanager
def full_disk(settings: Settings) -> Iterator[None]:
    """SQLite's own refusal to grow by another page."""
    with closing(sqlite3.connect(settings.data_dir / "raconteur.db")) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]

    def limit(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Pool, "checkout", limit)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", limit)


def test_on_a_full_disk_a_story_is_refused_whole(
    api: Api, settings: Settings, sessions: Sessions
) -> None:
    kept = begin(api)
    with full_disk(settings):
        answer = api.post("/api/stories", json={"prompt": "x" * 20_000})
        assert answer.status_code == 503
        assert answer.content_type == "application/problem+json"
        assert "Nothing was changed" in answer.json["detail"]
        assert [each["id"] for each in api.get("/api/stories").json] == [kept["id"]]
    with sessions() as session:
        assert session.query(Passage).count() == 1


def test_a_locked_database_is_an_error_in_the_end_and_works_when_freed(
    api: Api, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.data_dir / "raconteur.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        monkeypatch.setattr(base, "BUSY_TIMEOUT_MS", 50)
        other.execute("BEGIN IMMEDIATE")
        assert api.post("/api/prompts", json={"content": "An owl"}).status_code == 503
        # Who only reads is not held up.
        assert api.get("/api/prompts").json == []
        other.execute("ROLLBACK")
        assert api.post("/api/prompts", json={"content": "An owl"}).status_code == 201
