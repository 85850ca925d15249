"""Asking for text: a new story, a continuation, another take, going on, and stopping."""

from raconteur.models.choice import ModelChoice
from raconteur.observe import trace
from raconteur.services import once, stories, views, wishes
from raconteur.services.acting import Acting, Event
from raconteur.services.branches import Branches
from raconteur.services.errors import Conflict, Invalid, NotFound
from raconteur.services.views import PassageView, StoryView
from raconteur.services.wishes import Wish
from raconteur.store import passages, pieces
from raconteur.store import stories as stories_store
from raconteur.store.base import for_writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story


def begin(acting: Acting, wish: Wish) -> StoryView:
    """A story and its first passage, queued. Raises Invalid."""
    settled = wishes.settle(acting, wish)
    for_writing(acting.session)
    if (made := once.made(acting)) is not None:
        return stories.get(acting, made)
    story = Story(
        user_id=acting.user_id,
        title=wish.title or wishes.working_title(wish.prompt),
        titled_by="person" if wish.title else "talebook",
        prompt=wish.prompt,
        language=settled.language,
        genre=settled.genre,
        tone=settled.tone,
        length_words=settled.length_words,
        craft=settled.craft,
        model=settled.model.id,
        seed=settled.seed,
        readers=[wishes.remembered(reader) for reader in settled.readers],
    )
    acting.session.add(story)
    acting.session.flush()
    hands = settled.model, settled.craft
    passage = _queue(acting, story, hands, None, settled.seed, "opening", None)
    passage.unattended = wish.unattended
    return _told(acting, story, passage)


def go_on(
    acting: Acting,
    story_id: int,
    instruction: str | None,
    after: int | None,
    *,
    unattended: bool = False,
) -> StoryView:
    """A new passage after the head (or after `after`). Raises NotFound, Invalid, Conflict.

    unattended  nobody waits for it
    """
    hands = wishes.still_writing(acting, stories.row(acting, story_id))
    for_writing(acting.session)
    if once.made(acting) is not None:
        return stories.get(acting, story_id)
    story = _writable(acting, story_id)
    parent_id = after if after is not None else story.head_id
    parent = acting.session.get(Passage, parent_id) if parent_id is not None else None
    if parent is None or parent.story_id != story.id:
        raise Invalid({"after": [f"Passage {after} does not belong to this story."]})
    if parent.state in passages.LIVE:
        raise Conflict("writing", "This passage is still being written.")
    seed = (story.seed + parent.position + 1) % wishes.MAX_SEED
    passage = _queue(acting, story, hands, parent, seed, "continuation", instruction)
    passage.unattended = unattended
    return _told(acting, story, passage)


def retake(acting: Acting, passage_id: int) -> StoryView:
    """Another take: a sibling of this passage, from another seed. Raises as `go_on`."""
    first = row(acting, passage_id)
    hands = wishes.still_writing(acting, stories.row(acting, first.story_id))
    for_writing(acting.session)
    if once.made(acting) is not None:
        return stories.get(acting, first.story_id)
    story = _writable(acting, first.story_id)
    parent = acting.session.get(Passage, first.parent_id) if first.parent_id else None
    takes = [
        each
        for each in passages.of_story(acting.session, story.id)
        if each.parent_id == first.parent_id
    ]
    seed = (max(each.seed for each in takes) + 7919) % wishes.MAX_SEED
    passage = _queue(acting, story, hands, parent, seed, first.kind, first.instruction)
    return _told(acting, story, passage)


def resume(acting: Acting, passage_id: int) -> StoryView:
    """A stopped or failed passage goes on where its text ends; from now on somebody waits for it.

    Raises NotFound, Conflict.
    """
    for_writing(acting.session)
    passage = row(acting, passage_id)
    if passage.state not in (passages.STOPPED, passages.FAILED):
        raise Conflict("ended", "Only a passage that was stopped or failed can go on.")
    story = _writable(acting, passage.story_id)
    pieces.requeue(acting.session, passage)
    passage.unattended = False
    passage.trace_id = trace.current.get()
    return _told(acting, story, passage)


def stop(acting: Acting, passage_id: int) -> PassageView:
    """End a passage now, whoever writes it; what is committed stays. Harmless when it has ended.

    The fence moves on with it, so the writer's next commit is refused. Raises NotFound.
    """
    for_writing(acting.session)
    passage = row(acting, passage_id)
    folded = pieces.fold(acting.session, passage.id, None, passages.STOPPED, None)
    acting.session.commit()
    if folded is not None:
        event = Event("state", passage.id, state=passages.STOPPED, length=len(folded.text))
        acting.publish(passage.story_id, event)
    every = passages.of_story(acting.session, passage.story_id)
    return views.passage(acting.session, passage, Branches.of(every))


def row(acting: Acting, passage_id: int) -> Passage:
    """Raises NotFound."""
    found = stories_store.passage(acting.session, acting.user_id, passage_id)
    if found is None:
        raise NotFound(f"There is no passage {passage_id}.")
    return found


def _writable(acting: Acting, story_id: int) -> Story:
    """At most one passage of a story is being written at a time."""
    story = stories.row(acting, story_id)
    # Two who ask at the same moment: the second waits here, and then sees what the first began.
    stories_store.lock(acting.session, story)
    if story.deleted_at is not None:
        raise Conflict("trashed", "This story is in the trash. Take it back first.")
    for each in passages.of_story(acting.session, story.id):
        if each.state in passages.LIVE:
            raise Conflict("writing", "This story is still being written. Stop it first, or wait.")
    return story


def _queue(
    acting: Acting,
    story: Story,
    hands: tuple[ModelChoice, str],
    parent: Passage | None,
    seed: int,
    kind: str,
    instruction: str | None,
) -> Passage:
    """`hands`: the model that writes, and in which way."""
    model, craft = hands
    before = _before(acting, parent) if parent else ""
    passage = Passage(
        story_id=story.id,
        parent_id=parent.id if parent else None,
        kind=kind,
        position=parent.position + 1 if parent else 0,
        state=passages.QUEUED,
        instruction=instruction,
        model=model.id,
        craft=craft,
        words=story.length_words,
        seed=seed,
        brief=wishes.brief(acting, story, model, before),
        trace_id=trace.current.get(),
    )
    acting.session.add(passage)
    acting.session.flush()
    story.head_id = passage.id
    story.revision += 1
    return passage


def _before(acting: Acting, parent: Passage) -> str:
    every = passages.of_story(acting.session, parent.story_id)
    return "\n\n".join(each.text for each in passages.path(every, parent.id))


def _told(acting: Acting, story: Story, passage: Passage) -> StoryView:
    view = views.story(acting.session, story)
    once.keep(acting, story.id)
    acting.session.commit()
    acting.publish(story.id, Event("revised", passage.id, revision=story.revision))
    acting.publish(story.id, Event("state", passage.id, state=passages.QUEUED))
    acting.ring(passage.id)
    return view
