"""Whose turn it is."""

from raconteur.services import writing as asking
from raconteur.services.acting import Acting
from raconteur.services.wishes import Wish
from raconteur.store import passages, pieces, turns
from raconteur.store.base import Sessions, reading, writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story


def queued(acting: Acting, user_id: int | None = None, *, unattended: bool = False) -> int:
    passage_id = asking.begin(acting, Wish(prompt="A bear")).passages[0].row.id
    passage = acting.session.get_one(Passage, passage_id)
    passage.unattended = unattended
    if user_id is not None:
        acting.session.get_one(Story, passage.story_id).user_id = user_id
    acting.session.commit()
    return passage_id


def order(sessions: Sessions, share: int) -> list[int]:
    """In which order they are taken up, nobody ever ending."""
    taken: list[int] = []
    while True:
        with writing(sessions) as session:
            found = turns.next_id(session, share)
            if found is None:
                return taken
            assert pieces.claim(session, found)
        taken.append(found)


def test_who_waits_longest_goes_first(acting: Acting, sessions: Sessions) -> None:
    assert order(sessions, 9) == []
    ids = [queued(acting) for _ in range(3)]
    assert order(sessions, 9) == ids


def test_users_take_turns(acting: Acting, sessions: Sessions, other_user: int) -> None:
    ours = [queued(acting) for _ in range(3)]
    theirs = [queued(acting, other_user) for _ in range(2)]
    assert order(sessions, 9) == [ours[0], theirs[0], ours[1], theirs[1], ours[2]]


def test_nobody_has_more_than_their_share_at_once(
    acting: Acting, sessions: Sessions, other_user: int
) -> None:
    ours = [queued(acting) for _ in range(3)]
    theirs = queued(acting, other_user)
    assert order(sessions, 2) == [ours[0], theirs, ours[1]]
    with writing(sessions) as session:
        pieces.fold(session, ours[0], None, passages.DONE, None)
    with reading(sessions) as session:
        assert turns.due(session, 2) == ours[2]


def test_who_waits_goes_before_what_nobody_watches(
    acting: Acting, sessions: Sessions, other_user: int
) -> None:
    run = queued(acting, other_user, unattended=True)
    ours = [queued(acting) for _ in range(2)]
    assert order(sessions, 9) == [*ours, run]
