"""A folded text as words, with how strongly each is parted from the one before."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_NOT = re.compile(r"n't\b|\bcannot\b")

NONE, COMMA, CLAUSE, SENTENCE = range(4)
MOST_WORDS = 60_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """`parted[i]` is what stands before word i: NONE, COMMA, CLAUSE or SENTENCE."""

    words: tuple[str, ...]
    parted: bytes

    def __len__(self) -> int:
        return len(self.words)

    def text(self, start: int, end: int) -> str:
        return " ".join(self.words[start:end])


def tokens(plain: str) -> Tokens:
    """From a folded text."""
    if "n't" in plain or "cannot" in plain:
        plain = _NOT.sub(lambda found: "can not" if found.group() == "cannot" else " not", plain)
    words: list[str] = []
    parted = bytearray()
    end = 0
    for found in _WORD.finditer(plain):
        start = found.start()
        words.append(found.group())
        parted.append(
            NONE
            if start - end <= 1 and plain[end:start] in (" ", "")
            else _between(plain[end:start])
        )
        end = found.end()
        if len(words) == MOST_WORDS:
            break
    return Tokens(tuple(words), bytes(parted))


def _between(gap: str) -> int:
    if any(mark in gap for mark in ".!?…") or gap.count("\n") > 1:
        return SENTENCE
    if any(mark in gap for mark in ';:()[]{}<>«»“”"—–') or " - " in gap:
        return CLAUSE
    return COMMA if "," in gap else NONE
