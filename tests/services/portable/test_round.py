"""What was exported comes back as it was."""

import contextlib
import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raconteur.services import stories as shelf_of
from raconteur.services.acting import Acting, Visitor
from raconteur.services.errors import Invalid
from raconteur.services.portable import bringing, takeout
from raconteur.store.base import Sessions, writing
from raconteur.store.users import User
from tests.conftest import Api
from tests.store.conftest import Shelf


@pytest.fixture
def shelf(acting: Acting, sessions: Sessions) -> Shelf:
    return Shelf(acting, sessions)


@pytest.fixture
def other(acting: Acting, sessions: Sessions) -> Acting:
    """Somebody else."""
    with writing(sessions) as session:
        user = User(name="other")
        session.add(user)
        session.flush()
        found = user.id
    return Acting(acting.session, Visitor(found), acting.ring, acting.publish, acting.models)


def exported(acting: Acting) -> io.BytesIO:
    file = io.BytesIO()
    takeout.write(acting, file)
    acting.session.rollback()
    file.seek(0)
    return file


def without_numbers(file: io.BytesIO) -> dict[str, Any]:
    """What is in it; each story's by its place, ids and the moment of exporting left out."""
    with zipfile.ZipFile(file) as archive:
        names = sorted(
            archive.namelist(), key=lambda name: [int(n) for n in name.split() if n.isdigit()]
        )
        found = {}
        for number, name in enumerate(names):
            text = archive.read(name).decode()
            found[str(number)] = _bare(json.loads(text)) if name.endswith(".json") else text
    return found


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: _bare(v)
            for k, v in value.items()
            if k not in ("id", "parent", "head", "exported_at", "updated_at")
        }
    return [_bare(each) for each in value] if isinstance(value, list) else value


def test_what_is_paused_is_taken_along_as_if_it_was_stopped(shelf: Shelf, acting: Acting) -> None:
    shelf.paused("Once ", "there")
    with zipfile.ZipFile(exported(acting)) as archive:
        [name] = [name for name in archive.namelist() if re.fullmatch(r"stories/\d+.json", name)]
        [passage] = json.loads(archive.read(name))["passages"]
    found = {key: passage[key] for key in ("state", "text", "error")}
    assert found == {"state": "stopped", "text": "Once there", "error": None}


def test_everything_comes_back(shelf: Shelf, acting: Acting, other: Acting, api: Api) -> None:
    first = shelf.finished("Once there was ", "a bear.")
    shelf.goes_on(first, " It slept.")
    shelf.being_written("Twice ", "and")
    api.post("/api/prompts", json={"content": "A bear"})
    api.post("/api/readers", json={"name": "Zoé", "age": 5, "avoid": ["spiders"]})
    file = exported(acting)
    brought = bringing.bring(acting.session, other.user_id, file)
    assert (brought.stories, brought.prompts, brought.readers) == (2, 1, 1)
    assert without_numbers(exported(other)) == without_numbers(file)


def test_what_is_there_is_not_touched(shelf: Shelf, acting: Acting) -> None:
    shelf.finished("Once.")
    file = exported(acting)
    bringing.bring(acting.session, acting.user_id, file)
    found = shelf_of.listed(acting, None, 20, None)
    assert [each.excerpt for each in found] == ["Once.", "Once."]


def test_what_was_being_written_is_whole_as_far_as_it_goes(
    shelf: Shelf, acting: Acting, other: Acting
) -> None:
    shelf.being_written("Twice ", "and")
    bringing.bring(acting.session, other.user_id, exported(acting))
    [story] = shelf_of.listed(other, None, 20, None)
    assert (story.state, story.excerpt) == ("stopped", "Twice and")


def test_a_story_is_there_to_be_read(shelf: Shelf, acting: Acting) -> None:
    shelf.finished("Once there was a bear.")
    with zipfile.ZipFile(exported(acting)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".md")]
        assert "Once there was a bear." in archive.read(name).decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda story: {**story, "passages": [{"id": 1}]}, "missing required field"),
        (lambda story: {**story, "head": 99}, "no passage 99"),
        (lambda story: {**story, "title": 5}, "Expected `str`"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_added(
    shelf: Shelf, acting: Acting, other: Acting, change: Any, said: str
) -> None:
    shelf.finished("Once.")
    source, bad = zipfile.ZipFile(exported(acting)), io.BytesIO()
    with zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("stories/") and name.endswith(".json"):
                data = json.dumps(change(json.loads(data))).encode()
            target.writestr(name, data)
    with pytest.raises(Invalid, match=said):
        bringing.bring(other.session, other.user_id, bad)
    other.session.rollback()
    assert shelf_of.listed(other, None, 20, None) == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.binary(max_size=300))
def test_any_file_is_refused_in_words(acting: Acting, data: bytes) -> None:
    with pytest.raises(Invalid):
        bringing.bring(acting.session, acting.user_id, io.BytesIO(data))


def test_a_torn_file_is_refused_in_words(shelf: Shelf, acting: Acting) -> None:
    shelf.finished("Once there was a bear.")
    whole = exported(acting).getvalue()
    for at in range(60, len(whole), 37):
        torn = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        with contextlib.suppress(Invalid):
            bringing.bring(acting.session, acting.user_id, io.BytesIO(torn))
        acting.session.rollback()


def test_a_file_of_too_many_files_is_refused(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "MOST_FILES", 3)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(4):
            archive.writestr(f"stories/{number}.json", "{}")
    with pytest.raises(Invalid, match="too many files"):
        bringing.bring(acting.session, acting.user_id, file)


def test_what_is_nested_too_deeply_is_refused_in_words(acting: Acting) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("library.json", b'{"prompts":' + b"[" * 1_000_000)
    with pytest.raises(Invalid, match=r"library\.json"):
        bringing.bring(acting.session, acting.user_id, file)


def test_a_bomb_is_not_unpacked(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "LONGEST", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("library.json", b" " * 100_000)
    with pytest.raises(Invalid, match="too long"):
        bringing.bring(acting.session, acting.user_id, file)
