"""A prompt told by whoever is in it: "Grandma and I are making soup" as the story will tell it.

The teller becomes the first reader, by name, and whoever was there beside them comes second:
"Zoé and my grandma are making soup". Everything else is left to be read as in any prompt.
"""

import re
from collections.abc import Sequence

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.chance import draw
from raconteur.craft.reading import firsthand_english, firsthand_french
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.reading.mentions import mentions
from raconteur.craft.reading.people import KIN
from raconteur.craft.vocabulary import vocabulary

_CHILD = {"en": ("a girl", "a boy"), "fr": ("une fille", "un garçon")}


def retold(text: str, lex: Lexicon, brief: Brief) -> str:
    """The text with its "I" and "we" as somebody in the story; as it was where it has none."""
    names = [reader.name for reader in brief.readers]
    text = _whose(text, mentions(text, lex, names), lex)
    teller = _teller(text, lex, brief)
    people = mentions(text, lex, names)
    told = firsthand_french.told if lex.language == "fr" else firsthand_english.told
    return told(text, teller, people) or text


def _teller(text: str, lex: Lexicon, brief: Brief) -> str:
    """The first reader; where nobody is named, a child."""
    if brief.readers and brief.readers[0].name.strip():
        name = brief.readers[0].name.strip()
        if vocabulary(brief, open_book(brief.language)).allows(name):
            return name
    return draw(brief.seed, "teller", text).choice(_CHILD[lex.language])


def _whose(text: str, people: Sequence[Mention], lex: Lexicon) -> str:
    """ "Mum", in a prompt told by a child, is "my mum"."""
    if not _FIRST[lex.language].search(text):
        return text
    for mention in reversed(people):
        if mention.det or mention.name or mention.many or mention.entity is None:
            continue
        if mention.entity.group in KIN:
            noun = text[mention.start : mention.end].lower()
            mine = "my" if lex.language == "en" else _MINE[mention.entity.noun.gender == "f"]
            text = f"{text[: mention.start]}{mine} {noun}{text[mention.end :]}"
    return text


_MINE = ("mon", "ma")
_FIRST = {
    "en": re.compile(r"\b(?:I|me|my|[Ww]e|our)\b"),
    "fr": re.compile(r"\b(?:je|j’|moi|on|nous|mon|ma|mes|notre|nos)(?:\b|(?<=’))", re.IGNORECASE),
}
