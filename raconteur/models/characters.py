"""What a model says, in characters that every database and every page can keep.

Some servers cut a character in two, as UTF-16 has it: half an emoji in one event, half in the next.
And nothing keeps a model from saying a control character; PostgreSQL refuses one of them.
"""

import re

# Tabs and ends of lines are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FIRST_HALF = re.compile(r"[\ud800-\udbff]\Z")


class Characters:
    """One answer's, in pieces cut anywhere."""

    def __init__(self) -> None:
        self._half = ""

    def feed(self, piece: str) -> str:
        """The whole characters so far. A half whose other half does not follow is left out."""
        if not self._half and not _ODD.search(piece):
            return piece
        text = self._half + _CONTROL.sub("", piece)
        self._half = text[-1:] if _FIRST_HALF.search(text) else ""
        text = text.removesuffix(self._half)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
