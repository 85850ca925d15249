"""Asking for text: a new story, a continuation, another take, going on, and stopping."""

from collections.abc import Sequence
from dataclasses import dataclass

from raconteur.craft.fitness import band_of
from raconteur.models.choice import ModelChoice
from raconteur.observe import trace
from raconteur.services import (
    fit,
    gate,
    limits,
    once,
    pausing,
    permissions,
    redrawn,
    seeing,
    stories,
    views,
    wishes,
)
from raconteur.services.acting import Acting, Event
from raconteur.services.branches import Branches
from raconteur.services.caps import standing
from raconteur.services.errors import Conflict, Invalid
from raconteur.services.fit import Fit
from raconteur.services.redrawn import MAX_SEED, UNFIT, another_seed
from raconteur.services.views import PassageView, StoryView
from raconteur.services.wishes import Wish
from raconteur.store import early, passages, pieces
from raconteur.store.base import for_writing
from raconteur.store.passages import Passage
from raconteur.store.stories import Story


@dataclass(frozen=True, slots=True)
class _Asked:
    """A passage to be written. `hands`: the model that writes it, and in which way; `whom`: those
    it is for."""

    hands: tuple[ModelChoice, str]
    whom: Fit
    seed: int
    kind: str
    instruction: str | None = None
    unattended: bool = False


def begin(acting: Acting, wish: Wish) -> StoryView:
    """A story and its first passage: queued, or paused where a cap is reached. Raises Forbidden,
    Invalid, Unfit."""
    permissions.insist_on_writing(acting)
    settled = wishes.settle(acting, wish)
    whom = fit.of(acting, settled.readers)
    remembered = [wishes.remembered(reader) for reader in settled.readers]
    wished = (wish.prompt, wish.title, settled.genre, settled.tone)
    judged = gate.of_wish(acting, whom, settled.language, wished, gate.named_in(remembered))
    early.begin(acting.session)
    if (made := once.made(acting)) is not None:
        return stories.get(acting, made)
    gate.insist(acting, judged)
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
        readers=remembered,
        band=whom.band.id,
        deleted_at=None,
    )
    acting.session.add(story)
    acting.session.flush()
    hands = settled.model, settled.craft
    asked = _Asked(hands, whom, settled.seed, "opening", unattended=wish.unattended)
    first = _queue(acting, story, [], asked)
    return _told(acting, story, [first], first)


def go_on(
    acting: Acting,
    story_id: int,
    instruction: str | None,
    after: int | None,
    *,
    unattended: bool = False,
) -> StoryView:
    """A new passage after the head (or after `after`). Raises NotFound, Invalid, Conflict, Unfit.

    unattended  nobody waits for it
    """
    choices = acting.models.choices(acting.user_id)
    whom, judged = _judged(acting, seeing.own(acting, story_id), instruction)
    early.begin(acting.session)
    if once.made(acting) is not None:
        return stories.get(acting, story_id)
    story, every = _writable(acting, story_id)
    gate.insist(acting, judged)
    parent_id = after if after is not None else story.head_id
    before = passages.path(every, parent_id)
    if not before:
        raise Invalid({"after": [f"Passage {after} does not belong to this story."]})
    refuse_unseen(acting, before[-1])
    seed = (story.seed + before[-1].position + 1) % MAX_SEED
    hands = wishes.still_writing(choices, story)
    asked = _Asked(hands, whom, seed, "continuation", instruction, unattended)
    after_it = _queue(acting, story, before, asked)
    return _told(acting, story, [*every, after_it], after_it)


def retake(acting: Acting, passage_id: int) -> StoryView:
    """Another take: a sibling of this passage, from another seed. Raises as `go_on`."""
    choices = acting.models.choices(acting.user_id)
    first = seeing.own_passage(acting, passage_id)
    whom, judged = _judged(acting, seeing.own(acting, first.story_id), first.instruction)
    early.begin(acting.session)
    if once.made(acting) is not None:
        return stories.get(acting, first.story_id)
    story, every = _writable(acting, first.story_id)
    gate.insist(acting, judged)
    seed = another_seed(each.seed for each in every if each.parent_id == first.parent_id)
    before = passages.path(every, first.parent_id)
    hands = wishes.still_writing(choices, story)
    asked = _Asked(hands, whom, seed, first.kind, first.instruction)
    another = _queue(acting, story, before, asked)
    return _told(acting, story, [*every, another], another)


def resume(acting: Acting, passage_id: int) -> StoryView:
    """A stopped or failed passage goes on where its text ends; from now on somebody waits for it.
    So does a paused one when there is room again, sooner than by itself.

    Raises NotFound, Conflict, Unfit.
    """
    passage = seeing.own_passage(acting, passage_id)
    whom, judged = _judged(acting, seeing.own(acting, passage.story_id), passage.instruction)
    early.begin(acting.session)
    passage = seeing.own_passage(acting, passage_id)
    if passage.state == passages.PAUSED:
        return _unpause(acting, passage)
    story, every = _writable(acting, passage.story_id)
    if passage.state not in (passages.STOPPED, passages.FAILED):
        raise Conflict("ended", "Only a passage that was stopped or failed can go on.")
    gate.insist(acting, judged)
    _for_them(story, passage, whom)
    if (passage.error or {}).get("code") == UNFIT:
        redrawn.next_time(passage)
    pieces.requeue(acting.session, passage)
    _pause_where_a_cap_is_reached(acting, passage, local=acting.models.is_local(passage.model))
    passage.unattended = False
    passage.trace_id = trace.current.get()
    return _told(acting, story, every, passage)


def _unpause(acting: Acting, passage: Passage) -> StoryView:
    """Raises Conflict where there is no room yet."""
    permissions.insist_on_writing(acting)
    limits.insist_on_room(acting, passage.model)
    story = seeing.own(acting, passage.story_id, locked=True)
    passage.unattended = False
    passage.trace_id = trace.current.get()
    # Where it goes on by itself in this very moment there is nothing to do.
    pieces.let_go_on(acting.session, [passage.id])
    return _told(acting, story, passages.of_story(acting.session, story.id), passage)


def stop(acting: Acting, passage_id: int) -> PassageView:
    """End a passage now, whoever writes it; what is committed stays. Harmless when it has ended.

    The fence moves on with it, so the writer's next commit is refused. Raises NotFound.
    """
    for_writing(acting.session)
    passage = seeing.own_passage(acting, passage_id)
    folded = pieces.fold(acting.session, passage.id, None, passages.STOPPED, None)
    acting.session.commit()
    if folded is not None:
        event = Event("state", passage.id, state=passages.STOPPED, length=len(folded.text))
        acting.publish(passage.story_id, event)
    every = passages.of_story(acting.session, passage.story_id)
    branches, veiled = Branches.of(every), acting.visitor.is_child
    return views.passage(acting.session, passage, branches, veiled=veiled)


def refuse_unseen(acting: Acting, passage: Passage) -> None:
    """Nobody goes on with what they are not shown. Raises Conflict."""
    if passage.held and acting.visitor.is_child:
        raise Conflict("held", "A grown-up looks at this part first. Then the story goes on.")


def _judged(acting: Acting, story: Story, instruction: str | None) -> tuple[Fit, gate.Judged]:
    """Those who read a story now, and whether what it was asked for is for them."""
    whom = fit.of_story(acting, story)
    return whom, gate.of_story(acting, story, whom, instruction)


def _for_them(story: Story, passage: Passage, whom: Fit) -> None:
    """A passage that will be written for these; its story is for nobody younger any more."""
    passage.brief = {**(passage.brief or {}), **whom.to_json()}
    passage.held = passage.held or whom.preview
    if whom.band.number > band_of(story.band).number:
        story.band = whom.band.id


def _writable(acting: Acting, story_id: int) -> tuple[Story, Sequence[Passage]]:
    """A story and all its passages, of which at most one is being written at a time.

    Raises NotFound, Forbidden, Conflict.
    """
    story = seeing.own(acting, story_id, locked=True)
    permissions.insist_on_writing(acting)
    if story.deleted_at is not None:
        raise Conflict("trashed", "This story is in the trash. Take it back first.")
    every = passages.of_story(acting.session, story.id)
    states = {each.state for each in every}
    if passages.PAUSED in states:
        raise Conflict(
            "writing", "This story waits for room under its limit. Stop it first, or wait."
        )
    if not states.isdisjoint(passages.LIVE):
        raise Conflict("writing", "This story is still being written. Stop it first, or wait.")
    return story, every


def _queue(acting: Acting, story: Story, path: Sequence[Passage], asked: _Asked) -> Passage:
    """A passage after the last one of `path`, which is the story's head from now on."""
    model, craft = asked.hands
    parent = path[-1] if path else None
    before = "\n\n".join(each.text for each in path)
    passage = Passage(
        story_id=story.id,
        parent_id=parent.id if parent else None,
        kind=asked.kind,
        position=parent.position + 1 if parent else 0,
        state=passages.QUEUED,
        unattended=asked.unattended,
        instruction=asked.instruction,
        model=model.id,
        craft=craft,
        words=story.length_words,
        seed=asked.seed,
        brief=wishes.brief(acting, story, model, before, asked.whom),
        trace_id=trace.current.get(),
        # Said, so that showing it does not ask the database for them.
        error=None,
        started_at=None,
        finished_at=None,
    )
    _for_them(story, passage, asked.whom)
    _pause_where_a_cap_is_reached(acting, passage, local=model.local)
    acting.session.add(passage)
    acting.session.flush()
    story.head_id = passage.id
    story.revision += 1
    return passage


def _pause_where_a_cap_is_reached(acting: Acting, passage: Passage, *, local: bool) -> None:
    """It is not refused: it is written as soon as there is room."""
    cap = standing(acting.session, acting.user_id).reached(passage.model, local=local)
    if cap is not None:
        passage.state, passage.error = passages.PAUSED, pausing.why(cap)


def _told(acting: Acting, story: Story, every: Sequence[Passage], asked: Passage) -> StoryView:
    """The story with what was asked for in it, committed, and whoever waits for that told."""
    view = views.of(acting.session, story, every, veiled=acting.visitor.is_child)
    once.keep(acting, story.id)
    head = view.passages[-1].row.id

    def tell() -> None:
        acting.publish(story.id, Event("revised", head, revision=story.revision))
        state = Event("state", asked.id, state=asked.state, error=asked.error)
        acting.publish(story.id, state)
        if asked.state == passages.QUEUED:
            acting.ring(asked.id)

    early.commit(acting.session, tell)
    return view
