"""Who is a he, a she or a they: by a name, by a kind, by the words that follow."""

import random
import re

from raconteur.craft.reading.lexicon import Entity, Lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.reading.tokens import tokens
from raconteur.craft.values import Gender

HUMAN = ("human", "family", "humain", "famille")


def name_gender(name: str, lex: Lexicon) -> Gender | None:
    """By title or first name; None when neither is known."""
    titles = lex.raw.get("title_gender")
    first = name.split()[0].lower() if name.split() else ""
    if isinstance(titles, dict) and first in titles:
        return "f" if titles[first] == "f" else "m"
    found = lex.people.get(first.casefold())
    if found is None and len(name.split()) > 1:
        found = lex.people.get(name.split()[-1].casefold())
    return found


def gender_of(
    entity: Entity, name: str, pronoun: Gender | None, lex: Lexicon, chance: random.Random
) -> Gender:
    """Of a creature with a name; drawn where nothing says it."""
    known = name_gender(name, lex)
    if entity.noun.gender != "n":
        human = entity.group in HUMAN and known in ("f", "m")
        return known if human and known else entity.noun.gender
    if pronoun and pronoun != "n":
        return pronoun
    if known and known != "n":
        return known
    return chance.choice(("f", "m"))


def guessed(lex: Lexicon, name: str) -> Gender:
    """English has "they"; French must guess by the ending."""
    if lex.language == "en":
        return "n"
    return "f" if re.search(r"(?:a|e|ée|ie|ine|ette|elle|ah|ya|ïa|é)$", name.lower()) else "m"


def pronoun_after(text: str, mention: Mention, lex: Lexicon) -> Gender | None:
    """The first he, she or they after somebody is mentioned."""
    he, she, they = lex.words("he_words"), lex.words("she_words"), lex.words("they_words")
    for token in tokens(text, lex.language):
        if token.start < mention.end:
            continue
        if token.low in he:
            return "m"
        if token.low in she:
            return "f"
        if token.low in they:
            human = mention.name or (mention.entity and mention.entity.group in HUMAN)
            return "n" if human else None
    return None


def gender_in(text: str, name: str, lex: Lexicon) -> Gender:
    """Which pronoun follows a name most often within a few words."""
    count = {"m": 0, "f": 0}
    for match in re.finditer(rf"\b{re.escape(name)}\b(.{{0,60}})", text):
        for token in tokens(match[1], lex.language):
            count["m"] += token.low in lex.words("he_words")
            count["f"] += token.low in lex.words("she_words")
    return "f" if count["f"] > count["m"] else "m"
