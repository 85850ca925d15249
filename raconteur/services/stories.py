"""The shelf: stories listed, opened, renamed, thrown away and taken back."""

from collections.abc import Sequence

from raconteur.services import gate, permissions, seeing, views
from raconteur.services.acting import Acting, Event
from raconteur.services.errors import Conflict, Invalid, NotFound
from raconteur.services.views import StoryView
from raconteur.store import audit, passages, pieces, shares, stories
from raconteur.store.base import for_writing, now
from raconteur.store.passages import Passage
from raconteur.store.stories import Story


def listed(
    acting: Acting,
    state: str | None,
    limit: int,
    before: int | None,
    of: int | None = None,
) -> Sequence[StoryView]:
    """Newest first, without passages. `state` is a head's state, or "trash"; `of` a child that one
    looks after. Raises NotFound."""
    owner = seeing.whose(acting, of)
    rows = stories.newest(acting.session, owner, state=state, limit=limit, before=before)
    return _summaries(acting, rows)


def of_family(
    acting: Acting, state: str | None, limit: int, before: int | None
) -> Sequence[StoryView]:
    """As `listed`, what stands on the family's shelf for who asks."""
    return _summaries(acting, seeing.shelf(acting, state, limit, before))


def _summaries(acting: Acting, rows: Sequence[tuple[Story, Passage | None]]) -> Sequence[StoryView]:
    veiled = acting.visitor.is_child
    return [views.summary(acting.session, story, head, veiled=veiled) for story, head in rows]


def get(acting: Acting, story_id: int) -> StoryView:
    """A story with the passages of its current path. Raises NotFound."""
    story = seeing.story(acting, story_id)
    return views.story(acting.session, story, veiled=acting.visitor.is_child)


def change(
    acting: Acting, story_id: int, revision: int, title: str | None, head: int | None
) -> StoryView:
    """Rename a story or turn to another take.

    Raises NotFound, Forbidden, Conflict when `revision` is old, Invalid when `head` is not its
    passage, Unfit for what a child would call it.
    """
    judged = _named(acting, story_id, title) if title is not None else None
    for_writing(acting.session)
    story = seeing.own(acting, story_id, locked=True)
    permissions.insist_on_writing(acting)
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
    story = seeing.own(acting, story_id)
    return gate.of_a_childs(acting, story.language, title, story_id=story.id)


def shelve(acting: Acting, story_id: int, *, shelved: bool) -> StoryView:
    """On the family's shelf, or off it: by its owner, or by a guardian of the child whose it is.
    And a guardian may take any story off. Raises NotFound, Forbidden, Conflict outside a family."""
    for_writing(acting.session)
    story = seeing.story(acting, story_id)
    visitor = acting.visitor
    if story.user_id == visitor.user_id:
        permissions.insist_on_writing(acting)
    elif not seeing.looks_after(acting, story) and (shelved or not visitor.guardian):
        raise NotFound(f"There is no story {story_id}.")
    if visitor.family_id is None:
        raise Conflict("family", "You belong to no family yet. Make one first, or join one.")
    stories.shelve(acting.session, story, visitor.family_id if shelved else None)
    what: audit.What = "shelved" if shelved else "unshelved"
    audit.write(acting.session, acting.user_id, what, story=story.id)
    acting.session.commit()
    acting.publish(story.id, Event("seen", story.head_id or 0))
    return views.story(acting.session, story, veiled=visitor.is_child)


def throw_away(acting: Acting, story_id: int, *, forever: bool) -> None:
    """To the trash; from the trash for good when `forever`. Stops what is being written.

    Raises NotFound, and Conflict for a forever that has not been to the trash.
    """
    for_writing(acting.session)
    story = seeing.own(acting, story_id)
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
    story = seeing.own(acting, story_id)
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
