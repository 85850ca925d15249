"""A wish for what comes next: what it says of the manner, and what is left of it to be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from raconteur.craft.book import LANGUAGES
from raconteur.craft.brief import Brief
from raconteur.craft.reading.lexicon import Lexicon, lexicon

SHORTEST = 120
"""Words that a passage keeps however short it is wished."""
LONGEST = 2000


def as_wished(brief: Brief) -> Brief:
    """ "make it funnier", « plus court »: the brief with that tone, genre or length."""
    wish = _plain(brief.instruction or "")
    if not wish or brief.language not in LANGUAGES:
        return brief
    for row in _styles(lexicon(brief.language)):
        if not any(re.search(pattern, wish, re.IGNORECASE) for pattern in _texts(row)):
            continue
        tone, genre = row.get("tone"), row.get("genre")
        factor = float(str(row.get("words", 1)))
        brief = replace(
            brief,
            tone=str(tone) if tone else brief.tone,
            genre=str(genre) if genre else brief.genre,
            words=min(LONGEST, max(min(SHORTEST, brief.words), round(brief.words * factor))),
        )
    return brief


def plot_of(wish: str, lex: Lexicon) -> str:
    """What a wish says of the plot: nothing of its manner, nothing said to the storyteller."""
    table = lex.book.table("asking")
    manner = [pattern for row in _styles(lex) for pattern in _texts(row)]
    wish = _plain(wish)
    for pattern in [*manner, *_texts(table, "wish_empty")]:
        wish = re.sub(rf"{pattern}", "", wish, flags=re.IGNORECASE).strip(" ,.;:!-–—…")
    for pattern in _texts(table, "wish_preamble"):
        wish = re.sub(pattern, "", wish, count=1, flags=re.IGNORECASE).strip()
    return "" if len(wish) == 1 and wish.isalnum() else wish


def _plain(wish: str) -> str:
    wish = re.sub(r"\s+", " ", wish.replace("'", "’")).strip()
    return re.sub(r"[\s.!…]+$", "", wish)


def _styles(lex: Lexicon) -> Iterator[Mapping[str, object]]:
    rows = lex.book.table("asking").get("style")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping):
            yield row


def _texts(table: Mapping[str, object], key: str = "patterns") -> list[str]:
    found = table.get(key)
    return [str(text).replace("'", "’") for text in found] if isinstance(found, list) else []
