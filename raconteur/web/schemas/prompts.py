"""Prompts in the library."""

from pydantic import Field

from raconteur.web.schemas.common import In, Language, Line, Out, PromptText, Time


class PromptIn(In):
    content: PromptText
    title: Line | None = None
    language: Language | None = None


class PromptPatch(In):
    content: PromptText = Field(default="")
    title: Line | None = None
    language: Language | None = None


class PromptOut(Out):
    id: int
    content: str
    title: str | None
    language: str | None
    created_at: Time
    updated_at: Time
