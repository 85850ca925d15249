"""Readers: the people stories are for."""

from typing import Annotated

from pydantic import Field

from raconteur.services.readers import ReaderView
from raconteur.web.schemas.common import BandName, In, Language, Out, ShortLine, Time, Whole

Age = Annotated[int, Field(ge=0, le=120), Whole]
Things = Annotated[list[ShortLine], Field(max_length=30)]


class ReaderIn(In):
    """band: what may be told; without one that of the age. preview: a guardian looks at a story
    before a child sees it. family: shared with the family."""

    name: ShortLine
    age: Age | None = None
    language: Language | None = None
    likes: Things = Field(default_factory=list)
    avoid: Things = Field(default_factory=list)
    band: BandName | None = None
    preview: bool = False
    family: bool = False


class ReaderPatch(In):
    name: ShortLine = Field(default="")
    age: Age | None = None
    language: Language | None = None
    likes: Things = Field(default_factory=list)
    avoid: Things = Field(default_factory=list)
    band: BandName | None = None
    preview: bool = False
    family: bool = False


class ReaderOut(Out):
    """family: shared with the family. mine: whoever asks may change it."""

    id: int
    name: str
    age: int | None
    language: str | None
    likes: list[str]
    avoid: list[str]
    band: BandName | None
    preview: bool
    family: bool
    mine: bool
    created_at: Time
    updated_at: Time

    @classmethod
    def of(cls, view: ReaderView) -> "ReaderOut":
        stored = {name: getattr(view.row, name) for name in _AS_STORED}
        shared = view.row.family_id is not None
        return cls.model_validate({**stored, "family": shared, "mine": view.mine})


_AS_STORED = ReaderOut.model_fields.keys() - {"family", "mine"}
