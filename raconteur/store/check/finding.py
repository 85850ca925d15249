"""What a rule is, and what it finds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from raconteur.store.base import Session

# The stories that are looked at, by id; None: all.
Among = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with which row of the rule's table, and of which story if any."""

    row: int
    story: int | None
    words: str


class Rule(Protocol):
    """Why something can be inconsistent is told by the rule's own docstring.

    cure  what mending does; None: nothing does
    """

    @property
    def cure(self) -> str | None: ...

    def find(self, session: Session, among: Among) -> Iterator[Finding]: ...

    def mend(self, session: Session, finding: Finding) -> int | None:
        """Mend it without losing text; the story it belongs to now. Called with nobody writing."""
        ...


def of_these(story_id: sa.SQLColumnExpression[int], among: Among) -> sa.ColumnElement[bool]:
    """Whether a row belongs to the stories that are looked at."""
    return sa.true() if among is None else story_id.in_(among)
