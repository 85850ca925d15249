"""Stories as their writers leave them, and the commands as a person types them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from raconteur.cli import main
from raconteur.services import writing as asking
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.settings import Settings
from raconteur.store import passages, pieces
from raconteur.store.base import Base, Json, Session, Sessions, for_writing, reading, writing
from raconteur.store.pieces import Growth

Command = Callable[..., Result]
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def command(settings: Settings) -> Command:
    """`command("backup", file)`: what it says and its exit status, for this test's database."""

    def run(
        *words: object, home: Path = settings.data_dir, url: str = settings.database_url
    ) -> Result:
        environment = {
            "RACONTEUR_DATA_DIR": str(home),
            "RACONTEUR_DATABASE_URL": url,
        }
        return CliRunner().invoke(main, [str(word) for word in words], env=environment)

    return run


class Shelf:
    """Stories, begun and written without a model."""

    def __init__(self, acting: Acting, sessions: Sessions) -> None:
        self._acting, self._sessions = acting, sessions

    def begin(self) -> int:
        """A queued passage of a new story."""
        found = asking.begin(self._acting, Wish(prompt="A bear")).passages[0].row.id
        self._acting.session.rollback()
        return found

    def claim(self, passage_id: int) -> int:
        with writing(self._sessions) as session:
            fence = pieces.claim(session, passage_id)
        assert fence is not None
        return fence

    def grow(self, passage_id: int, fence: int, offset: int, text: str) -> bool:
        with writing(self._sessions) as session:
            growth = Growth(passage_id, fence, offset, text, spans(text), {"at": offset}, None)
            return pieces.grow(session, growth)

    def being_written(self, *texts: str) -> int:
        """A passage with these pieces, whose writer goes on."""
        passage_id = self.begin()
        fence, offset = self.claim(passage_id), 0
        for text in texts:
            assert self.grow(passage_id, fence, offset, text)
            offset += len(text)
        return passage_id

    def paused(self, *texts: str) -> int:
        """A passage with these pieces, which waits for room."""
        passage_id = self.being_written(*texts)
        with writing(self._sessions) as session:
            fence = session.get_one(passages.Passage, passage_id).fence
            assert pieces.pause(session, passage_id, fence, {"code": "cap", "message": "..."})
        return passage_id

    def finished(self, *texts: str) -> int:
        passage_id = self.being_written(*texts)
        with writing(self._sessions) as session:
            assert pieces.fold(session, passage_id, None, passages.DONE, None)
        return passage_id

    def goes_on(self, passage_id: int, text: str) -> int:
        """A finished passage after this one."""
        with reading(self._sessions) as session:
            story_id = session.get_one(passages.Passage, passage_id).story_id
        after = asking.go_on(self._acting, story_id, None, passage_id).row.head_id
        self._acting.session.rollback()
        assert after is not None
        assert self.grow(after, self.claim(after), 0, text)
        with writing(self._sessions) as session:
            assert pieces.fold(session, after, None, passages.DONE, None)
        return after


@pytest.fixture
def shelf(acting: Acting, sessions: Sessions) -> Shelf:
    return Shelf(acting, sessions)


def spans(text: str) -> list[Json]:
    return [{"length": len(text), "author": "talebook", "chooser": "model"}] if text else []


def rows(sessions: Sessions) -> Rows:
    """Every row of every table."""
    with reading(sessions) as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by(table.c.id))]
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def unchecked(sessions: Sessions) -> Iterator[Session]:
    """A transaction of somebody whose program does not ask the database to check references."""
    with sessions() as session:
        if session.get_bind().dialect.name == "sqlite":
            # Within a transaction SQLite ignores it.
            driver = session.connection().connection.driver_connection
            assert driver is not None
            session.rollback()
            driver.execute("PRAGMA foreign_keys = OFF")
            for_writing(session)
            yield session
            session.commit()
            driver.execute("PRAGMA foreign_keys = ON")
        else:
            for_writing(session)
            session.execute(sa.text("SET LOCAL session_replication_role = replica"))
            yield session
            session.commit()
