"""The prompt's own words, made fit to stand in the story's sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from raconteur.craft.grammar import grammar
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.trouble import SLOT, Found
from raconteur.craft.values import Person, Phrase, Place, Value


def values_of(
    found: Found | None,
    hero: Person | None,
    companion: Person | None,
    place: Place | None,
    lex: Lexicon,
) -> dict[str, Value]:
    """What the trouble is about, under the name that tales know it by."""
    if not found or not found.value:
        return {}
    value = found.value
    if place and found.kind in ("event", "cannot_yet") and not found.named:
        value = _elsewhere(value, place)
    if isinstance(value, Phrase):
        value = replace(value, text=_own(value.text, hero, lex))
    value = _introduced(_named(value, companion, lex), companion)
    return {SLOT.get(found.kind, "thing"): value}


def _elsewhere(value: Value, place: Place) -> Value:
    """ "found a map in the attic" without the place, which the story says by itself."""
    if not isinstance(value, Phrase):
        return value
    noun = re.escape(re.sub(r"^(?:\w+ |l’)", "", place.later))
    own = rf"(?:his|her|their|my|our|the|an?|son|sa|ses|le|la|l’|les|une?|leur|mon|ma) ?{noun}"
    for where in (re.escape(place.first), re.escape(place.later), own):
        shorter = re.sub(rf",? {re.escape(place.preposition)} {where}\b", "", value.text)
        if shorter != value.text and len(shorter.split()) > 1:
            return replace(value, text=shorter)
    return value


def _named(value: Value, companion: Person | None, lex: Lexicon) -> Value:
    """ "befriended a whale" where the whale is the companion: "a whale called Kettle"."""
    if not isinstance(value, Phrase) or not companion or not companion.kind or not companion.name:
        return value
    words = " ".join((*companion.adjectives, companion.kind.text))
    found = re.search(rf"\b(?:an?|une?) {re.escape(words)}\b", value.text)
    if not found:
        return value
    rules = grammar(lex.language)
    full = rules.form(companion, "intro", False)
    left, right = value.text[: found.start()], value.text[found.end() :]
    return replace(value, text=left + full + right, again=left + companion.name + right)


def _introduced(value: Value, companion: Person | None) -> Value:
    """ "baked a cake with Dad", where Dad is the companion: "with her dad", later "with Dad"."""
    if not isinstance(value, Phrase) or value.again or not companion or not companion.intro:
        return value
    name = companion.name or ""
    for said in (companion.intro, companion.intro.removesuffix(f" {name}"), name):
        found = re.search(rf"(?:(?<=\bwith )|(?<=\bavec )){re.escape(said)}\b(?!’)", value.text)
        if found:
            left, right = value.text[: found.start()], value.text[found.end() :]
            full = left + companion.intro + right
            return replace(value, text=full, again=left + name + right)
    return value


def together(
    value: Value, hero: Person | None, companion: Person, others: Sequence[str], lex: Lexicon
) -> Value:
    """ "built a boat", of two: "built a boat with a dog called Bo", later "with Bo"."""
    name = companion.name or ""
    if not isinstance(value, Phrase) or not name or name in value.text:
        return value
    rules, french = grammar(lex.language), lex.language == "fr"
    text = re.sub(r",? (?:together|ensemble)\b", "", value.text)
    joint = " avec" if french else " with"
    if text in ("met", "se rencontra"):
        text, joint = ("rencontra" if french else "met"), ""
    names = [name, *others]
    again = ", ".join(names[:-1]) + (" et " if french else " and ") * (len(names) > 1) + names[-1]
    introduced = rules.form(companion, "intro", False)
    if hero and hero.kind and companion.kind and hero.kind.text == companion.kind.text:
        introduced = re.sub(r"^an? ", "another ", introduced)
        introduced = re.sub(r"^(une?) ", r"\1 autre ", introduced)
    full = again.replace(name, introduced, 1)
    return replace(value, text=f"{text}{joint} {full}", again=f"{text}{joint} {again}")


def _own(text: str, hero: Person | None, lex: Lexicon) -> str:
    """ "their mother" and "my mother" become the hero's."""
    if hero is None:
        return text
    if lex.language == "fr":
        for mine, own in (("mon", "son"), ("ma", "sa"), ("mes", "ses"), ("moi", "lui")):
            text = re.sub(rf"\b{mine}\b", own, text)
        return text
    own = {"m": "his", "f": "her", "n": "their"}[hero.gender]
    other = {"m": "him", "f": "her", "n": "them"}[hero.gender]
    text = re.sub(r"\b(?:its|their|my|our|his|her)\b(?= [a-z])", own, text)
    return re.sub(
        r"\b(?:itself|themselves|myself)\b", other + "self" * (own != "their") or "", text
    )
