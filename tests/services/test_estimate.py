"""What a story would take is told by what the last ones like it took."""

import datetime as dt

import pytest

from raconteur.services import estimate
from raconteur.services import writing as asking
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.store import passages, pieces
from raconteur.store.base import Sessions, writing
from raconteur.store.passages import Passage


def wrote(acting: Acting, sessions: Sessions, prompt: int, completion: int, **wish: object) -> None:
    """A story of 200 words that took ten seconds."""
    given = {"prompt": "A bear", "length_words": 200, "model": "url", "craft": "free", **wish}
    begun = asking.begin(acting, Wish(**given))  # type: ignore[arg-type]
    acting.session.rollback()
    with writing(sessions) as session:
        pieces.claim(session, begun.passages[0].row.id)
        row = pieces.fold(session, begun.passages[0].row.id, None, passages.DONE, None)
        assert row is not None
        assert row.started_at is not None
        row.provenance = {"prompt_tokens": prompt, "completion_tokens": completion}
        row.finished_at = row.started_at + dt.timedelta(seconds=10)


def test_by_the_median_of_what_this_model_took(acting: Acting, sessions: Sessions) -> None:
    for prompt, completion in ((400, 300), (600, 400), (90_000, 5)):
        wrote(acting, sessions, prompt, completion)
    wrote(acting, sessions, 7, 7, model="bundled")
    found = estimate.of(acting, Wish("A hare", length_words=1000, model="url", craft="free"))
    assert (found.prompt_tokens, found.completion_tokens) == (3000, 1500)
    assert found.seconds == 50


def test_what_says_nothing_of_tokens_is_left_out(acting: Acting, sessions: Sessions) -> None:
    wrote(acting, sessions, 400, 300)
    with writing(sessions) as session:
        session.get_one(Passage, 1).provenance = None
    found = estimate.of(acting, Wish("A hare", length_words=100, model="url", craft="free"))
    assert found.seconds is None
    assert found.prompt_tokens == pytest.approx(100 * estimate.USUAL["free"][0])
