"""Reading a prompt by rules: who it is about, where, and what goes wrong."""

import re
from collections.abc import Sequence
from dataclasses import replace

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.chance import draw
from raconteur.craft.grammar import grammar
from raconteur.craft.reading.english import EnglishSpeech
from raconteur.craft.reading.french import FrenchSpeech
from raconteur.craft.reading.lexicon import Lexicon, lexicon
from raconteur.craft.reading.mentions import Mention, mentions
from raconteur.craft.reading.people import companion_of, hero_of, person_of, reader_person
from raconteur.craft.reading.places import place_in, time_in
from raconteur.craft.reading.premise import Premise
from raconteur.craft.reading.speech import Speech
from raconteur.craft.reading.trouble import SLOT, Found, troubles
from raconteur.craft.values import Noun, Person, Phrase, Place, Value
from raconteur.craft.vocabulary import Vocabulary, vocabulary

__all__ = ["Premise", "read", "speech"]
LONGEST = 1500
"""Code points of a prompt that are read; the rest is left to free writing."""


def read(brief: Brief, prompt: str | None = None) -> Premise:
    """The premise of a brief's prompt (or of another text, such as a wish for a next chapter)."""
    lex = lexicon(brief.language)
    turns = speech(lex)
    words = vocabulary(brief, open_book(brief.language))
    text = _clean(prompt if prompt is not None else brief.prompt, lex)
    people = mentions(text, lex, [reader.name for reader in brief.readers])
    found = _trouble(text, lex, turns, people, words)
    chance = draw(brief.seed, "reading", text)
    acting = _acting(people, found, words)
    rogue = _rogue(people, found, text, lex)
    acting = [m for m in acting if m is not rogue]
    hero, mention = hero_of(acting, text, lex, brief, chance)
    rest = [m for m in acting if m is not mention]
    companion = companion_of(rest, mention, text, lex, brief, hero, chance) if mention else None
    if hero and not found:
        event = turns.event(text, *_after(mention, people, text))
        found = _if_allowed(Found("event", Phrase(event, True), 0, 0), words) if event else None
    if not found and mention is None and prompt is None:
        occasion = turns.occasion(text)
        found = (
            _if_allowed(Found("event", Phrase(occasion, True), 0, 0), words) if occasion else None
        )
    if hero is None and brief.readers and words.allows(brief.readers[0].name):
        hero = reader_person(brief.readers[0], lex)
    place = place_in(text, lex, people)
    if place and (not words.allows(place.first) or _sought(place, found)):
        place = None
    if place and found and found.kind == "event" and found.value and mention:
        found = replace(found, value=_elsewhere(found.value, place))
    values = _values(found, hero, lex)
    values = {name: _named(value, companion, lex) for name, value in values.items()}
    if rogue:
        values["rogue"] = person_of(rogue, text, lex, brief, chance, hero=False)
    time = time_in(text, lex)
    if time and not words.allows(time.text):
        time = None
    return Premise(hero, companion, place, found.kind if found else None, values, time)


def speech(lex: Lexicon) -> Speech:
    """The turns of phrase of the lexicon's language."""
    return FrenchSpeech(lex) if lex.language == "fr" else EnglishSpeech(lex)


def _clean(prompt: str, lex: Lexicon) -> str:
    text = prompt[:LONGEST].replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(r"\s+", " ", text).strip()
    for pattern in lex.texts("preamble"):
        shorter = re.sub(pattern, "", text, count=1, flags=re.IGNORECASE).strip()
        if len(shorter) > 3:
            text = shorter
    return text


def _trouble(
    text: str, lex: Lexicon, turns: Speech, people: Sequence[Mention], words: Vocabulary
) -> Found | None:
    for found in troubles(text, lex, turns, people):
        if allowed := _if_allowed(found, words):
            return allowed
    return None


def _if_allowed(found: Found, words: Vocabulary) -> Found | None:
    text = getattr(found.value, "text", "")
    return found if words.allows(text) else None


def _sought(place: Place, found: Found | None) -> bool:
    """ "wants to sing in a choir": where somebody wants to be is not where the story begins."""
    if found is None or found.kind != "quest" or not isinstance(found.value, Phrase):
        return False
    return place.first in found.value.text


def _acting(people: Sequence[Mention], found: Found | None, words: Vocabulary) -> list[Mention]:
    """Those who can be hero or companion: not what is feared, sought or lost, nothing to avoid."""
    acting = []
    for at, mention in enumerate(people):
        said = f"{mention.name or ''} {mention.entity.noun.text if mention.entity else ''}"
        if not words.allows(said):
            continue
        inside = found and found.value and found.start <= mention.start and mention.end <= found.end
        if found and mention.thing and found.start < mention.end <= found.end:
            inside = True
        if inside and found and not (found.subject and not mention.thing):
            first = at == 0 and not found.subject and mention.start == found.start
            if not first or (mention.thing and isinstance(found.value, Noun)):
                continue
        acting.append(mention)
    return acting


def _after(mention: Mention | None, people: Sequence[Mention], text: str) -> tuple[int, bool]:
    """Where the hero's verb begins, and whether it is the verb of several."""
    if mention is None:
        return 0, False
    end, many = mention.end, mention.many
    for other in people:
        if other.start > end and text[end : other.start].strip(" ,") in ("and", "et"):
            end, many = other.end, True
    return end, many


def _rogue(
    people: Sequence[Mention], found: Found | None, text: str, lex: Lexicon
) -> Mention | None:
    """ "stolen by a magpie", "a magpie steals": somebody who is neither hero nor companion."""
    if not found or found.kind != "stolen":
        return None
    for mention in people:
        before = text[: mention.start].rstrip().lower()
        if before.endswith(lex.texts("taken_by")):
            return mention
        after = text[mention.end :].lstrip().lower()
        if mention.name is None and after.startswith(lex.texts("takes")):
            return mention
    return None


def _values(found: Found | None, hero: Person | None, lex: Lexicon) -> dict[str, Value]:
    if not found or not found.value:
        return {}
    value = found.value
    if isinstance(value, Phrase):
        value = replace(value, text=_own(value.text, hero, lex))
    return {SLOT.get(found.kind, "thing"): value}


def _elsewhere(value: Value, place: Place) -> Value:
    """ "found a map in the attic" without the place, which the story says by itself."""
    if not isinstance(value, Phrase):
        return value
    for where in (place.first, place.later):
        shorter = re.sub(rf",? {re.escape(place.preposition)} {re.escape(where)}\b", "", value.text)
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


def readers_as_people(brief: Brief, lex: Lexicon) -> list[Person]:
    """The readers, as they may act in the story."""
    return [reader_person(reader, lex) for reader in brief.readers]
