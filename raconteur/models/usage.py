"""How many tokens were read and written."""

import threading
from typing import NamedTuple


class Tokens(NamedTuple):
    """Counts; `prompt` is 0 for an answer whose server did not say."""

    prompt: int
    completion: int


class Usage:
    """A running total that several threads add to."""

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
