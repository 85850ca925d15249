"""Types that several nouns share, with their limits."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
Language = Literal["en", "fr", "de", "es", "it", "nl", "pt"]
Craft = Literal["guided", "free"]
State = Literal["queued", "writing", "done", "stopped", "failed"]

# What a JSON number, a JavaScript number and both databases hold alike.
Id = Annotated[int, Field(ge=1, le=2**53 - 1)]

ALLOWED_CONTROLS = "\n\t"


def _clean(value: str) -> str:
    """Printable text: no control characters, no lone surrogates, not blank."""
    for character in value:
        code = ord(character)
        if (code < 32 and character not in ALLOWED_CONTROLS) or 127 <= code < 160:
            raise ValueError("must not contain control characters")
        if 0xD800 <= code <= 0xDFFF:
            raise ValueError("must not contain unpaired surrogates")
    return value


def _unix_lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be blank")
    return value


def _strip(value: str) -> str:
    return value.strip()


Clean = AfterValidator(_clean)
# Long text: the length is counted first, so that nobody pays for cleaning a megabyte.
PromptText = Annotated[
    str,
    Field(min_length=1, max_length=20_000),
    AfterValidator(_unix_lines),
    Clean,
    AfterValidator(_not_blank),
]
PassageText = Annotated[
    str, Field(max_length=500_000), AfterValidator(_unix_lines), Clean, AfterValidator(_not_blank)
]
Line = Annotated[
    str,
    Field(min_length=1, max_length=200),
    Clean,
    AfterValidator(_not_blank),
    AfterValidator(_strip),
]
ShortLine = Annotated[
    str,
    Field(min_length=1, max_length=60),
    Clean,
    AfterValidator(_not_blank),
    AfterValidator(_strip),
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
    """Any error, as RFC 9457 has it. `errors` names each field that is wrong."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    trace_id: str
    errors: dict[str, list[str]] | None = None


class Health(BaseModel):
    status: str
