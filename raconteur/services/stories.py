"""The shelf: stories listed, opened, renamed, thrown away and taken back."""

from collections.abc import Sequence

from raconteur.services import gate, views
from raconteur.services.acting import Acting, Event
from raconteur.services.errors import Conflict, Invalid, NotFound
from raconteur.services.views import StoryView
from raconteur.store import passages, pieces, shares, stories
from raconteur.store.base import for_writing, now
from raconteur.store.stories import Story


def listed(
    acting: Acting, state: str | None, limit: int, before: int | None
) -> Sequence[StoryView]:
    """Newest first, without passages. `state` is a head's state, or "trash"."""
    rows = stories.newest(acting.session, acting.user_id, state=state, limit=limit, before=before)
    veiled = acting.visitor.is_child
    return [views.summary(acting.session, story, head, veiled=veiled) for story, head in rows]


def row(acting: Acting, story_id: int) -> Story:
    """Raises NotFound."""
    found = stories.get(acting.session, acting.user_id, story_id)
    if found is None:
        raise NotFound(f"There is no story {story_id}.")
    return found


def locked(acting: Acting, story_id: int) -> Story:
    """Of two who change a story at the same moment, the second waits here, and then sees what the
    first one did. Raises NotFound."""
    found = stories.lock(acting.session, acting.user_id, story_id)
    if found is None:
        raise NotFound(f"There is no story {story_id}.")
    return found


def get(acting: Acting, story_id: int) -> StoryView:
    """A story with the passages of its current path. Raises NotFound."""
    return views.story(acting.session, row(acting, story_id), veiled=acting.visitor.is_child)


def change(
    acting: Acting, story_id: int, revision: int, title: str | None, head: int | None
) -> StoryView:
    """Rename a story or turn to another take.

    Raises NotFound, Conflict when `revision` is old, Invalid when `head` is not its passage, Unfit
    for what a child would call it.
    """
    judged = _named(acting, story_id, title) if title is not None else None
    for_writing(acting.session)
    story = locked(acting, story_id)
    if story.revision != revision:
        raise Conflict("changed", "The story has changed since you opened it.")
    gate.insist(acting, judged)
    if title is not None:
        story.title, story.titled_by = title, "person"
    if head is not None:
        if head not in {each.id for each in passages.of_story(acting.session, story.id)}:
            raise Invalid({"head": [f"Passage {head} does not belong to this story."]})
        story.head_id = head
    story.revision += 1
    acting.session.commit()
    if head is not None:
        acting.publish(story.id, Event("revised", head, revision=story.revision))
    return get(acting, story_id)


def _named(acting: Acting, story_id: int, title: str) -> gate.Judged | None:
    story = row(acting, story_id)
    return gate.of_a_childs(acting, story.language, title, story_id=story.id)


def throw_away(acting: Acting, story_id: int, *, forever: bool) -> None:
    """To the trash; from the trash for good when `forever`. Stops what is being written.

    Raises NotFound, and Conflict for a forever that has not been to the trash.
    """
    for_writing(acting.session)
    story = row(acting, story_id)
    if forever and story.deleted_at is None:
        raise Conflict("untrashed", "Only a story in the trash can be removed for good.")
    ended = _stop_all(acting, story)
    if forever:
        shares.end_all(acting.session, story.id)
        stories.delete(acting.session, story)
    else:
        story.deleted_at = story.deleted_at or now()
    acting.session.commit()
    for event in ended:
        acting.publish(story_id, event)


def take_back(acting: Acting, story_id: int) -> StoryView:
    """Out of the trash. Raises NotFound."""
    for_writing(acting.session)
    story = row(acting, story_id)
    story.deleted_at = None
    acting.session.commit()
    return get(acting, story_id)


def _stop_all(acting: Acting, story: Story) -> list[Event]:
    ended = []
    for each in passages.of_story(acting.session, story.id):
        if each.state in passages.LIVE:
            folded = pieces.fold(acting.session, each.id, None, passages.STOPPED, None)
            if folded is not None:
                ended.append(Event("state", each.id, state=folded.state, length=len(folded.text)))
    return ended
