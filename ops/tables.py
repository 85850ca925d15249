"""A table of a TOML file, read key by key: what is wrong is one line that names the key."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

NAME = re.compile(r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
Kind = TypeVar("Kind")
IP = "an address like 192.0.2.10"


class Wrong(Exception):
    """An inventory that cannot be used; one line names the key and says what to do."""


class Table:
    """`site.name` and so on: each is taken once, by `done` nothing may be left.

    Every method that takes raises Wrong.
    """

    def __init__(self, at: str, values: object) -> None:
        if not isinstance(values, Mapping):
            raise Wrong(f"{at}: must be a table, [{at}]")
        self.at = at
        self._left: dict[str, Any] = dict(values)
        self._taken: list[str] = []

    def wrong(self, key: str, what: str) -> Wrong:
        return Wrong(f"{self.at}.{key}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        return self._take(key, str, "a text", default)

    def flag(self, key: str, default: bool) -> bool:
        return self._take(key, bool, "true or false", default)

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value = self._take(key, int, "a whole number", default)
        if not least <= value <= most:
            raise self.wrong(key, f"must be from {least} to {most}")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        values = self._take(key, list, "a list of texts", None if default is None else [*default])
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "must be a list of texts")
        return tuple(values)

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.wrong(key, f"must be {' or '.join(choices)}")
        return value

    def name(self, key: str, default: str | None = None) -> str:
        """A domain name, in small letters. An empty default is kept."""
        value = self.text(key, default).lower()
        if value != default and not NAME.fullmatch(value):
            raise self.wrong(key, "must be a name like example.com")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        found = tuple(each.lower() for each in self.texts(key))
        if not all(NAME.fullmatch(each) for each in found):
            raise self.wrong(key, "must be names like www.example.com")
        return found

    def host(self, key: str) -> str:
        """An address or a name."""
        value = self.text(key)
        return value if NAME.fullmatch(value.lower()) else self.judged(key, value, IP, ip_address)

    def origins(self, key: str) -> tuple[str, ...]:
        found = self.texts(key)
        if not all(ORIGIN.fullmatch(each) for each in found):
            raise self.wrong(key, "must be origins like https://other.example.com")
        return found

    def judged(self, key: str, value: str, like: str, judge: Callable[[str], object]) -> str:
        try:
            judge(value)
        except ValueError:
            raise self.wrong(key, f"must be {like}, not {value!r}") from None
        return value

    def networks(self, key: str) -> tuple[str, ...]:
        return tuple(
            self.judged(key, each, "networks like 203.0.113.7/32", ip_network)
            for each in self.texts(key, None)
        )

    def ip(self, key: str) -> str:
        """An address, or nothing."""
        value = self.text(key, "")
        return self.judged(key, value, IP, ip_address) if value else ""

    def scalar(self, key: str) -> str:
        """A text, a number or a flag, as a text of one line."""
        value = self.any(key)
        if not isinstance(value, (str, int, float)):
            raise self.wrong(key, "must be a text or a number")
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if not text.isprintable():
            raise self.wrong(key, "must be one line")
        return text

    def any(self, key: str) -> Any:
        return self._take(key, object, "something", None)

    def left(self) -> tuple[str, ...]:
        """What is left to take."""
        return tuple(self._left)

    def done(self) -> None:
        for key in self._left:
            raise self.wrong(key, f"no such key here; there are {', '.join(sorted(self._taken))}")

    def _take(self, key: str, kind: type[Kind], said: str, default: Kind | None) -> Kind:
        self._taken.append(key)
        value = self._left.pop(key, default)
        if value is None:
            raise self.wrong(key, f"is missing; it is {said}")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"must be {said}")
        return value
