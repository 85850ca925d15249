"""The small language of the tale-book's sentences: text with placeholders between braces.

`{hero}`, `{hero.he}`, `{hero's}`, `{thing#was/were}` (number), `{hero|petit/petite}` (gender),
`{~ one / two / three}` (one at random). A capital first letter, `{Hero.he}`, asks for a capital.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_HOLE = re.compile(r"\{([^{}]*)\}")
_FIELD = re.compile(r"(?P<who>[A-Za-z_][a-z_0-9]*)(?:\.(?P<form>[a-z_]+)|(?P<own>['’]s))?$")
_AGREE = re.compile(r"(?P<who>[A-Za-z_][a-z_0-9]*)(?P<by>[|#])(?P<options>.+)$", re.DOTALL)


class TemplateError(ValueError):
    """A sentence of the tale-book that cannot be read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One form of one person, thing or phrase; `form` is "" for the plain one, "'s" for owning."""

    who: str
    form: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Agree:
    """The option that agrees with `who`, by "gender" or by "number"."""

    who: str
    by: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of the options, drawn by seed."""

    options: tuple[str, ...]


Node = str | Field | Agree | OneOf


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Node, ...]:
    """Cut a sentence into literal text and holes. Raises TemplateError."""
    nodes: list[Node] = []
    at = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > at:
            nodes.append(text[at : hole.start()])
        nodes.append(_hole(hole.group(1)))
        at = hole.end()
    if at < len(text):
        nodes.append(text[at:])
    for node in nodes:
        if isinstance(node, str) and ("{" in node or "}" in node):
            raise TemplateError(f"a brace stands alone in {text[:60]!r}")
    return tuple(nodes)


def _hole(inside: str) -> Node:
    if inside.startswith("~"):
        options = tuple(option.strip() for option in inside[1:].split("/"))
        if len(options) < 2:
            raise TemplateError(f"one choice only in {{{inside}}}")
        return OneOf(options)
    if agree := _AGREE.match(inside):
        options = tuple(agree["options"].split("/"))
        if len(options) not in (2, 3, 4):
            raise TemplateError(f"two to four options, please, in {{{inside}}}")
        by = "gender" if agree["by"] == "|" else "number"
        return Agree(agree["who"].lower(), by, options)
    if field := _FIELD.match(inside):
        who = field["who"]
        form = "'s" if field["own"] else field["form"] or ""
        return Field(who[0].lower() + who[1:], form, capital=who[0].isupper())
    raise TemplateError(f"not understood: {{{inside}}}")


def mentions(text: str) -> frozenset[str]:
    """The names of everybody and everything a sentence speaks of."""
    return frozenset(node.who for node in parse(text) if isinstance(node, Field | Agree))
