"""Who acts, and with what: the first argument of every service function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from raconteur.models.registry import Models
from raconteur.services.judging import Judge
from raconteur.store.base import Session
from raconteur.store.families import CHILD
from raconteur.store.users import LOCAL

# read: look. write: make and change what is one's own. administer: look after the server.
# metrics: what `/metrics` says.
ALL_SCOPES = frozenset({"read", "write", "administer", "metrics"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is known. Without accounts that is the one local user, who may do everything.

    scopes      what may be done with what was shown
    session_id  of the sign-in, when a browser asks; csrf is what its page must say to change things
    token_id    of the API token, when a program asks
    family_id   of the family they belong to; guardian: they look after its children
    reader_id   of a child: whom stories are told to; may_write: what a guardian allows it
    """

    user_id: int
    role: str = "administrator"
    scopes: frozenset[str] = ALL_SCOPES
    session_id: int | None = None
    csrf: str = ""
    token_id: int | None = None
    family_id: int | None = None
    guardian: bool = False
    reader_id: int | None = None
    may_write: bool = True
    name: str = LOCAL

    @property
    def is_child(self) -> bool:
        return self.role == CHILD


Publish = Callable[[int, "Event"], None]
RULES_ALONE = Judge()


@dataclass(frozen=True, slots=True)
class Acting:
    """ring(passage_id) says "look at this row"; publish(story_id, event) tells the readers.

    Both are called after the commit, never before it.

    once   what is asked for may have been done already
    judge  of what is asked for
    """

    session: Session
    visitor: Visitor
    ring: Callable[[int], None]
    publish: Publish
    models: Models
    once: "Once | None" = None
    judge: Judge = RULES_ALONE

    @property
    def user_id(self) -> int:
        return self.visitor.user_id


@dataclass(frozen=True, slots=True)
class Once:
    """A request that may come twice: a key of its sender's, and a digest of what it asks for."""

    key: str
    request: str


# Where `publish` finds every web process, not the readers of one story.
EVERY_WEB = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something a story's readers should know, already committed; or, of no story, every web.

    kind     "text" | "state" | "revised" | "seen": who may see it has changed; of no story "ended":
             the sign-in `passage` has, and "out": the user `passage` is, however they came in
    offset   where `text` begins, in code points from the passage's start
    length   of the passage's text, for a state in which it rests
    """

    kind: str
    passage: int
    offset: int = 0
    text: str = ""
    state: str = ""
    error: Mapping[str, object] | None = None
    length: int = 0
    revision: int = 0
