"""What a service says no with. `web.problems` is the one translator to HTTP."""

from collections.abc import Mapping, Sequence
from typing import Literal

# changed     somebody else was faster
# writing     it is being written just now
# ended       there is nothing left to go on with
# trashed     it is in the trash
# untrashed   it is not in the trash
# last        without it nobody could look after the server
# guardian    without them nobody would look after a family's children
# child       a child of the family is this reader
# family      it is one family at a time, or there is none yet
# cap         what may be used is used up
# held        a guardian looks at it before a child goes on with it
ConflictKind = Literal[
    "changed",
    "writing",
    "ended",
    "trashed",
    "untrashed",
    "last",
    "guardian",
    "child",
    "family",
    "cap",
    "held",
]


class ServiceError(Exception):
    """The base: something a caller did, or asked for, cannot be done."""


class NotFound(ServiceError):
    """There is no such thing, or it is somebody else's."""


class Invalid(ServiceError):
    """A value cannot be used; `errors` names each field."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{name}: {', '.join(said)}" for name, said in errors.items()))
        self.errors = {name: list(said) for name, said in errors.items()}


class Unfit(ServiceError):
    """It is not for those it is for; the message is a kind sentence, `reasons` are categories."""

    def __init__(self, reasons: Sequence[str], message: str) -> None:
        super().__init__(message)
        self.reasons = list(reasons)


class Conflict(ServiceError):
    """The thing has changed, or is in a state in which this cannot be done; `kind` says which."""

    def __init__(self, kind: ConflictKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class SignInNeeded(ServiceError):
    """Nobody knows who asks, or what they showed does not hold."""


class Forbidden(ServiceError):
    """It is known who asks, and they may not. kind: "role", or "guardian": one can be asked."""

    def __init__(self, message: str, kind: Literal["role", "guardian"] = "role") -> None:
        super().__init__(message)
        self.kind = kind


class TooMany(ServiceError):
    """Too often; `seconds` until it is worth asking again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
