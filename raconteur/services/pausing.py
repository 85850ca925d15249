"""Passages that a cap has paused: why, in words, and how they go on."""

from collections.abc import Callable

from raconteur.services.acting import Acting, Event, Publish
from raconteur.services.caps import Cap, Standing, standings
from raconteur.services.permissions import ADMINISTRATOR
from raconteur.store import passages, pieces, turns
from raconteur.store.base import Json, Session, Sessions, for_writing, reading, writing

# The page has its own words in each language by `code`; the message is for other clients.
MESSAGES: dict[Cap, str] = {
    "cap": "You have used up what you may have written. This goes on by itself when there is room.",
    "server_cap": "This server has used up what it may. This goes on by itself when there is room.",
}
# That go on at once; the others follow at the next look.
MOST = 1000
_IsLocal = Callable[[str], bool]


def why(cap: Cap) -> Json:
    """What is kept with a passage that it paused."""
    return {"code": cap, "message": MESSAGES[cap]}


def refusal(acting: Acting, cap: Cap, found: Standing) -> str:
    """What to do about it, for whoever wants something written now."""
    room = found.own if cap == "cap" else found.server
    whose = "Your limit" if cap == "cap" else "This server's limit"
    month = room.tokens is None or room.tokens > 0
    when = "next month" if month else "tomorrow"
    if acting.visitor.role == ADMINISTRATOR:
        who = "Raise it in Settings"
    elif acting.visitor.is_child and cap == "cap":
        who = "Ask whoever looks after you to raise it"
    else:
        who = "Ask an administrator to raise it"
    return f"{whose} is reached until {when}. {who}, or wait: what is paused goes on by itself."


def let_go_on(acting: Acting) -> None:
    """After limits were changed: what has room again waits for its turn from now on. It ends the
    transaction, which must be committed before."""
    acting.session.rollback()
    found = _with_room(acting.session, acting.models.is_local)
    if found:
        for_writing(acting.session)
        gone_on = pieces.let_go_on(acting.session, found)
        acting.session.commit()
        _tell(gone_on, acting.publish, acting.ring)


def look(
    sessions: Sessions, is_local: _IsLocal, publish: Publish, ring: Callable[[int], None]
) -> None:
    """The same now and then: a day or a month may have turned. Raises DatabaseError."""
    with reading(sessions) as session:
        found = _with_room(session, is_local)
    if found:
        with writing(sessions) as session:
            gone_on = pieces.let_go_on(session, found)
        _tell(gone_on, publish, ring)


def _with_room(session: Session, is_local: _IsLocal) -> list[int]:
    """Paused passages that may go on."""
    paused = turns.paused(session)
    if not paused:
        return []
    found = standings(session, {each.user_id for each in paused})
    return [
        each.id
        for each in paused
        if found[each.user_id].reached(each.model, local=is_local(each.model)) is None
    ][:MOST]


def _tell(gone_on: list[tuple[int, int]], publish: Publish, ring: Callable[[int], None]) -> None:
    for passage_id, story_id in gone_on:
        publish(story_id, Event("state", passage_id, state=passages.QUEUED))
        ring(passage_id)
