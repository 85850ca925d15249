"""Choosing among what a GBNF grammar allows: enough of the notation for lists and patterns.

Literals, character classes, rule names, groups, `|`, `?`, `*` and `+`; comments.
"""

import random
import re

_TOKEN = re.compile(
    r"""\s*(?:(?P<rule>[A-Za-z][\w-]*)\s*::=
    |(?P<name>[A-Za-z][\w-]*)
    |(?P<literal>"(?:\\.|[^"\\])*")
    |(?P<chars>\[(?:\\.|[^\]\\])+\])
    |(?P<mark>[()|?*+])
    |(?P<comment>\#[^\n]*))""",
    re.VERBOSE,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_DEPTH = 40

Token = tuple[str, str]


class GrammarError(ValueError):
    """A grammar that is none, or needs notation not known here."""


def choose(grammar: str, rng: random.Random) -> str:
    """One text of the grammar. Raises GrammarError."""
    return _Chooser(_rules(grammar), rng).rule("root", 0)


def _rules(grammar: str) -> dict[str, list[Token]]:
    text = grammar.rstrip()
    rules: dict[str, list[Token]] = {}
    body: list[Token] | None = None
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        kind = found.lastgroup if found is not None else None
        if found is None or kind is None or (body is None and kind not in ("rule", "comment")):
            raise GrammarError(f"failed to parse grammar at {text[at : at + 20]!r}")
        if kind == "rule":
            body = rules.setdefault(found["rule"], [])
        elif kind != "comment" and body is not None:
            body.append((kind, found[kind]))
        at = found.end()
    if not rules.get("root"):
        raise GrammarError("failed to parse grammar: no root")
    return rules


class _Chooser:
    """Walks a rule: splits it at its bars, picks a side, says its parts in order."""

    def __init__(self, rules: dict[str, list[Token]], rng: random.Random) -> None:
        self._rules = rules
        self._rng = rng

    def rule(self, name: str, depth: int) -> str:
        if name not in self._rules:
            raise GrammarError(f"failed to parse grammar: no rule {name}")
        if depth > _DEPTH:
            raise GrammarError("failed to parse grammar: it never ends")
        return self._one_of(self._rules[name], depth)

    def _one_of(self, tokens: list[Token], depth: int) -> str:
        sides: list[list[Token]] = [[]]
        level = 0
        for token in tokens:
            level += {"(": 1, ")": -1}.get(token[1], 0) if token[0] == "mark" else 0
            if token == ("mark", "|") and level == 0:
                sides.append([])
            else:
                sides[-1].append(token)
        if level:
            raise GrammarError("failed to parse grammar: a bracket is missing")
        return self._all_of(self._rng.choice(sides), depth)

    def _all_of(self, tokens: list[Token], depth: int) -> str:
        said = ""
        at = 0
        while at < len(tokens):
            end = _end_of_part(tokens, at)
            mark = tokens[end][1] if end < len(tokens) and tokens[end][0] == "mark" else ""
            times = {"?": (0, 1), "*": (0, 3), "+": (1, 3)}.get(mark)
            for _ in range(self._rng.randint(*times) if times else 1):
                said += self._part(tokens[at:end], depth)
            at = end + (1 if times else 0)
        return said

    def _part(self, part: list[Token], depth: int) -> str:
        kind, text = part[0]
        match kind:
            case "literal":
                return _plain(text[1:-1])
            case "name":
                return self.rule(text, depth + 1)
            case "chars":
                return self._rng.choice(_characters(text[1:-1]))
            case _ if text == "(":
                return self._one_of(part[1:-1], depth + 1)
        raise GrammarError(f"failed to parse grammar at {text!r}")


def _end_of_part(tokens: list[Token], at: int) -> int:
    level = 0
    for end in range(at, len(tokens)):
        if tokens[end][0] == "mark":
            level += {"(": 1, ")": -1}.get(tokens[end][1], 0)
        if level <= 0:
            return end + 1
    return len(tokens)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), text)


def _characters(inside: str) -> str:
    if inside.startswith("^"):
        return "".join(c for c in "etaoin shrdlu" if c not in _characters(inside[1:]))
    ranges = re.findall(r"(\\?.)-(\\?.)|(\\?.)", inside)
    found = ""
    for first, last, single in ranges:
        if single:
            found += _plain(single)
        else:
            found += "".join(map(chr, range(ord(_plain(first)), ord(_plain(last)) + 1)))
    return found
