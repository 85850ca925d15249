"""What most tests stand on: an empty, migrated home, and an API whose model is never asked."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade

from raconteur.craft.pen import Abilities
from raconteur.engine.bus import Bus
from raconteur.models.choice import LANGUAGES
from raconteur.models.registry import Endpoint, Models
from raconteur.services.acting import Acting, Event, Visitor
from raconteur.services.config import DEFAULTS
from raconteur.settings import Settings
from raconteur.store import config, users
from raconteur.store.base import Sessions, open_engine, open_sessions, reading, writing
from raconteur.store.users import User
from raconteur.web.app import create_app
from raconteur.web.extensions import db
from raconteur.web.wiring import Wiring
from tests.databases import Databases, Files, Server
from tests.parts.postgres import Postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


# What takes longest begins first: tests that run beside each other do not wait for it at the end.
LONGEST = (
    "tests/system/",
    "tests/engine/test_celery",
    "tests/web/accounts/test_matrix",
    "tests/store/keeping/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


SMALL = Abilities(
    completion=True,
    grammar=True,
    chat=True,
    context_tokens=2048,
    capable=False,
    prefix=False,
    free_languages=("en",),
)
CAPABLE = Abilities(
    completion=False,
    grammar=False,
    chat=True,
    context_tokens=8192,
    capable=True,
    prefix=False,
    free_languages=LANGUAGES,
)

ENDPOINTS = [
    Endpoint("bundled", "Small", "bundled", "http://127.0.0.1:1/v1", "small"),
    Endpoint("url", "Large", "url", "http://127.0.0.1:2/v1", "large", local=False),
]


def known_abilities(_url: str, name: str, _key: str | None) -> Abilities:
    return SMALL if name == "small" else CAPABLE


@dataclass
class Told:
    """What was rung and published, instead of anybody acting on it."""

    rung: list[int] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)

    def publish(self, story_id: int, event: Event) -> None:
        self.events.append((story_id, event))


class Api:
    """The test client; what it answers is looked into freely."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, path: str, **more: Any) -> Any:
        return self._client.get(path, **more)

    def post(self, path: str, **more: Any) -> Any:
        return self._client.post(path, **more)

    def put(self, path: str, **more: Any) -> Any:
        return self._client.put(path, **more)

    def patch(self, path: str, **more: Any) -> Any:
        return self._client.patch(path, **more)

    def delete(self, path: str, **more: Any) -> Any:
        return self._client.delete(path, **more)


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Where tests get their databases from: files, or a PostgreSQL of their own."""
    home = tmp_path_factory.mktemp("databases")
    if request.config.getoption("database") == "sqlite":
        yield Files(home)
        return
    # Not below pytest's own folder, where its user may not go.
    with tempfile.TemporaryDirectory(prefix="raconteur-postgres-") as folder:
        server = Postgres(Path(folder))
        server.start()
        try:
            yield Server(server)
        finally:
            server.stop()


@pytest.fixture(scope="session")
def migrated(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases that are copies of a migrated one."""
    home = tmp_path_factory.mktemp("migrated")
    settings = Settings(database_url=databases.first(), data_dir=home)
    with create_app(settings).app_context():
        upgrade()
        db.engine.dispose()
    engine = open_engine(settings.database)
    with writing(open_sessions(engine)) as session:
        users.local_id(session)
        config.insert_missing(session, DEFAULTS)
    # The last connection's end moves everything from the write-ahead log into the file.
    engine.dispose()
    return databases


@pytest.fixture
def sqlite(request: pytest.FixtureRequest) -> None:
    """For tests of what SQLite alone does."""
    if request.config.getoption("database") != "sqlite":
        pytest.skip("this is about SQLite")


@pytest.fixture
def settings(migrated: Databases, tmp_path: Path) -> Iterator[Settings]:
    with migrated.copy(tmp_path) as url:
        yield Settings(data_dir=tmp_path, page_dir=tmp_path / "page", database_url=url)


@pytest.fixture
def sessions(settings: Settings) -> Iterator[Sessions]:
    engine = open_engine(settings.database)
    yield open_sessions(engine)
    engine.dispose()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def models() -> Models:
    return Models(ENDPOINTS, known_abilities)


@pytest.fixture
def user_id(sessions: Sessions) -> int:
    """The local user's."""
    with reading(sessions) as session:
        return users.local_id(session)


@pytest.fixture
def other_user(sessions: Sessions) -> int:
    """A second user's."""
    with writing(sessions) as session:
        user = User(name="somebody else")
        session.add(user)
        session.flush()
        return user.id


@pytest.fixture
def acting(sessions: Sessions, user_id: int, told: Told, models: Models) -> Iterator[Acting]:
    with sessions() as session:
        yield Acting(session, Visitor(user_id), told.rung.append, told.publish, models)


@pytest.fixture
def api(settings: Settings, told: Told, models: Models, sessions: Sessions, user_id: int) -> Api:
    """The Flask half of the API, without the edge around it."""
    wiring = Wiring(told.rung.append, told.publish, models, sessions, Bus().subscribe, user_id)
    return Api(create_app(settings, wiring).test_client())
