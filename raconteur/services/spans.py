"""Spans: who made the words, who chose them, kept true when a person edits the text."""

import difflib
import re
from collections.abc import Iterable, Iterator

from raconteur.store.base import Json


def lengths(spans: Iterable[Json]) -> Iterator[tuple[Json, int]]:
    """Each span with its length in code points."""
    for span in spans:
        length = span["length"]
        yield span, length if isinstance(length, int) else 0


def respan(old: str, spans: list[Json], new: str) -> list[Json]:
    """The spans of an edited text: what was kept keeps its origin, the rest is the person's."""
    origin: list[tuple[object, object]] = []
    for span, length in lengths(spans):
        origin += [(span["author"], span["chooser"])] * length
    fresh: list[tuple[object, object]] = [("person", "person")] * len(new)
    if len(origin) == len(old):
        old_words, new_words = _words(old), _words(new)
        matcher = difflib.SequenceMatcher(
            None, [word for word, _ in old_words], [word for word, _ in new_words], autojunk=False
        )
        for block in matcher.get_matching_blocks():
            for n in range(block.size):
                word, source = old_words[block.a + n]
                _, target = new_words[block.b + n]
                fresh[target : target + len(word)] = origin[source : source + len(word)]
    return _runs(fresh)


def _words(text: str) -> list[tuple[str, int]]:
    """Words and the gaps between them, each with where it begins."""
    return [(found.group(), found.start()) for found in re.finditer(r"\s+|\S+", text)]


def _runs(origins_of_each: list[tuple[object, object]]) -> list[Json]:
    spans: list[Json] = []
    for author, chooser in origins_of_each:
        last = spans[-1] if spans else None
        if last and (last["author"], last["chooser"]) == (author, chooser):
            last["length"] = int(str(last["length"])) + 1
        else:
            spans.append({"length": 1, "author": author, "chooser": chooser})
    return spans
