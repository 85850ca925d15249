"""What can go wrong between us and a language model, in one class."""

import contextlib
from collections.abc import Iterator
from typing import Literal

Code = Literal[
    "unreachable",
    "refused",
    "timeout",
    "died",
    "nonsense",
    "not_found",
    "bad_request",
    "unauthorised",
    "overloaded",
    "not_allowed",
    "cancelled",
]


class ModelError(Exception):
    """A model that did not answer as it should. The message is for the log, not for the page.

    unreachable   nobody listens at the address
    refused       the server said no, or failed inside
    timeout       the first token, or the next one, did not come in time
    died          the answer broke off
    nonsense      what came is no answer: not JSON, HTML, another shape, empty
    not_found     no such address or model
    bad_request   the server does not understand what we ask, or it is too long
    unauthorised  the key is missing or wrong
    overloaded    too many requests, or a server that is starting
    not_allowed   the address is not one that its owner may use
    cancelled     we ended it ourselves, because nobody wants it any more

    `permanent` says that asking again unchanged is useless; `retry_after` are the seconds after
    which the server asked to be asked again, where it said so.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after

    @property
    def retryable(self) -> bool:
        """Whether asking again within a second may help (and would not double a long wait)."""
        soon = self.retry_after is None or self.retry_after <= 1
        return not self.permanent and soon and self.code in _PASSING

    @property
    def away(self) -> bool:
        """Whether the model does not answer now and may later, so that it can be waited for."""
        return not self.permanent and self.code in _AWAY


_PASSING = frozenset({"unreachable", "refused", "died", "overloaded"})
_AWAY = frozenset({"unreachable", "died", "overloaded", "timeout"})


# So many characters of a secret are told nobody; what was cut short may end with some.
_TELLING = 6


@contextlib.contextmanager
def keeping(secret: str) -> Iterator[None]:
    """What is raised within does not have the secret in its words, nor in those of what led to it.

    Servers repeat the key that they refuse, and libraries the header that they cannot send.
    """
    try:
        yield
    except ModelError as error:
        begins = secret[:_TELLING]
        if not begins or begins not in f"{error} {error.__cause__!r} {error.__context__!r}":
            raise
        told = ModelError(
            error.code,
            _without(secret, str(error)),
            permanent=error.permanent,
            retry_after=error.retry_after,
        )
        raise told from None


def _without(secret: str, text: str) -> str:
    for length in range(len(secret), min(_TELLING, len(secret)) - 1, -1):
        text = text.replace(secret[:length], "***")
    return text
