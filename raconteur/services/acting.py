"""Who acts, and with what: the first argument of every service function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from raconteur.models.registry import Models
from raconteur.store.base import Session


@dataclass(frozen=True, slots=True)
class Acting:
    """ring(passage_id) says "look at this row"; publish(story_id, event) tells the readers.

    Both are called after the commit, never before it.

    once  what is asked for may have been done already
    """

    session: Session
    user_id: int
    ring: Callable[[int], None]
    publish: Callable[[int, "Event"], None]
    models: Models
    once: "Once | None" = None


@dataclass(frozen=True, slots=True)
class Once:
    """A request that may come twice: a key of its sender's, and a digest of what it asks for."""

    key: str
    request: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something a story's readers should know, already committed.

    kind     "text" | "state" | "revised"
    offset   where `text` begins, in code points from the passage's start
    length   of the passage's text, for a final state
    """

    kind: str
    passage: int
    offset: int = 0
    text: str = ""
    state: str = ""
    error: Mapping[str, object] | None = None
    length: int = 0
    revision: int = 0
