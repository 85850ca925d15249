"""Free writing: the model's own story, in scenes with a budget of words."""

from collections.abc import Generator, Mapping

from raconteur.craft import alone, outlined
from raconteur.craft.brief import Brief
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece


def write(
    brief: Brief,
    text: str,
    plan: Mapping[str, object] | None,
    state: Mapping[str, object] | None,
    pen: Pen,
) -> Generator[Piece, None, None]:
    """A capable model outlines first, a small one goes scene by scene. A pen's errors pass."""
    if pen.abilities.capable and pen.abilities.chat:
        yield from outlined.write(brief, text, plan, state, pen)
    else:
        yield from alone.write(brief, text, plan, state, pen)
