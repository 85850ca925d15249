"""All rules, one after the other, on one state of the database; and then their cures, together."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from raconteur.store.base import Session, Sessions, for_writing, open_engine, open_sessions, reading
from raconteur.store.check import damage
from raconteur.store.check.finding import Among, Finding, Rule
from raconteur.store.check.holds import Holds
from raconteur.store.check.orphans import NoPassage, NoStory
from raconteur.store.check.owners import Keys, Owners
from raconteur.store.check.revisions import Revisions
from raconteur.store.check.seams import Seams, Strays
from raconteur.store.check.spans import Spans
from raconteur.store.check.trees import Depths, Heads, Parents, Together
from raconteur.store.keeping import backup, postgres, sqlite, versions
from raconteur.store.keeping.errors import KeepingError
from raconteur.store.passages import Passage, Revision
from raconteur.store.pieces import PassagePiece
from raconteur.store.prompts import Prompt
from raconteur.store.readers import Reader
from raconteur.store.stories import Story

# In the order in which one's cure may be what another looks at.
RULES: tuple[Rule, ...] = (
    Owners(Story),
    Owners(Prompt),
    Owners(Reader),
    Keys(),
    NoPassage(),
    Holds(),
    Seams(),
    Strays(),
    NoStory(),
    Parents(),
    Depths(),
    Together(),
    Spans(Passage),
    Spans(PassagePiece),
    Spans(Revision),
    Revisions(),
    Heads(),
    damage.References(),
)
# A cure may leave something to another rule; more often than this it would be going in circles.
ROUNDS = 5
# More stories than this are not named one by one to a database.
MOST_NAMED = 5_000
# Tries, a twentieth of a second apart, to be the only one who writes.
TRIES = 200

# Also without those who have locked a row and are about to change it: they would wait for us with
# what we wait for.
_ALONE = sa.text(
    "LOCK TABLE story, passage, passage_piece, passage_revision IN EXCLUSIVE MODE NOWAIT"
)


@dataclass(slots=True)
class Report:
    """mended: with what was done; left: what is still wrong"""

    stories: int = 0
    passages: int = 0
    mended: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        lines = [*self.mended, *self.left]
        if not lines:
            return [f"Nothing is wrong in {self.stories} stories with {self.passages} passages."]
        mended = f"{len(self.mended)} mended, " if self.mended else ""
        return [*lines, f"{mended}{len(self.left)} left."]


def examine(url: str, *, repair: bool = False) -> Report:
    """Look at the whole database, and with `repair` mend what is found in one transaction.

    Raises KeepingError for a database that is not there or of another version, DatabaseError when
    it cannot be read or asked.
    """
    _insist_on_this_version(url)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    try:
        report, found = _look(sessions)
        if repair and found:
            report.mended, report.left = _mend(sessions, found)
        return report
    finally:
        engine.dispose()


def _look(sessions: Sessions) -> tuple[Report, list[Finding]]:
    """Nobody is kept from writing meanwhile. What cannot be mended is in the report alone."""
    with reading(sessions) as session:
        if beyond_repair := damage.of_the_file(session):
            return Report(left=[each.words for each in beyond_repair]), []
        found = [each for rule in RULES for each in rule.find(session, None)]
        stories = session.scalar(sa.select(sa.func.count()).select_from(Story)) or 0
        passages = session.scalar(sa.select(sa.func.count()).select_from(Passage)) or 0
    return Report(stories, passages, left=[each.words for each in found]), found


def _mend(sessions: Sessions, found: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """What was mended, and what is left. Only the stories that were found are looked at again, so
    that those who write wait but a moment."""
    with sessions() as session:
        _be_alone(session)
        stories = {each.story for each in found if each.story is not None}
        mended: dict[str, str] = {}
        for _ in range(ROUNDS):
            cured = _mend_once(session, stories)
            mended.update(cured)
            if not cured:
                break
        session.commit()
        # Who writes need not wait for this.
        left = [each.words for rule in RULES for each in rule.find(session, _named(stories))]
    return [f"{words} ({cure})" for words, cure in mended.items() if words not in left], left


def _mend_once(session: Session, stories: set[int]) -> dict[str, str]:
    """What was found, with its cure."""
    cured: dict[str, str] = {}
    for rule in RULES:
        if rule.cure is None:
            continue
        for each in list(rule.find(session, _named(stories))):
            story = rule.mend(session, each)
            if story is not None:
                stories.add(story)
            cured[each.words] = rule.cure
    return cured


def _named(stories: set[int]) -> Among:
    return stories if len(stories) <= MOST_NAMED else None


def _be_alone(session: Session) -> None:
    """Until this transaction ends nobody else writes; whoever reads is not kept from it.

    Raises KeepingError when others do not let us.
    """
    for _ in range(TRIES):
        for_writing(session)
        if session.get_bind().dialect.name != "postgresql":
            return
        try:
            # To wait for one table with a lock on another is how two wait for each other.
            session.execute(_ALONE)
            return
        except OperationalError:
            time.sleep(0.05)
    raise KeepingError("the database is too busy to be mended: end the writers first")


def _insist_on_this_version(url: str) -> None:
    if backup.kind(url) == backup.SQLITE:
        with sqlite.opened(sqlite.file_of(url)) as connection:
            version = sqlite.version(connection)
    else:
        found = postgres.look(url)
        version = found.version if found else None
    if version is None:
        raise KeepingError("this database holds nothing of Raconteur's yet")
    versions.insist_on_known(version, "this database")
    if version != versions.newest():
        raise KeepingError(f"this database is of version {version}: run `raconteur migrate` first")
