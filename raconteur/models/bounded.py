"""An answer that is not much longer than what was asked for."""

import contextlib
from collections.abc import Generator, Iterator

from raconteur.models.errors import ModelError

# No token is longer on average; a server that never ends is no model.
_CHARACTERS_A_TOKEN, _AT_LEAST = 100, 10_000


def bounded(pieces: Iterator[str], most_tokens: int) -> Generator[str, None, None]:
    """Closes `pieces` when it is closed. Raises ModelError (nonsense) besides what they raise."""
    left = most_tokens * _CHARACTERS_A_TOKEN + _AT_LEAST
    with contextlib.closing(pieces):  # type: ignore[type-var]
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise ModelError("nonsense", "far more than was asked for", permanent=True)
            yield piece
