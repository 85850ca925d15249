"""What the fake does next, as a test or a command line describes it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Literal, get_args

Fault = Literal["refuse", "die", "cut", "stall", "html", "broken", "empty"]
Role = Literal["llama", "ollama", "vllm", "plain"]
Thinking = Literal["tags", "field"]


class ScriptError(ValueError):
    """A script that cannot be played; the message names the field."""


@dataclass(frozen=True, slots=True)
class Script:
    """
    text         exact answers, one a request in this order, the last again and again; its own
                 prose when there are none
    numbered     says "w0 w1 w2 ...", ten words a sentence, going on from the last such word it is
                 shown
    pace         tokens a second; 0: as fast as it can
    first_token  seconds before the first token
    seed         of everything it chooses
    thinking     reasons aloud first, in <think> tags or in `reasoning_content`
    fault        refuse (with `status`), die (the connection drops), cut (ends without saying so),
                 stall (silence), html, broken (JSON that is not), empty (nothing, politely)
    after        tokens said before the fault (not for refuse, html and empty)
    times        how many requests meet the fault; None: all
    """

    text: tuple[str, ...] = ()
    numbered: bool = False
    pace: float = 0.0
    first_token: float = 0.0
    seed: int = 0
    thinking: Thinking | None = None
    fault: Fault | None = None
    status: int = 500
    after: int = 0
    times: int | None = None

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    def changed(self, values: Mapping[str, object]) -> "Script":
        """This script with other values. Raises ScriptError for what makes no sense."""
        known = {field.name for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ScriptError(f"{name}: there is no such field")
            if not _fits(name, value):
                raise ScriptError(f"{name}: {value!r} is no value for it")
        plain = dict(values)
        if "text" in plain:
            plain["text"] = _texts(plain["text"])
        return replace(self, **plain)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Stage:
    """Which server the fake plays, for as long as it runs.

    parameters  how large a model it claims to be
    context     tokens
    key         asked of every request when given
    """

    role: Role = "llama"
    model: str = "scripted"
    parameters: int = 135_000_000
    context: int = 8192
    key: str | None = None


def _fits(name: str, value: object) -> bool:
    match name:
        case "text":
            items = value if isinstance(value, list | tuple) else [value]
            return all(isinstance(item, str) for item in items)
        case "numbered":
            return isinstance(value, bool)
        case "pace" | "first_token":
            return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
        case "thinking":
            return value is None or value in get_args(Thinking)
        case "fault":
            return value is None or value in get_args(Fault)
        case "times" if value is None:
            return True
        case _:
            return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
