"""Types that several nouns share, with their limits."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
Language = Literal["en", "fr", "de", "es", "it", "nl", "pt"]
Craft = Literal["guided", "free"]
BandName = Literal["3-5", "6-8", "9-12", "13-17", "adult"]
State = Literal["queued", "writing", "paused", "done", "stopped", "failed"]


def _whole(value: object) -> object:
    """JSON has one kind of number: 300.0 is the integer 300."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
# What a JSON number, a JavaScript number and both databases hold alike.
Id = Annotated[int, Field(ge=1, le=2**53 - 1), Whole]
RevisionNumber = Annotated[int, Field(ge=0, le=2**31 - 1), Whole]

# Control characters; text of several lines may hold line ends and tabs.
_LINE = r"\x00-\x1f\x7f-\x9f"
_TEXT = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"


def _pattern(excluded: str) -> str:
    """Something that is not a space, and no control character: also said in the description."""
    return f"^[^{excluded}]*[^{excluded}\\s][^{excluded}]*$"


def _clean(excluded: str) -> AfterValidator:
    forbidden = re.compile(f"[{excluded}\ud800-\udfff]")

    def clean(value: str) -> str:
        if forbidden.search(value):
            raise ValueError("must not contain control characters")
        if not value.strip():
            raise ValueError("must not be blank")
        return value

    return AfterValidator(clean)


def _unix_lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


# The length is checked first, so that nobody pays for cleaning a megabyte.
PromptText = Annotated[
    str,
    Field(min_length=1, max_length=20_000, json_schema_extra={"pattern": _pattern(_TEXT)}),
    _clean(_TEXT),
    AfterValidator(_unix_lines),
]
PassageText = Annotated[
    str,
    Field(min_length=1, max_length=500_000, json_schema_extra={"pattern": _pattern(_TEXT)}),
    _clean(_TEXT),
    AfterValidator(_unix_lines),
]
Line = Annotated[
    str,
    Field(min_length=1, max_length=200, json_schema_extra={"pattern": _pattern(_LINE)}),
    _clean(_LINE),
    AfterValidator(str.strip),
]
ShortLine = Annotated[
    str,
    Field(min_length=1, max_length=60, json_schema_extra={"pattern": _pattern(_LINE)}),
    _clean(_LINE),
    AfterValidator(str.strip),
]

Time = Annotated[
    dt.datetime,
    PlainSerializer(
        lambda value: value.astimezone(dt.UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
        return_type=str,
        when_used="json",
    ),
]


class In(BaseModel):
    """A body: types are taken as they are ("5" is not a number), unknown fields are ignored."""

    model_config = ConfigDict(strict=True)


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel):
    """`?limit=` and where the next page begins (taken from the `Link` header, not made up)."""

    limit: int = Field(default=20, ge=1, le=100)
    before: Id | None = None


class WholeList(BaseModel):
    """A list that is whole unless `limit` is given."""

    limit: int | None = Field(default=None, ge=1, le=100)
    before: Id | None = None


class Problem(BaseModel):
    """Any error, as RFC 9457 has it. `errors` names each field that is wrong; `reasons` are the
    categories of what is not fit for its readers."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    trace_id: str
    errors: dict[str, list[str]] | None = None
    reasons: list[str] | None = None


class Health(BaseModel):
    """`status`: ok, or waiting for what is not ok among `parts`."""

    status: str
    parts: dict[str, str] = {}
