"""One scene as it streams: pieces of finished text until its budget ends at a sentence's end."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Literal

from raconteur.craft.flow import Tally, Typography, in_speech, seam, sentence_ends, whole_words
from raconteur.craft.vocabulary import count_words

LOOKED_AT = 160
"""Code points of an answer that are looked at for repeated words before any is let through."""


@dataclass(frozen=True, slots=True)
class Budget:
    """When a scene has had enough: from `enough` words on, the next end of a sentence ends it."""

    enough: int
    most: int


Beginning = Literal["new", "joined", "again"]
"""A new stretch; going on from the very text; going on from memory, perhaps repeating its end."""


def flowing(
    pieces: Iterator[str], before: str, language: str, budget: Budget, beginning: Beginning
) -> Generator[str, None, int]:
    """The scene's text, set and cut; returns the words written. `before`: all the text so far."""
    setter, tally = Typography(language, before), Tally()
    written = blank = ""
    for piece in whole_words(_mended(pieces, before, beginning)):
        said = blank + setter.set(piece)
        blank = said[len(said.rstrip()) :]
        said = said.rstrip()
        if not said:
            continue
        if tally.add(said) >= budget.enough:
            cut = _cut(before, written, said, budget)
            if cut is not None:
                yield said[:cut]
                return count_words(written + said[:cut])
        written += said
        yield said
    return tally.words


def _cut(before: str, written: str, said: str, budget: Budget) -> int | None:
    """Where in `said` the scene may end: after a sentence, outside speech unless it is late."""
    both = written + said
    for end in sentence_ends(both, max(0, len(written) - 3)):
        words = count_words(both[:end])
        if end < len(written) or words < budget.enough:
            continue
        if words < budget.most and in_speech(before + both[:end]):
            continue
        return end - len(written)
    return None


def _mended(pieces: Iterator[str], before: str, beginning: Beginning) -> Iterator[str]:
    if beginning == "new":
        yield from _begun(pieces, before)
        return
    start = ""
    for piece in pieces:
        start += piece
        if len(start) >= (LOOKED_AT if beginning == "again" else 1):
            break
    if new := seam(before, start, joined=beginning == "joined"):
        yield new
    yield from pieces


def _begun(pieces: Iterator[str], before: str) -> Iterator[str]:
    """A new scene: blank space at its start is ours to decide."""
    begun = False
    for piece in pieces:
        text = piece if begun else piece.lstrip()
        if text and not begun:
            begun = True
            loose = before and not before[-1].isspace() and text[0] not in ".,;:!?…”’»)"
            yield " " + text if loose else text
        elif text:
            yield text
