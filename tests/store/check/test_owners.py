"""Rows whose owner is gone."""

from raconteur.store.base import Sessions
from raconteur.store.keys import RequestKey
from raconteur.store.prompts import Prompt
from raconteur.store.stories import Story
from tests.store.check.conftest import Mend
from tests.store.check.planted import change, story_of
from tests.store.conftest import Shelf, unchecked


def test_an_owner_who_is_gone(sessions: Sessions, shelf: Shelf, mend: Mend, user_id: int) -> None:
    passage_id = shelf.finished("Once.")
    change(sessions, Story, story_of(sessions, passage_id).id, user_id=999)
    with unchecked(sessions) as session:
        session.add(Prompt(user_id=999, content="A bear"))
    assert len(mend().mended) == 2
    assert story_of(sessions, passage_id).user_id == user_id


def test_a_request_s_key_whose_owner_is_gone(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    shelf.finished("Once.")
    with unchecked(sessions) as session:
        session.add(RequestKey(user_id=999, key="a", request="b", made=1))
    assert mend().mended == ["key 1 of a request: its owner 999 is not there (forgotten)"]
