"""How stories are written: plain Python, standard library only."""

from collections.abc import Generator, Mapping

from raconteur.craft import free, guided
from raconteur.craft.book import LANGUAGES
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece
from raconteur.craft.reading.wishes import as_wished

__all__ = ["LANGUAGES", "VERSION", "write"]
VERSION = "1"
"""Stored with what was written: the same version, seed and answers give the same text."""


def write(
    brief: Brief,
    text: str,
    plan: Mapping[str, object] | None,
    state: Mapping[str, object] | None,
    pen: Pen,
) -> Generator[Piece, None, None]:
    """A passage's pieces, from nothing or from where the committed text ends.

    The text of a piece never changes once it is yielded. What the pen raises passes through. In a
    language without a tale-book a story is written freely.
    """
    told = brief.craft == "guided" and brief.language in LANGUAGES
    writing = guided.write if told else free.write
    return writing(as_wished(brief), text, plan, state, pen)
