"""Stories and their passages."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from raconteur.services.seeing import Owner
from raconteur.services.views import PassageView, StoryView
from raconteur.store.base import Json
from raconteur.web.schemas.common import (
    BandName,
    Craft,
    Id,
    In,
    Language,
    Line,
    Out,
    PassageText,
    PromptText,
    RevisionNumber,
    ShortLine,
    State,
    Time,
    Whole,
)

Length = Annotated[int, Field(ge=100, le=2000), Whole]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1), Whole]
Unattended = Annotated[
    bool, Field(description="Nobody waits for it: all that somebody waits for is written first.")
]


class StoryIn(In):
    """Either `prompt` or `prompt_id`; everything else has a default."""

    prompt: PromptText | None = None
    prompt_id: Id | None = None
    title: Line | None = None
    language: Language | None = None
    genre: ShortLine | None = None
    tone: ShortLine | None = None
    length_words: Length | None = None
    reader_ids: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    model: Line | None = None
    craft: Craft | None = None
    seed: Seed | None = None
    unattended: Unattended = False

    @model_validator(mode="after")
    def _one_of(self) -> "StoryIn":
        if (self.prompt is None) == (self.prompt_id is None):
            raise ValueError("give either prompt or prompt_id")
        return self


class StoryPatch(In):
    """family: on the family's shelf, or off it; a guardian may do that with a child's story, too.
    Everything else is its owner's, who says which `revision` they saw."""

    revision: RevisionNumber | None = None
    title: Line | None = None
    head: Id | None = None
    family: bool | None = None

    @model_validator(mode="after")
    def _seen(self) -> "StoryPatch":
        unseen = self.title is not None or self.head is not None or self.family is None
        if self.revision is None and unseen:
            raise ValueError("say which revision you saw")
        return self


class ContinueIn(In):
    instruction: PromptText | None = None
    after: Id | None = None
    unattended: Unattended = False


class EditIn(In):
    text: PassageText
    revision: RevisionNumber


class StoriesQuery(BaseModel):
    state: State | Literal["trash"] | None = None
    limit: int = Field(default=20, ge=1, le=100)
    before: Id | None = None
    shelf: Literal["family"] | None = None
    of: Id | None = None

    @model_validator(mode="after")
    def _one_shelf(self) -> "StoriesQuery":
        if self.shelf is not None and self.of is not None:
            raise ValueError("give either shelf or of")
        return self


class ForeverQuery(BaseModel):
    forever: bool = False


class ReaderName(Out):
    """`id` is 0 where a story was brought from elsewhere."""

    id: int
    name: str


class ErrorOut(Out):
    code: str
    message: str


class Queue(Out):
    """`seconds` is an honest guess, or null when there is nothing to guess from."""

    ahead: int
    seconds: int | None = None


class PassageOut(Out):
    """`takes` are it and its siblings, oldest first. `take_heads` has for each of them the head to
    turn to: the newest passage under that take, or the take itself when nothing follows it. What is
    `held` has no text for a child until a guardian has approved it."""

    id: int
    story: int
    parent: int | None
    takes: list[int]
    take_heads: list[int]
    kind: Literal["opening", "continuation"]
    position: int
    state: State
    text: str
    revision: int
    instruction: str | None
    unattended: bool
    held: bool
    error: ErrorOut | None
    model: str
    model_name: str
    craft: Craft
    words: int
    queue: Queue | None
    created_at: Time
    started_at: Time | None
    finished_at: Time | None

    @classmethod
    def of(cls, view: PassageView) -> "PassageOut":
        row = view.row
        return cls.model_validate(
            {
                **{name: getattr(row, name) for name in _PASSAGE_AS_STORED},
                "story": row.story_id,
                "parent": row.parent_id,
                "takes": list(view.takes),
                "take_heads": list(view.take_heads),
                "model_name": (row.brief or {}).get("model_name") or row.model,
                "text": view.text,
                "words": len(view.text.split()),
                "queue": view.queue,
            }
        )


class OwnerName(Out):
    id: int
    name: str


class StorySummary(Out):
    """band: the youngest that it is fit for. family: it stands on the family's shelf. mine: whoever
    asks may change it."""

    id: int
    title: str
    state: State
    head: int | None
    revision: int
    prompt: str
    language: str
    genre: str | None
    tone: str | None
    length_words: int
    craft: Craft
    model: str
    seed: int
    readers: list[ReaderName]
    words: int
    excerpt: str
    band: BandName
    family: bool
    mine: bool
    owner: OwnerName
    created_at: Time
    updated_at: Time
    deleted_at: Time | None

    @classmethod
    def of(cls, view: StoryView, owner: Owner) -> "StorySummary":
        return cls.model_validate(_story(view, owner))


class StoryOut(StorySummary):
    passages: list[PassageOut]

    @classmethod
    def of(cls, view: StoryView, owner: Owner) -> "StoryOut":
        passages = [PassageOut.of(each) for each in view.passages]
        return cls.model_validate({**_story(view, owner), "passages": passages})


class SpanOut(Out):
    """`length` code points from `start`: who made the words, and who chose them."""

    start: int
    length: int
    author: Literal["talebook", "model", "person"]
    chooser: Literal["talebook", "model", "person"]


class OriginsOut(Out):
    spans: list[SpanOut]


class RevisionOut(Out):
    n: int
    text: str
    author: str
    at: Time


_PASSAGE_AS_STORED = (
    "id", "kind", "position", "state", "revision", "instruction", "unattended", "held", "error",
    "model", "craft", "created_at", "started_at", "finished_at",
)  # fmt: skip
_STORY_AS_STORED = (
    "id", "title", "revision", "prompt", "language", "genre", "tone", "length_words", "craft",
    "model", "seed", "readers", "band", "created_at", "updated_at", "deleted_at",
)  # fmt: skip


def _story(view: StoryView, owner: Owner) -> Json:
    return {
        **{name: getattr(view.row, name) for name in _STORY_AS_STORED},
        "head": view.row.head_id,
        "family": view.row.family_id is not None,
        "mine": owner.asks,
        "owner": owner,
        "state": view.state,
        "words": view.words,
        "excerpt": view.excerpt,
    }
