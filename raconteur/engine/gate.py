"""The second gate: each sentence is judged before it is shown, and the third: the whole at its end.

It stands between what the craft gives and the committer. For children, and whoever avoids
something, a sentence waits here until it is whole; for others nothing waits, and only what is for
nobody is looked for as it comes. What waits is in no database: it is drawn again by whoever writes
on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from raconteur.craft.fitness import Verdict, may_be_grave
from raconteur.craft.flow import sentence_ends
from raconteur.craft.piece import Piece, Span
from raconteur.services.fit import EVERYBODY, Fit
from raconteur.services.judging import Judge
from raconteur.services.redrawn import ALL_DRAWS, DRAWS

# Characters of whole sentences that a sentence is judged with: what is said may run over its end.
BEFORE = 160
# Characters without the end of a sentence, after which it is judged and shown as it is.
LONGEST = 1_000
# Characters that a classifier is asked about at once, and before them the first sentence.
GROUP = 400
_BREAK = re.compile(r"\n\s*\n")
_MAY_END = re.compile(r"[.!?…\n]")


class Tripped(Exception):
    """This text is not for its readers, and is not to be shown."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(", ".join(reason.category for reason in verdict.reasons))
        self.verdict, self.text = verdict, text


@dataclass(slots=True)
class Draws:
    """How often one writer has drawn again what was taken back."""

    all: int = 0
    here: int = 0
    until: int = -1

    def again(self, length: int, tripped: Tripped) -> bool:
        """Whether to try once more where the committed text has this length."""
        if length > self.until:
            self.here = 0
        self.until = length + len(tripped.text)
        if self.here >= DRAWS or self.all >= ALL_DRAWS:
            return False
        self.here, self.all = self.here + 1, self.all + 1
        return True


class Gate:
    """One try at one passage, from where its committed text ends."""

    def __init__(self, judge: Judge, whom: Fit, language: str, text: str) -> None:
        self._shown = [text]
        self._judge, self._whom, self._language = judge, whom, language
        self._holds = whom.band is not EVERYBODY or bool(whom.avoid)
        self._asks = judge.asks and whom.band is not EVERYBODY
        text = text[-2 * LONGEST :]
        end = _last_end(text, 0)
        self._before, self._begun = _tail(text[:end]), text[end:][-LONGEST:]
        self._waiting: list[Piece] = []
        # The text of what waits, how much of it the rules have let pass, and what was looked at
        # for the end of a sentence.
        self._held, self._passed, self._seen = "", 0, 0
        self._first = True

    def take(self, piece: Piece) -> Iterator[Piece]:
        """What may be committed now. Raises Tripped."""
        piece = self._with_fit_title(piece)
        if not self._holds:
            self._look_at(piece.text)
            self._shown.append(piece.text)
            yield piece
            return
        self._waiting.append(piece)
        self._held += piece.text
        cut = len(self._held) if not piece.loose else self._end_of_sentence()
        if cut > self._passed:
            self._insist_on_rules(cut)
        if self._passed and self._is_due():
            yield self._release(self._passed)
        yield from self._all_that_waits()

    def rest(self) -> Iterator[Piece]:
        """What still waits, now that nothing more comes. Raises Tripped."""
        if self._held:
            if len(self._held) > self._passed:
                self._insist_on_rules(len(self._held))
            yield self._release(len(self._held))
        yield from self._all_that_waits()

    def whole(self) -> Verdict:
        """The passage as it would stand."""
        whom = self._whom
        return self._judge("".join(self._shown), self._language, whom.band, whom.avoid, "whole")

    def _with_fit_title(self, piece: Piece) -> Piece:
        """A title that is not fit is not given: the story keeps the one it has."""
        if piece.title is None or self._rules(piece.title).fit:
            return piece
        return replace(piece, title=None)

    def _rules(self, text: str) -> Verdict:
        return self._judge.rules(text, self._language, self._whom.band, self._whom.avoid)

    def _look_at(self, text: str) -> None:
        """Where nothing is held: the sentence that ends with this piece, or is too long to wait."""
        self._begun += text
        if not text or not (_MAY_END.search(text) or len(self._begun) > LONGEST):
            return
        if may_be_grave(self._before + self._begun):
            self._insist(self._before, self._begun)
        end = _last_end(self._begun, 0) if len(self._begun) <= LONGEST else len(self._begun)
        # From wherever it is: words are looked for, and where sentences begin takes time to find.
        self._before = (self._before + self._begun[:end])[-BEFORE:]
        self._begun = self._begun[end:]

    def _end_of_sentence(self) -> int:
        """Where the last sentence of what is held ends; where none does and it is long, its end."""
        end = _last_end(self._held, max(self._passed, self._seen - 8))
        self._seen = len(self._held)
        if end > self._passed:
            return end
        return len(self._held) if len(self._held) - self._passed > LONGEST else 0

    def _insist_on_rules(self, cut: int) -> None:
        """That what is held is fit up to here. Raises Tripped."""
        new = self._begun + self._held[self._passed : cut]
        self._insist(self._before, new)
        self._passed = cut
        # A sentence that is not whole is judged again with what follows.
        end = _last_end(new, 0)
        self._before = _tail(self._before + new[:end])
        self._begun = new[end:][-LONGEST:]

    def _insist(self, before: str, new: str) -> None:
        """What comes now is judged with what came before, which is nobody's fault any more: it may
        have been written for others. Raises Tripped."""
        verdict = self._rules(before + new)
        if verdict.fit:
            return
        alone = self._rules(new)
        if not alone.fit:
            raise Tripped(alone, new)
        known = {(reason.category, reason.words) for reason in self._rules(before).reasons}
        if any((reason.category, reason.words) not in known for reason in verdict.reasons):
            raise Tripped(verdict, before + new)

    def _is_due(self) -> bool:
        """Whether a classifier, where there is one, is asked now."""
        if not self._asks or self._first or self._passed >= GROUP:
            return True
        return _BREAK.search(self._held.lstrip()) is not None

    def _release(self, length: int) -> Piece:
        """So much of what is held, as one piece. Raises Tripped."""
        text = self._held[:length]
        if self._asks:
            said = self._judge.classifier(text, self._language, self._whom.band)
            if not said.fit:
                raise Tripped(said, text)
        self._first = False
        self._held = self._held[length:]
        self._passed, self._seen = 0, len(self._held)
        self._shown.append(text)
        return self._merged(text, length)

    def _merged(self, text: str, length: int) -> Piece:
        """The pieces that wait up to here, the last one in two where it goes on."""
        spans: list[Span] = []
        state = plan = title = None
        while length > 0:
            piece = self._waiting.pop(0)
            if len(piece.text) > length:
                piece, later = _parted(piece, length)
                self._waiting.insert(0, later)
            length -= len(piece.text)
            spans += piece.spans
            state = piece.state if piece.state is not None else state
            plan = piece.plan if piece.plan is not None else plan
            title = piece.title or title
        return Piece(text, tuple(spans), state, plan, title)

    def _all_that_waits(self) -> Iterator[Piece]:
        """Pieces without text, once all text before them is let through."""
        while self._waiting and not self._held:
            yield self._waiting.pop(0)


def _parted(piece: Piece, length: int) -> tuple[Piece, Piece]:
    """A loose piece in two; its state is true after both."""
    before: list[Span] = []
    after: list[Span] = []
    left = length
    for span in piece.spans:
        taken = min(left, span.length)
        left -= taken
        if taken:
            before.append(replace(span, length=taken))
        if span.length > taken:
            after.append(replace(span, length=span.length - taken))
    first = replace(piece, text=piece.text[:length], spans=tuple(before))
    return first, Piece(piece.text[length:], tuple(after), piece.state, loose=True)


def _last_end(text: str, start: int) -> int:
    """Where the last sentence or paragraph ends that ends after `start`; 0 where none does."""
    end = max(sentence_ends(text, start), default=0)
    for found in _BREAK.finditer(text, start):
        if text[: found.start()].strip():
            end = max(end, found.start())
    return end


def _tail(text: str) -> str:
    """The last sentence, or as many as there must be."""
    text = text[-LONGEST:]
    if len(text) <= BEFORE:
        return text
    starts = [end for end in sentence_ends(text) if end <= len(text) - BEFORE]
    return text[max(starts, default=0) :]
