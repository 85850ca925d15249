"""Who acts in a guided tale: from the prompt, else the readers, else a small animal."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.chance import draw
from raconteur.craft.reading import Premise, readers_as_people
from raconteur.craft.reading.lexicon import Entity, Lexicon, lexicon
from raconteur.craft.reading.mention import THINGS
from raconteur.craft.reading.people import KIN
from raconteur.craft.values import Both, Gender, Person, Phrase, Place, Value
from raconteur.craft.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one story. `guests` are further readers, who may pass by."""

    hero: Person
    companion: Person
    guests: tuple[Person, ...] = ()


def cast(brief: Brief, premise: Premise, known: Cast | None = None) -> Cast:
    """The premise's people; what it leaves open is drawn. `known`: from the chapters before."""
    lex = lexicon(brief.language)
    words = vocabulary(brief, open_book(brief.language))
    chance = draw(brief.seed, "cast", brief.prompt)
    readers = [
        person
        for reader, person in zip(brief.readers, readers_as_people(brief, lex), strict=True)
        if person.name and words.allows(person.name) and (reader.age or 0) <= 16
    ]
    if known:
        return Cast(known.hero, known.companion, _guests(readers, known.hero, known.companion))
    hero = premise.hero or (readers[0] if readers else _liked(brief, lex, words, chance, None))
    hero = hero or _small(lex, words, chance, None)
    companion = premise.companion
    if companion is None:
        free = [p for p in readers if p.name != hero.name]
        companion = free[0] if free else _liked(brief, lex, words, chance, hero)
    companion = companion or _small(lex, words, chance, hero)
    return Cast(hero, companion, _guests(readers, hero, companion))


def shared(people: Cast, place: Place, like: str | None) -> dict[str, Value]:
    """What every chapter of a story may speak of."""
    values: dict[str, Value] = {
        "hero": people.hero,
        "companion": people.companion,
        "both": Both(people.hero, people.companion),
        "place": place,
    }
    if like:
        values["like"] = Phrase(like, given=True)
    if people.guests:
        values["guest"] = people.guests[0]
    return values


def _guests(readers: Sequence[Person], hero: Person, companion: Person) -> tuple[Person, ...]:
    taken = {hero.name, companion.name}
    return tuple(person for person in readers if person.name not in taken)


def _liked(
    brief: Brief, lex: Lexicon, words: Vocabulary, chance: random.Random, hero: Person | None
) -> Person | None:
    """A kind of creature that a reader likes."""
    for reader in brief.readers:
        for like in reader.likes:
            for word in (like.lower().strip(), *like.lower().split()):
                found = lex.entities.get(word)
                if found and found[0].group not in (*THINGS, *KIN):
                    person = _named(found[0], lex, words, chance, hero)
                    if person:
                        return person
    return None


def _small(lex: Lexicon, words: Vocabulary, chance: random.Random, hero: Person | None) -> Person:
    bank = [e for e in lex.small if words.allows(e.noun.text)]
    bank = [e for e in bank if not (hero and hero.kind and e.noun.text == hero.kind.text)] or bank
    chance.shuffle(bank)
    for entity in bank:
        person = _named(entity, lex, words, chance, hero)
        if person:
            return person
    child = {"fr": "Camille"}.get(lex.language, "Robin")
    return Person(child, None, "m", "mains" if lex.language == "fr" else "hands")


def _named(
    entity: Entity, lex: Lexicon, words: Vocabulary, chance: random.Random, hero: Person | None
) -> Person | None:
    gender: Gender = entity.noun.gender
    if gender == "n":
        gender = chance.choice(("f", "m"))
    if not words.allows(entity.noun.text):
        return None
    sort = "people" if entity.group in ("human", "humain") else "creatures"
    bank = [name for name in lex.names(sort, gender) if words.allows(name)]
    bank = [name for name in bank if not (hero and hero.name and name[0] == hero.name[0])] or bank
    if not bank:
        return None
    small = lex.language == "fr" and entity.small
    adjective = ("petit" if gender == "m" else "petite",) if small else ()
    return Person(chance.choice(bank), entity.noun, gender, entity.hands, adjective)
