"""Models that people add."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from raconteur.web.schemas.common import In, Line, Out, ShortLine


def _stripped(value: object) -> object:
    """Who copies a key copies the end of its line too."""
    return value.strip() if isinstance(value, str) else value


Address = Annotated[
    str,
    Field(min_length=8, max_length=2000, json_schema_extra={"pattern": r"^\s*https?://[!-~]+\s*$"}),
]
# What stands in a header.
Key = Annotated[
    str, BeforeValidator(_stripped), Field(min_length=1, max_length=500, pattern=r"^[!-~]+$")
]


class ConnectionIn(In):
    """`name`: the model's, as its server knows it; without one, the first there."""

    label: ShortLine
    url: Address
    name: Line | None = None
    key: Key | None = Field(default=None, json_schema_extra={"writeOnly": True})
    shared: bool = False


class ConnectionPatch(In):
    """`key` null takes it away."""

    label: ShortLine = Field(default="")
    url: Address = Field(default="")
    name: Line | None = None
    key: Key | None = Field(default=None, json_schema_extra={"writeOnly": True})
    shared: bool = False


class ConnectionOut(Out):
    """Its model's id is `own:<id>`. `mine`: whose it is; `shared`: everybody may write with it."""

    id: int
    label: str
    url: str
    name: str
    has_key: bool
    shared: bool
    mine: bool
