"""A prompt cut into words and marks."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:[-’][^\W_]+)*’?|[^\w\s]")
_ELIDED = re.compile(r"(?P<head>(?:[ldnmtscj]|qu|jusqu|lorsqu|puisqu)’)(?P<rest>.+)", re.IGNORECASE)
_IS = {
    "it’s",
    "he’s",
    "she’s",
    "who’s",
    "that’s",
    "there’s",
    "what’s",
    "where’s",
    "let’s",
    "here’s",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()


def tokens(text: str, language: str) -> list[Token]:
    """Words and marks; French elisions are words of their own ("l’" + "écureuil")."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        piece, start = match.group(), match.start()
        if language == "fr" and (elided := _ELIDED.fullmatch(piece)):
            cut = start + len(elided["head"])
            found += [Token(elided["head"], start, cut), Token(elided["rest"], cut, match.end())]
        elif language == "en" and re.search(r"[’]s$", piece) and piece.lower() not in _IS:
            found += [
                Token(piece[:-2], start, match.end() - 2),
                Token("’s", match.end() - 2, match.end()),
            ]
        else:
            found.append(Token(piece.rstrip("’") or piece, start, match.end()))
    return found
