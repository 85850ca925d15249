"""What is written is committed soon, and shown only then."""

import threading

import pytest

from raconteur.craft.piece import Piece
from raconteur.engine import committer
from raconteur.engine.committer import Committer
from raconteur.engine.hand import Hand
from raconteur.services.acting import Event
from raconteur.store import pieces
from raconteur.store.base import Sessions, writing
from tests.engine.conftest import Desk, piece


def test_the_first_words_are_shown_at_once_though_a_plan_came_before(
    desk: Desk, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committer, "INTERVAL_S", 600.0)
    shown = threading.Event()

    def publish(_story_id: int, event: Event) -> None:
        if event.kind == "text":
            shown.set()

    story = desk.begin()
    passage_id = story.passages[0].row.id
    with writing(sessions) as session:
        fence = pieces.claim(session, passage_id)
    assert fence is not None
    ours = Committer(sessions, publish)
    ours.start()
    try:
        hand = Hand(passage_id, story.row.id, fence, 0)
        ours.put(hand, Piece(plan={"used": []}))
        ours.flush(hand)
        assert not shown.is_set()
        ours.put(hand, piece("Once"))
        assert shown.is_set()
    finally:
        ours.stop()
