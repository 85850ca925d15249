"""Following a story as it is written: each character once, in order, wherever one left off.

Pure: no database, no clock, no network. The stream endpoint feeds it snapshots and live events and
sends on what it answers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from raconteur.services.acting import Event
from raconteur.store.passages import FINAL, PAUSED, WRITING

_CURSOR = re.compile(r"(\d{1,18}):(\d{1,9})(:end)?")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event a reader has seen: `<passage>:<offset>` or `<passage>:<length>:end`."""

    passage: int
    offset: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One server-sent event: its name, its JSON, and its id when it moves the cursor."""

    event: str
    data: Mapping[str, object]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A passage as the database has it: all text committed so far.

    edited  a person has changed its text; otherwise it has only grown
    veiled  it is held, and this reader is not shown its text
    """

    passage: int
    state: str
    text: str
    revision: int
    error: Mapping[str, object] | None
    edited: bool = False
    veiled: bool = False


class Gap(Exception):
    """An event does not join on to what was sent: take a new snapshot."""


def line_of_revision(event: Event) -> Line:
    return Line("revised", {"passage": event.passage, "revision": event.revision})


def parse(last_event_id: str | None) -> Cursor | None:
    """The cursor in a `Last-Event-ID`; None when there is none or it is not one of ours."""
    found = _CURSOR.fullmatch(last_event_id or "")
    if not found:
        return None
    return Cursor(int(found[1]), int(found[2]), bool(found[3]))


@dataclass(slots=True)
class Follower:
    """What one reader has been sent: characters and the final state of each passage.

    cursor  where the reader says they are; earlier passages are not sent again
    noted   passages of which they were told that they wait, though they are being written by now
    paused  those that wait for room, which may take a month
    known   revisions of edited passages that they have, or were told to fetch
    careful  they are not shown what is held: what an event says of a passage counts only as long
             as the last snapshot knew that it is not
    veiled  passages that are held, as far as is known
    """

    cursor: Cursor | None = None
    sent: dict[int, int] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    noted: set[int] = field(default_factory=set)
    paused: set[int] = field(default_factory=set)
    known: dict[int, int] = field(default_factory=dict)
    careful: bool = False
    veiled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.cursor is not None:
            self.sent[self.cursor.passage] = self.cursor.offset

    @property
    def waits(self) -> bool:
        """Whether something it was told of has not ended, and goes on any moment."""
        return not (self.ended | self.paused).issuperset(self.sent)

    def begin(self, path: Iterable[Standing], every: Iterable[Standing]) -> Iterator[Line]:
        """The first snapshot. Without a cursor: the path from its start. With one: the rest of its
        passage, then the later ones in order of creation."""
        if self.cursor is None:
            for standing in path:
                yield from self.catch_up(standing)
            return
        at = self.cursor.passage
        for standing in every:
            if standing.passage == at:
                yield from self._rejoin(standing, self.cursor)
            elif standing.passage > at:
                yield from self.catch_up(standing)

    def heal(self, every: Iterable[Standing]) -> Iterator[Line]:
        """A later snapshot: whatever of it has not been sent."""
        for standing in every:
            if standing.passage in self.sent or self._is_new(standing.passage):
                yield from self.catch_up(standing)

    def catch_up(self, standing: Standing) -> Iterator[Line]:
        offset = self.sent.setdefault(standing.passage, 0)
        if standing.passage in self.veiled and not standing.veiled:
            # A guardian has looked: it is told from its start, and how it ended once more.
            self.ended.discard(standing.passage)
        (self.veiled.add if standing.veiled else self.veiled.discard)(standing.passage)
        if self._is_another(standing, offset):
            yield from self._fetch_again(standing)
        elif len(standing.text) > offset:
            yield from self._text(standing.passage, offset, standing.text[offset:])
        if standing.state in FINAL:
            yield from self._end(standing.passage, standing.state, standing.error)
        elif standing.passage not in self.ended or offset < len(standing.text):
            self.ended.discard(standing.passage)
            yield self._state(standing.passage, standing.state, standing.error, None)

    def live(self, event: Event) -> Iterator[Line]:
        """One event from the bus. Raises Gap when something before it was missed."""
        if event.kind == "seen" or (self.careful and self._may_be_held(event)):
            # Whoever may not see it any more finds that there is no such story.
            raise Gap
        if event.kind == "revised":
            yield line_of_revision(event)
            if self.careful:
                # It may be that a guardian has looked at it.
                raise Gap
        elif event.kind == "text":
            yield from self._live_text(event)
        elif self.sent.setdefault(event.passage, 0) < event.length:
            raise Gap
        elif event.state in FINAL:
            yield from self._end(event.passage, event.state, event.error)
        elif event.passage in self.ended:
            # It goes on, or another process was late to say what came before the end.
            self.ended.discard(event.passage)
            raise Gap
        else:
            yield self._state(event.passage, event.state, event.error, None)

    def _may_be_held(self, event: Event) -> bool:
        """Whether only the database knows if this may be told: a passage is new, or it ends and may
        be withheld for how it ends."""
        if event.kind == "revised":
            return False
        return event.passage not in self.sent or (event.kind == "state" and event.state in FINAL)

    def _live_text(self, event: Event) -> Iterator[Line]:
        if event.passage in self.veiled:
            return
        sent = self.sent.setdefault(event.passage, 0)
        if event.offset > sent:
            raise Gap
        fresh = event.text[sent - event.offset :]
        if fresh:
            yield from self._text(event.passage, sent, fresh)

    def _rejoin(self, standing: Standing, cursor: Cursor) -> Iterator[Line]:
        went_on = len(standing.text) > cursor.offset and not standing.edited
        if cursor.ended and standing.state in FINAL and not went_on:
            # The reader saw this passage end. It may have been edited by hand since.
            self.ended.add(standing.passage)
        yield from self.catch_up(standing)

    def _is_another(self, standing: Standing, offset: int) -> bool:
        """Whether the text is another than the reader began to read: changed by hand, or brought
        back from an earlier copy."""
        changed = standing.edited and self.known.get(standing.passage) != standing.revision
        self.known[standing.passage] = standing.revision
        return (changed and offset > 0) or len(standing.text) < offset

    def _fetch_again(self, standing: Standing) -> Iterator[Line]:
        self.sent[standing.passage] = len(standing.text)
        yield Line("revised", {"passage": standing.passage, "revision": standing.revision})

    def _is_new(self, passage: int) -> bool:
        return passage > max(self.sent, default=0)

    def _text(self, passage: int, offset: int, text: str) -> Iterator[Line]:
        if passage in self.noted:
            yield self._state(passage, WRITING, None, None)
        self.sent[passage] = offset + len(text)
        data = {"passage": passage, "offset": offset, "text": text}
        yield Line("text", data, f"{passage}:{self.sent[passage]}")

    def _end(self, passage: int, state: str, error: Mapping[str, object] | None) -> Iterator[Line]:
        if passage in self.ended:
            return
        self.ended.add(passage)
        yield self._state(passage, state, error, f"{passage}:{self.sent[passage]}:end")

    def _state(
        self, passage: int, state: str, error: Mapping[str, object] | None, line_id: str | None
    ) -> Line:
        waits = error and state in (WRITING, PAUSED)
        (self.noted.add if waits else self.noted.discard)(passage)
        (self.paused.add if state == PAUSED else self.paused.discard)(passage)
        held = {"held": True} if passage in self.veiled else {}
        data = {"passage": passage, "state": state, "error": error, **held}
        return Line("state", data, line_id)
