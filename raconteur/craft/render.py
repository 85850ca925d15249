"""From a sentence of the tale-book to finished text, with who wrote what."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from raconteur.craft.grammar import FormError, Grammar
from raconteur.craft.piece import Origin, Span
from raconteur.craft.template import Agree, Field, OneOf, parse
from raconteur.craft.values import Noun, Phrase, Place, Scene, Value

NARROW = "\u202f"

_SENTENCE_BEGINS = re.compile(r"(?:^|\n|[.!?…]\s+|[.]”\s+|[.]\s?»\s+)[“«‘—(\s\u202f]*$")


_OWNED = re.compile(r"\{[Hh]ero(?:\.his|['’]s)\} \{thing\}")


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text with its origin."""

    text: str
    author: Origin = "talebook"
    chooser: Origin = "talebook"


class Renderer:
    """Puts one scene's values into sentences of one language.

    Introductions are remembered in the scene: the second `{hero.intro}` is the name only.
    """

    def __init__(self, grammar: Grammar, scene: Scene) -> None:
        self.grammar = grammar
        self.scene = scene

    def render(self, template: str, draw: random.Random, left: str = "") -> list[Bit]:
        """The bits of one template after the text `left`. Raises FormError, TemplateError."""
        bits: list[Bit] = []
        tail = left
        behind: str | None = None
        for node in parse(self._as_it_is_owned(template)):
            if isinstance(node, str):
                if behind is not None and bits:
                    value, node = self.grammar.behind(behind, node)
                    bits[-1] = Bit(value, bits[-1].author, bits[-1].chooser)
                bit, behind = Bit(node), None
            else:
                text, author = self._hole(node, draw)
                if bits:
                    mended, text = self.grammar.before(bits[-1].text, text)
                    bits[-1] = Bit(mended, bits[-1].author, bits[-1].chooser)
                wanted = isinstance(node, Field) and node.capital
                sofar = (tail + "".join(b.text for b in bits))[-40:]
                if wanted or _SENTENCE_BEGINS.search(sofar) or not sofar:
                    text = capital(text)
                bit, behind = Bit(text, author, author), text
            bits.append(bit)
        return [bit for bit in bits if bit.text]

    def _as_it_is_owned(self, template: str) -> str:
        """ "{hero.his} {thing}" where the thing is nobody's own: "{thing.def}"."""
        thing = self.scene.values.get("thing")
        if not isinstance(thing, Noun) or not thing.common:
            return template
        return _OWNED.sub("{thing.def}", template)

    def text(self, template: str, draw: random.Random, left: str = "") -> str:
        """The same as plain polished text."""
        return self.grammar.polish("".join(b.text for b in self.render(template, draw, left)))

    def _hole(self, node: Field | Agree | OneOf, draw: random.Random) -> tuple[str, Origin]:
        if isinstance(node, OneOf):
            return draw.choice(node.options), "talebook"
        value = self.scene.values.get(node.who)
        if value is None:
            raise FormError(f"nobody and nothing is called {node.who!r}")
        if isinstance(node, Agree):
            return self.grammar.agree(value, node.by, node.options), "talebook"
        if node.form not in self.grammar.forms[type(value)]:
            raise FormError(f"{node.who} has no form {node.form!r}")
        text = self.grammar.form(value, node.form, node.who in self.scene.known)
        if node.form == "intro":
            self.scene.known.add(node.who)
        if isinstance(value, Phrase) and value.again:
            if node.who in self.scene.known:
                text = value.again
            self.scene.known |= {node.who, "companion"}
        return text, origin_of(value)


def origin_of(value: Value) -> Origin:
    """A person's words are the person's; names are not counted."""
    if isinstance(value, Noun | Phrase | Place) and value.given:
        return "person"
    return "talebook"


def capital(text: str) -> str:
    """The first letter made a capital, quotation marks passed over."""
    for at, letter in enumerate(text):
        if letter.isalpha():
            return text[:at] + letter.upper() + text[at + 1 :]
    return text


def polish(bits: Sequence[Bit], grammar: Grammar) -> tuple[str, tuple[Span, ...]]:
    """Finished text, and spans that cover it exactly."""
    parts: list[Bit] = []
    for bit in bits:
        text = grammar.polish(bit.text)
        if parts and text[:1].isspace() and parts[-1].text[-1:] in (NARROW, " "):
            text = text.lstrip(" ")
            if text[:1] == NARROW:
                parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip(" " + NARROW))
        if text:
            parts.append(replace(bit, text=text))
    spans: list[Span] = []
    for part in parts:
        last = spans[-1] if spans else None
        if last and (last.author, last.chooser) == (part.author, part.chooser):
            spans[-1] = replace(last, length=last.length + len(part.text))
        elif part.text:
            spans.append(Span(len(part.text), part.author, part.chooser))
    return "".join(part.text for part in parts), tuple(spans)
