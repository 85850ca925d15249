"""Text as the pieces a model would send it in, which joined are the text again."""

import re

_PIECE = re.compile(r"\s*\S+|\s+$")


def split(text: str) -> list[str]:
    """Words with the blanks before them: "Once upon" is "Once", " upon"."""
    return _PIECE.findall(text)


def cut_at(pieces: list[str], stops: list[str]) -> tuple[list[str], bool]:
    """The pieces up to the first stop string, as a server cuts them; whether there was one."""
    text = "".join(pieces)
    ends = [at for stop in stops if stop and (at := text.find(stop)) >= 0]
    return (split(text[: min(ends)]), True) if ends else (pieces, False)
