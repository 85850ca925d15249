"""Reads Logstash's configuration language, as much of it as our pipeline speaks."""

import re
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r'\s+|#[^\n]*|"(?P<text>[^"]*)"|(?P<word>[\w.]+)|(?P<mark>=>|[{}\[\],!])')


@dataclass
class Plugin:
    name: str
    options: dict[str, Any]


@dataclass
class Condition:
    """`if [path]` or `if ![path]`."""

    path: str
    wanted: bool
    then: list["Plugin | Condition"] = field(default_factory=list)


Part = Plugin | Condition


def read(text: str) -> dict[str, list[Part]]:
    """Parts by section (input, filter, output). Raises ValueError, IndexError."""
    reader = _Reader(_tokens(text))
    found = {}
    while reader.more:
        name = reader.take()
        reader.take("{")
        found[name] = reader.parts()
    return found


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"not understood: {text[at : at + 40]!r}")
        at = match.end()
        if match["text"] is not None:
            found.append(f'"{match["text"]}')
        elif match["word"] or match["mark"]:
            found.append(match["word"] or match["mark"])
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._at = tokens, 0

    @property
    def more(self) -> bool:
        return self._at < len(self._tokens)

    def take(self, wanted: str | None = None) -> str:
        token = self._tokens[self._at]
        if wanted is not None and token != wanted:
            raise ValueError(f"{wanted} expected, not {token}")
        self._at += 1
        return token

    def parts(self) -> list[Part]:
        """Up to the brace that ends them."""
        found: list[Part] = []
        while (name := self.take()) != "}":
            found.append(self._condition() if name == "if" else self._plugin(name))
        return found

    def _condition(self) -> Condition:
        wanted = self._tokens[self._at] != "!"
        if not wanted:
            self.take("!")
        path = ""
        while self._tokens[self._at] == "[":
            self.take("[")
            path += f"[{self.take()}]"
            self.take("]")
        self.take("{")
        return Condition(path, wanted, self.parts())

    def _plugin(self, name: str) -> Plugin:
        self.take("{")
        return Plugin(name, self._pairs())

    def _pairs(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (name := self.take()) != "}":
            self.take("=>")
            key = name.removeprefix('"')
            if key in found:
                raise ValueError(f"{key} twice")
            found[key] = self._value()
        return found

    def _value(self) -> Any:
        token = self.take()
        if token == "[":
            return self._list()
        if token == "{":
            return self._pairs()
        if token.startswith('"'):
            return token[1:]
        return {"true": True, "false": False}.get(token, int(token) if token.isdigit() else token)

    def _list(self) -> list[Any]:
        found = []
        while self._tokens[self._at] != "]":
            found.append(self._value())
            if self._tokens[self._at] == ",":
                self.take(",")
        self.take("]")
        return found
