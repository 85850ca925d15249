"""Pens for tests: a few lines of Python instead of a model."""

import re
from collections.abc import Callable, Iterator

from raconteur.craft.pen import Abilities, Request
from raconteur.craft.piece import Piece

SMALL = Abilities(True, True, True, 2048, False, True, ("en",))
CAPABLE = Abilities(
    False, False, True, 8192, True, False, ("en", "fr", "de", "es", "it", "nl", "pt")
)
NOTHING = Abilities(False, False, False, 2048, False, False, ())


class Broken(Exception):
    """What a pen raises that has failed."""


class FakePen:
    """Answers by a function of the request; keeps the requests; may break after some pieces."""

    def __init__(
        self,
        answer: Callable[[Request], str],
        abilities: Abilities = SMALL,
        breaks_after: int | None = None,
    ) -> None:
        self.answer, self.abilities, self.left = answer, abilities, breaks_after
        self.requests: list[Request] = []

    def complete(self, request: Request) -> str:
        return "".join(self.stream(request))

    def stream(self, request: Request) -> Iterator[str]:
        self.requests.append(request)
        for piece in re.findall(r"\s*\S{1,4}", self.answer(request)):
            if self.left is not None:
                if self.left == 0:
                    raise Broken
                self.left -= 1
            yield piece


def said_of(request: Request) -> str:
    """Everything a request says to the model."""
    return (request.prompt or "") + "\n".join(message.content for message in request.messages)


def prose(words: int, sentence: int = 11) -> str:
    """So many words in sentences."""
    made = [f"word{n}" + ("." if n % sentence == sentence - 1 else "") for n in range(words)]
    return " ".join(made).rstrip(".") + "."


def until_broken(pieces: Iterator[Piece]) -> list[Piece]:
    """What was yielded before the pen broke, as it must break."""
    done: list[Piece] = []
    try:
        for piece in pieces:
            done.append(piece)
    except Broken:
        return done
    raise AssertionError("the pen did not break")
