"""Text whose passage is gone, and passages whose story is gone."""

import pytest
import sqlalchemy as sa

from raconteur.store.base import Sessions
from raconteur.store.passages import Passage
from raconteur.store.stories import Story
from tests.store.check.conftest import Mend
from tests.store.check.planted import change, passage, story_of
from tests.store.conftest import Shelf, unchecked


@pytest.mark.parametrize("state", ["queued", "writing"])
def test_a_live_passage_without_its_story(
    sessions: Sessions, shelf: Shelf, mend: Mend, state: str
) -> None:
    passage_id = shelf.being_written("Once ", "there")
    change(sessions, Passage, passage_id, state=state)
    story_id = passage(sessions, passage_id).story_id
    with unchecked(sessions) as session:
        session.execute(sa.delete(Story).where(Story.id == story_id))
    [line] = mend().mended
    assert line.startswith(f"story {story_id} is not there, but 1 of its passages are")
    found = passage(sessions, passage_id)
    assert (found.state, found.text) == ("stopped", "Once there")
    assert story_of(sessions, passage_id).head_id == passage_id


def test_finished_passages_without_their_story(
    sessions: Sessions, shelf: Shelf, mend: Mend
) -> None:
    first = shelf.finished("Once.")
    after = shelf.goes_on(first, "And then.")
    with unchecked(sessions) as session:
        session.execute(sa.delete(Story))
    mend()
    story = story_of(sessions, first)
    assert (story.head_id, story.title) == (after, f"Found again {story.id}")


def test_text_without_its_passage(sessions: Sessions, shelf: Shelf, mend: Mend) -> None:
    ended, unended = shelf.finished("Once."), shelf.being_written("Twice ", "there")
    with unchecked(sessions) as session:
        session.execute(sa.delete(Passage))
        session.execute(sa.delete(Story))
    assert len(mend().mended) == 3  # the one that never ended gets its first revision too
    assert passage(sessions, ended).text == "Once."
    assert passage(sessions, unended).text == "Twice there"
