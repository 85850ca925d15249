"""The documented shape of an exported library (docs/export.md), the same in both directions."""

import datetime as dt
from typing import Any, Literal

from msgspec import Struct, field

Band = Literal["3-5", "6-8", "9-12", "13-17", "adult"]
FORMAT, VERSION = "raconteur-library", 1


class PromptFile(Struct, kw_only=True):
    content: str
    title: str | None = None
    language: str | None = None
    created_at: dt.datetime


class ReaderFile(Struct, kw_only=True):
    name: str
    age: int | None = None
    language: str | None = None
    likes: list[str] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    band: str | None = None
    preview: bool = False
    created_at: dt.datetime


class LibraryFile(Struct, kw_only=True):
    """`library.json`: what is not a story."""

    format: str = FORMAT
    version: int = VERSION
    exported_at: dt.datetime
    prompts: list[PromptFile]
    readers: list[ReaderFile]


class RevisionFile(Struct, kw_only=True):
    """A text that a passage had. author: "person", or the model that wrote it."""

    n: int
    text: str
    spans: list[dict[str, Any]]
    author: str
    at: dt.datetime


class PassageFile(Struct, kw_only=True):
    """id and parent are numbers within the file; spans say whose words they are."""

    id: int
    parent: int | None = None
    kind: str
    position: int
    state: str
    text: str
    revision: int
    instruction: str | None = None
    error: dict[str, Any] | None = None
    unattended: bool = False
    held: bool = False
    model: str
    craft: str
    words: int
    seed: int
    brief: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None
    craft_state: dict[str, Any] | None = None
    spans: list[dict[str, Any]] = field(default_factory=list)
    provenance: dict[str, Any] | None = None
    created_at: dt.datetime
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    revisions: list[RevisionFile] = field(default_factory=list)


class StoryFile(Struct, kw_only=True):
    """`stories/<id>.json`. head: the last passage of the path that is shown. readers: the people it
    was written for, as they were then."""

    id: int
    title: str
    titled_by: str
    prompt: str
    language: str
    genre: str | None = None
    tone: str | None = None
    length_words: int
    craft: str
    model: str
    seed: int
    readers: list[dict[str, Any]] = field(default_factory=list)
    band: str = "adult"
    head: int | None = None
    revision: int = 1
    created_at: dt.datetime
    updated_at: dt.datetime
    deleted_at: dt.datetime | None = None
    passages: list[PassageFile]
