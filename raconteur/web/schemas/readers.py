"""Readers: the people stories are for."""

from typing import Annotated

from pydantic import Field

from raconteur.web.schemas.common import In, Language, Out, ShortLine, Time, Whole

Age = Annotated[int, Field(ge=0, le=120), Whole]
Things = Annotated[list[ShortLine], Field(max_length=30)]


class ReaderIn(In):
    name: ShortLine
    age: Age | None = None
    language: Language | None = None
    likes: Things = Field(default_factory=list)
    avoid: Things = Field(default_factory=list)


class ReaderPatch(In):
    name: ShortLine = Field(default="")
    age: Age | None = None
    language: Language | None = None
    likes: Things = Field(default_factory=list)
    avoid: Things = Field(default_factory=list)


class ReaderOut(Out):
    id: int
    name: str
    age: int | None
    language: str | None
    likes: list[str]
    avoid: list[str]
    created_at: Time
    updated_at: Time
