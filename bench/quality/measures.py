"""What is counted in a story. Plain counting; no model judges another."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”’»\"]*")


def words(text: str) -> list[str]:
    """Words in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def length(text: str) -> int:
    """Words as a person counts them: stretches with a letter or digit in them."""
    return sum(1 for part in text.split() if any(c.isalnum() for c in part))


def repeated_fourgrams(text: str) -> float:
    """Share of runs of four words that stood before in the same story."""
    said = words(text)
    grams = Counter(zip(said, said[1:], said[2:], said[3:], strict=False))
    total = sum(grams.values())
    return sum(count - 1 for count in grams.values()) / total if total else 0.0


def present(terms: Sequence[str], text: str) -> bool:
    """Whether any of the terms stands in the text, as a word or the beginning of one."""
    folded = text.replace("’", "'").lower()
    return any(
        re.search(rf"(?<![^\W_]){re.escape(term.replace('’', chr(39)).lower())}", folded)
        for term in terms
    )


def last_third(text: str) -> str:
    """The text's last third, by words."""
    parts = text.split()
    return " ".join(parts[len(parts) * 2 // 3 :])


def sentences(text: str, names: Sequence[str]) -> frozenset[str]:
    """Sentences of four words or more, with the people's names made alike."""
    for at, name in enumerate(names):
        text = re.sub(rf"\b{re.escape(name)}\b", f"person{at}", text)
    found = (" ".join(words(match)) for match in _SENTENCE.findall(text))
    return frozenset(sentence for sentence in found if len(sentence.split()) >= 4)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter story's sentences that the other has too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def pairs_shared(stories: Sequence[frozenset[str]]) -> list[float]:
    """`shared` for every pair."""
    return [shared(one, other) for one, other in combinations(stories, 2)]


def ends_whole(text: str) -> bool:
    """Whether the last sentence is a whole one."""
    return bool(re.search(r"[.!?…][”’»\"]*$|[.!?…][\s\u202f]»$", text.rstrip()))
