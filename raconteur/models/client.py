"""A model behind an OpenAI-compatible address, as the craft's pen."""

import contextlib
import copy
import time
from collections.abc import Callable, Generator, Iterator

from raconteur.craft.pen import Abilities, Request
from raconteur.models.answer import Answer
from raconteur.models.bounded import bounded
from raconteur.models.connection import Connection
from raconteur.models.discreet import discreet
from raconteur.models.errors import ModelError, keeping
from raconteur.models.outbound import Outbound
from raconteur.models.patience import Retries, Timeouts
from raconteur.models.timing import Timing, nobody
from raconteur.models.usage import Usage
from raconteur.models.wire import body_of, path_of

# Seconds between two readings of an answer that nobody waits for token by token. A reading wakes a
# thread, and that costs as much as some ten tokens do.
REST_S = 0.03


class ModelClient:
    """One model of one server. May be used by several threads at once.

    base_url   ends in /v1; taken as given, with or without a last slash
    key        in no error's words
    abilities  what `probe` found; decides which fields are sent
    outbound   where it may connect to; anywhere without
    usage      the tokens of every answer so far
    timed      is told of each answer that began, once it has ended
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str | None,
        abilities: Abilities,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
        outbound: Outbound | None = None,
    ) -> None:
        self.model = model
        self.abilities = abilities
        self.usage = Usage()
        self.timed: Callable[[Timing], None] = nobody
        self._retries = retries or Retries()
        self._key = (key or "").strip()
        self._connection = Connection(base_url, key, timeouts or Timeouts(), outbound)

    def complete(self, request: Request) -> str:
        """The whole answer. Raises ModelError."""
        return "".join(self.stream(request))

    def stream(self, request: Request) -> Generator[str, None, None]:
        """The answer's text as it comes, never an empty piece, reasoning left out.

        Closing the generator closes the connection, which ends the writing at the server. An
        answer may be empty only where a stop string or a grammar could make it so. Raises
        ModelError; before the first piece only after having tried again.
        """
        attempt, asked = 0, time.monotonic()
        while True:
            pieces = self._ask(request)
            try:
                first = next(pieces, None)
                break
            except ModelError as error:
                if not error.retryable or attempt >= self._retries.times:
                    raise
            self._connection.cancellation.pause(self._retries.pause(attempt))
            attempt += 1
        with contextlib.closing(pieces):
            if first is not None:
                with self._timing(asked):
                    yield first
                    yield from pieces

    def metered(self) -> "ModelClient":
        """The same model, with a `usage` and a `cancel` of its own. Costs next to nothing."""
        twin = copy.copy(self)
        twin.usage = Usage()
        twin._connection = self._connection.twin()
        return twin

    def within(self, seconds: float) -> "ModelClient":
        """The same model, asked once and given so long for each part of its answer."""
        twin = self.metered()
        twin._retries = Retries(times=0)
        twin._connection = self._connection.twin(Timeouts(seconds, seconds, seconds))
        return twin

    def unhurried(self) -> None:
        """Nobody waits for single tokens any more: several are read at once, from now on."""
        self._connection.pace.rest_s = REST_S

    def cancel(self) -> None:
        """Ends, from any thread, what this client waits for and all that it is asked from now on.

        Whoever waits, and whoever asks later, gets ModelError `cancelled` at once; only where a
        connection is being made it comes when that is done or has failed. The server sees the
        connection closed and stops writing. The metered twins go on.
        """
        self._connection.cancellation.ask()

    def close(self) -> None:
        """Closes the connections, also those of the metered twins."""
        self._connection.close()

    @contextlib.contextmanager
    def _timing(self, asked: float) -> Iterator[None]:
        """During the block the rest of an answer comes, whose first text is just here."""
        began, had = time.monotonic(), self.usage.tokens.completion
        try:
            yield
        finally:
            written = self.usage.tokens.completion - had
            self.timed(Timing(began - asked, time.monotonic() - began, written))

    def _ask(self, request: Request) -> Generator[str, None, None]:
        body = body_of(request, self.model, extended=self.abilities.grammar)
        connection = self._connection
        gap = connection.timeouts.between_tokens
        may_be_empty = bool(request.stop or request.grammar)
        words = _words_of(request)
        try:
            with (
                keeping(self._key),
                connection.cancellation.explaining(),
                connection.post(path_of(request), body) as (response, watch),
            ):
                cancellation = connection.cancellation
                answer = Answer(watch, cancellation, gap, len(words), empty_is_fine=may_be_empty)
                yield from bounded(answer.text(response, self.usage), request.max_tokens)
        except ModelError as error:
            error.args = (discreet(str(error), words),)
            raise


def _words_of(request: Request) -> str:
    return request.prompt or " ".join(message.content for message in request.messages)
