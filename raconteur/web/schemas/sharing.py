"""Links by which a story is read without an account."""

from typing import Annotated

from pydantic import Field

from raconteur.services.views import StoryView
from raconteur.web.schemas.common import In, Out, Time, Whole


class ShareIn(In):
    days: Annotated[int, Field(ge=1, le=366), Whole] = 30


class ShareOut(Out):
    id: int
    created_at: Time
    expires_at: Time


class ShareMade(ShareOut):
    """code: goes behind the # of the page's `shared`; it is shown this once."""

    code: str


class SharedStory(Out):
    """A story as a stranger may read it: nothing of who asked for it, and for whom."""

    title: str
    language: str
    text: list[str]

    @classmethod
    def of(cls, view: StoryView) -> "SharedStory":
        texts = [each.text for each in view.passages if each.text]
        return cls(title=view.row.title, language=view.row.language, text=texts)
