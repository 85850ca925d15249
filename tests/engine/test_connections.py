"""Stories written with a model that a person connected, by a server that is alone or by a writer
elsewhere, which knows of it by the database alone."""

import io
import logging
import traceback
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound
from raconteur.models.probe import probe
from raconteur.models.registry import Models
from raconteur.models.scripted.server import ScriptedServer
from raconteur.observe import logs
from raconteur.places import place
from raconteur.services import connections, stories
from raconteur.services import models as trying
from raconteur.services.acting import Acting, Visitor
from raconteur.services.added import Added
from raconteur.services.connections import Terms
from raconteur.services.errors import Invalid
from raconteur.services.portable import takeout
from raconteur.services.sealing import Seals
from raconteur.services.views import StoryView
from raconteur.settings import Settings
from raconteur.store.base import Sessions, writing
from raconteur.store.keeping import backup
from raconteur.store.passages import Passage
from raconteur.store.users import User
from tests.conftest import Told
from tests.engine.conftest import Desk
from tests.models.canned import Canned, canned, plain

KEY = "sk-proj-0123456789abcdefghijklmnop"


@pytest.fixture(scope="module")
def fake() -> Iterator[ScriptedServer]:
    with ScriptedServer(role="vllm") as server:
        yield server


@pytest.fixture
def terms() -> Terms:
    """The host allows this machine: the scripted model is on it."""
    return Terms(Seals(["s" * 40]), Outbound((place("127.0.0.1"),)))


@pytest.fixture
def models(sessions: Sessions, terms: Terms) -> Iterator[Models]:
    found = Models([], probe, added=Added(sessions, terms))
    yield found
    found.close()


def user(sessions: Sessions, name: str) -> int:
    with writing(sessions) as session:
        row = User(name=name, role="writer")
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def acting(sessions: Sessions, told: Told, models: Models) -> Iterator[Acting]:
    """Bob, a writer."""
    bob = Visitor(user(sessions, "bob"), role="writer")
    with sessions() as session:
        yield Acting(session, bob, told.rung.append, told.publish, models)


def connect(acting: Acting, terms: Terms, url: str, key: str | None = KEY) -> str:
    made = connections.add(acting, terms, {"label": "Mine", "url": url, "key": key})
    acting.session.rollback()
    return f"own:{made.id}"


def written(desk: Desk, story: StoryView) -> StoryView:
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    return stories.get(desk.acting, story.row.id)


def test_it_writes_a_whole_story(desk: Desk, terms: Terms, fake: ScriptedServer) -> None:
    fake.control()
    model = connect(desk.acting, terms, fake.url)
    [choice] = desk.acting.models.choices(desk.acting.user_id)
    assert (choice.id, choice.name, choice.available, choice.local) == (model, "Mine", True, True)
    story = written(desk, desk.begin(model=model, length_words=100))
    assert (story.state, story.passages[0].row.error) == ("done", None)
    assert story.words > 20
    assert fake.seen()["requests"]


def test_and_a_sentence_to_try_it(desk: Desk, terms: Terms, fake: ScriptedServer) -> None:
    fake.control()
    sentence, _ = trying.sentence(desk.acting, connect(desk.acting, terms, fake.url), "en")
    assert sentence


def test_its_key_is_sent_to_it(desk: Desk, terms: Terms) -> None:
    with canned(*[[plain(500, "{}")]] * 12) as server:
        written(desk, desk.begin(model=connect(desk.acting, terms, server.url)))
    assert server.heads
    assert all(f"authorization: bearer {KEY}" in head.lower() for head in server.heads)


def failed(desk: Desk, story: StoryView) -> str:
    row = written(desk, story).passages[0].row
    assert row.state == "failed"
    assert row.error is not None
    return str(row.error["code"])


def test_one_that_was_removed_while_a_story_waits(
    desk: Desk, terms: Terms, fake: ScriptedServer
) -> None:
    model = connect(desk.acting, terms, fake.url)
    story = desk.begin(model=model)
    connections.remove(desk.acting, int(model.removeprefix("own:")))
    assert failed(desk, story) == "not_found"


def test_anothers_is_not_written_with_though_a_passage_names_it(
    desk: Desk, terms: Terms, fake: ScriptedServer, sessions: Sessions, told: Told
) -> None:
    """As one that came in with an exported library, and is resumed."""
    fake.control()
    model = connect(desk.acting, terms, fake.url)
    eve = Acting(
        desk.acting.session,
        Visitor(user(sessions, "eve"), role="writer"),
        told.rung.append,
        told.publish,
        desk.acting.models,
    )
    evil = replace(desk, acting=eve)
    with pytest.raises(Invalid, match="no model"):
        evil.begin(model=model)
    story = evil.begin(model=connect(eve, terms, fake.url, None))
    before = fake.seen()["requests"]
    with writing(sessions) as session:
        session.get_one(Passage, story.passages[0].row.id).model = model
    assert failed(evil, story) == "not_found"
    assert fake.seen()["requests"] == before


def test_where_it_leads_is_asked_again_each_time(
    desk: Desk, terms: Terms, fake: ScriptedServer, sessions: Sessions
) -> None:
    """The host allows it no more; or, the same to us, its name means something else by now."""
    story = desk.begin(model=connect(desk.acting, terms, fake.url))
    desk.acting.models._added = Added(sessions, Terms(terms.seals, Outbound()))
    assert failed(desk, story) == "not_allowed"


def test_an_administrators_may_be_anywhere(
    desk: Desk, terms: Terms, fake: ScriptedServer, sessions: Sessions
) -> None:
    fake.control()
    with writing(sessions) as session:
        session.get_one(User, desk.acting.user_id).role = "administrator"
    desk.acting.models._added = Added(sessions, Terms(terms.seals, Outbound()))
    story = written(desk, desk.begin(model=connect(desk.acting, terms, fake.url), length_words=60))
    assert story.state == "done"


@pytest.fixture
def tells_tales() -> Iterator[Canned]:
    """A server that repeats the key it was sent."""
    said = plain(401, f'{{"error": {{"message": "no such key: {KEY}"}}}}')
    with canned(*[[said]] * 20) as server:
        yield server


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log as a server writes it, with all that it can say."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(tmp_path / "test.log", "DEBUG")
    yield tmp_path / "test.log"
    for each in root.handlers:
        each.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_key_is_nowhere(
    desk: Desk, terms: Terms, tells_tales: Canned, settings: Settings, log: Path, tmp_path: Path
) -> None:
    """Not in the log, an error, an export, a backup, nor in the database's own files."""
    model = connect(desk.acting, terms, tells_tales.url)
    assert failed(desk, desk.begin(model=model)) == "unauthorised"
    with pytest.raises(ModelError) as caught:
        desk.acting.models.pen(model, desk.acting.user_id)
    logging.getLogger("raconteur").error("tried", exc_info=caught.value)
    assert KEY[:12] not in "".join(traceback.format_exception(caught.value))
    file = io.BytesIO()
    takeout.write(desk.acting, file)
    with zipfile.ZipFile(file) as archive:
        exported = b"".join(archive.read(name) for name in archive.namelist())
    kept = {"an export": exported}
    if settings.database.startswith("sqlite"):
        backup.take(settings.database, tmp_path / "copy.backup")
    for each in tmp_path.rglob("*"):
        if each.is_file():
            kept[each.name] = each.read_bytes()
    assert b"the model failed" in kept[log.name]
    assert b"tried" in kept[log.name]
    assert tells_tales.heads
    for name, content in kept.items():
        assert KEY[:12].encode() not in content, name
