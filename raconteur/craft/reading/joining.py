"""Several mentions that are one and the same: "Rusty the fox", and Rusty again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mention import Mention


def joined(found: Sequence[Mention], text: str, lex: Lexicon) -> list[Mention]:
    """ "a fox called Rusty", "Rusty the fox", "her friend the snail", and later repeats."""
    people: list[Mention] = []
    called = "|".join(map(re.escape, lex.texts("called")))
    friend = lex.words("friend_words")
    for mention in found:
        last = people[-1] if people else None
        between = text[last.end : mention.start] if last else ""
        apart = last is not None and last.owner and lex.language == "en"
        if last and not apart and _same(last, mention, between, called, friend, lex):
            people[-1] = _merged(last, mention, friend)
            continue
        twin = next((p for p in people if _repeats(p, mention)), None)
        if twin is None:
            people.append(mention)
    return people


def _same(
    last: Mention, new: Mention, between: str, called: str, friend: frozenset[str], lex: Lexicon
) -> bool:
    gap = between.strip(" ,").lower()
    close = gap == "" and not re.search(r"[.;:!?]", between)
    if last.entity and new.name and not new.entity and not last.name:
        return close or bool(re.fullmatch(rf"[\w’ ]{{0,24}}?\b(?:{called})", gap))
    if last.name and new.entity and not last.entity:
        comma = "," in between
        good = lex.words("dets_one") if comma else {"the", "le", "la", "l’", ""}
        return close and new.det in good
    if last.entity and new.entity and last.entity.noun.text in friend and not last.name:
        return close
    return False


def _merged(last: Mention, new: Mention, friend: frozenset[str]) -> Mention:
    if last.entity and new.entity and last.entity.noun.text in friend:
        return replace(new, start=last.start, det=new.det or last.det)
    name = last.name or new.name
    if last.entity and not last.det and not last.many and not last.adjectives:
        name = f"{last.entity.noun.text.capitalize()} {name}"
    entity = last.entity or new.entity
    adjectives = last.adjectives or new.adjectives
    return replace(
        last,
        end=new.end,
        name=name,
        entity=entity,
        adjectives=adjectives,
        owner=last.owner or new.owner,
    )


def _repeats(known: Mention, new: Mention) -> bool:
    if new.name and known.name:
        return new.name.casefold() in (known.name.casefold(), known.name.split()[-1].casefold())
    if new.name or not new.entity or not known.entity:
        return False
    definite = new.det in ("the", "this", "that", "le", "la", "l’", "les", "ce", "cet", "cette")
    return definite and new.entity.noun.text == known.entity.noun.text
