"""How many tokens were read and written."""

import threading
from typing import NamedTuple

# Where a server does not say: characters of a token, as English has them in most tokenisers.
CHARACTERS_A_TOKEN = 4


class Tokens(NamedTuple):
    """Counts; what a server did not say is guessed from the characters."""

    prompt: int
    completion: int


class Usage:
    """A running total that several threads add to, while an answer comes and not only at its end.
    What was guessed too high is taken back, so it may go down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens = Tokens(0, 0)

    def add(self, prompt: int, completion: int) -> None:
        with self._lock:
            self._tokens = Tokens(
                self._tokens.prompt + prompt, self._tokens.completion + completion
            )

    @property
    def tokens(self) -> Tokens:
        return self._tokens
