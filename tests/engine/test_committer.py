"""What is written is committed soon, and shown only then."""

import threading
from collections.abc import Iterator, Sequence

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from raconteur.craft.piece import Piece
from raconteur.engine import committer
from raconteur.engine.committer import Committer
from raconteur.engine.hand import Hand, NotKept
from raconteur.services.acting import Event
from raconteur.store import pieces
from raconteur.store.base import DatabaseError, Session, Sessions, reading
from raconteur.store.pieces import Growth
from tests.engine.conftest import Desk, claim, piece

PATIENCE_S = 10.0


def away() -> DatabaseError:
    refused: Exception = psycopg.OperationalError("connection refused")
    return OperationalError("select 1", {}, refused)


def claimed(desk: Desk, sessions: Sessions) -> Hand:
    story = desk.begin()
    passage_id = story.passages[0].row.id
    return Hand(passage_id, story.row.id, claim(sessions, passage_id), 0)


@pytest.fixture
def hand(desk: Desk, sessions: Sessions) -> Hand:
    """A claimed passage's."""
    return claimed(desk, sessions)


@pytest.fixture
def closing() -> threading.Event:
    return threading.Event()


@pytest.fixture
def ours(desk: Desk, sessions: Sessions, closing: threading.Event) -> Iterator[Committer]:
    found = Committer(sessions, lambda story, event: desk.events.append((story, event)), closing)
    found.start()
    yield found
    closing.set()
    found.stop()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database did not take is tried again without a pause."""
    monkeypatch.setattr(committer, "PAUSE_S", 0.0)


def put_and_flush(ours: Committer, hand: Hand) -> None:
    ours.put(hand, piece("Once "))
    ours.put(hand, piece("upon"))
    ours.flush(hand)


def kept(sessions: Sessions, hand: Hand) -> str:
    with reading(sessions) as session:
        return pieces.texts(session, [hand.passage_id]).get(hand.passage_id, "")


def test_whoever_is_late_commits_by_themselves(
    hand: Hand, sessions: Sessions, closing: threading.Event
) -> None:
    ending = Committer(sessions, lambda *_: None, closing)
    ending.start()
    ending.stop()
    hand.take(piece("Late. "))
    ending.flush(hand)
    assert kept(sessions, hand) == "Late. "


def test_the_first_words_are_shown_at_once_though_a_plan_came_before(
    hand: Hand, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committer, "INTERVAL_S", 600.0)
    shown = threading.Event()

    def publish(_story_id: int, event: Event) -> None:
        if event.kind == "text":
            shown.set()

    ours = Committer(sessions, publish)
    ours.start()
    try:
        ours.put(hand, Piece(plan={"used": []}))
        ours.flush(hand)
        assert not shown.is_set()
        ours.put(hand, piece("Once"))
        assert shown.is_set()
    finally:
        ours.stop()


@pytest.mark.usefixtures("at_once")
def test_a_database_that_is_away_is_waited_for(
    ours: Committer, hand: Hand, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far more often than one that refuses is asked again."""
    tries, grow = [0], pieces.grow

    def grow_at_last(session: Session, growth: Growth) -> bool:
        tries[0] += 1
        if tries[0] <= 10 * committer.TRIES:
            raise away()
        return grow(session, growth)

    monkeypatch.setattr(pieces, "grow", grow_at_last)
    put_and_flush(ours, hand)
    assert kept(sessions, hand) == "Once upon"


@pytest.mark.usefixtures("at_once")
def test_who_flushes_while_a_commit_fails_hears_of_the_next_one(
    ours: Committer, hand: Hand, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one has it all: nothing is lost, and no passage is to fail."""
    trying, asked, grow = threading.Event(), threading.Event(), pieces.grow

    class Settled(threading.Event):
        def clear(self) -> None:
            super().clear()
            asked.set()

    def grow_when_asked_again(session: Session, growth: Growth) -> bool:
        if not trying.is_set():
            trying.set()
            assert asked.wait(PATIENCE_S)
            raise DatabaseError("the database is locked")
        return grow(session, growth)

    monkeypatch.setattr(committer, "TRIES", 1)
    monkeypatch.setattr(pieces, "grow", grow_when_asked_again)
    hand.shown, hand.settled = True, Settled()
    ours.put(hand, piece("Once "))
    assert trying.wait(PATIENCE_S)
    ours.put(hand, piece("upon"))
    ours.flush(hand)
    assert kept(sessions, hand) == "Once upon"


@pytest.mark.usefixtures("at_once")
def test_what_was_committed_though_the_answer_was_lost_is_there_once(
    ours: Committer, desk: Desk, hand: Hand, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, lost = Session.commit, [0]

    def commit_and_lose_the_answer(session: Session) -> None:
        commit(session)
        lost[0] += 1
        if lost[0] == 1:
            raise away()

    monkeypatch.setattr(Session, "commit", commit_and_lose_the_answer)
    put_and_flush(ours, hand)
    assert kept(sessions, hand) == "Once upon"
    assert "".join(event.text for event in desk.published("text")) == "Once upon"


@pytest.mark.usefixtures("at_once")
def test_what_no_database_takes_fails_its_own_passage_alone(
    ours: Committer,
    desk: Desk,
    hand: Hand,
    sessions: Sessions,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, grow_all = claimed(desk, sessions), pieces.grow_all

    def grow_all_but_one(session: Session, growths: Sequence[Growth]) -> set[int]:
        taken = grow_all(session, growths)
        if any(growth.passage_id == bad.passage_id for growth in growths):
            raise ValueError("it cannot be written down")
        return taken

    monkeypatch.setattr(committer, "INTERVAL_S", 600.0)
    monkeypatch.setattr(pieces, "grow_all", grow_all_but_one)
    ours.flush(hand)
    hand.shown = bad.shown = True
    # Both are committed together.
    ours.put(bad, piece("?"))
    ours.put(hand, piece("Once"))
    ours.flush(hand)
    assert kept(sessions, hand) == "Once"
    with pytest.raises(NotKept):
        ours.flush(bad)
    assert kept(sessions, bad) == ""


def test_a_process_that_ends_waits_for_no_database(
    ours: Committer, hand: Hand, closing: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = threading.Event()

    def gone(_session: Session, _growth: Growth) -> bool:
        tried.set()
        raise away()

    monkeypatch.setattr(pieces, "grow", gone)
    failures: list[Exception] = []

    def flush() -> None:
        with pytest.raises(NotKept) as caught:
            ours.flush(hand)
        failures.append(caught.value)

    waiting = threading.Thread(target=flush)
    waiting.start()
    assert tried.wait(PATIENCE_S)
    closing.set()
    waiting.join(PATIENCE_S)
    assert failures
