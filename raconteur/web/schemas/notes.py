"""What the gates held back."""

from typing import Literal

from raconteur.store.notes import GateNote
from raconteur.store.users import User
from raconteur.web.schemas.common import BandName, Out, Time


class NoteUser(Out):
    id: int
    name: str


class ReasonOut(Out):
    """`words`: what it was found by, empty where a model cannot say; `by`: who found it."""

    category: str
    words: str
    by: str


class NoteOut(Out):
    """`where`: in a wish, a sentence or a whole part. `text`: as much as 2,000 characters of what
    was held back."""

    id: int
    at: Time
    user: NoteUser
    story_id: int | None
    passage_id: int | None
    where: Literal["request", "piece", "whole"]
    band: BandName
    reasons: list[ReasonOut]
    text: str

    @classmethod
    def of(cls, note: GateNote, user: User) -> "NoteOut":
        kept = ("id", "at", "story_id", "passage_id", "band", "reasons", "text")
        values = {name: getattr(note, name) for name in kept}
        return cls.model_validate({**values, "where": note.place, "user": user})
