"""From mentions to the hero and the companion: names, genders, adjectives."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from raconteur.craft.brief import Brief, Reader
from raconteur.craft.grammar import grammar
from raconteur.craft.reading.clauses import noun_phrase
from raconteur.craft.reading.genders import (
    HUMAN,
    gender_in,
    gender_of,
    guessed,
    name_gender,
    pronoun_after,
)
from raconteur.craft.reading.lexicon import Entity, Lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.reading.tokens import tokens
from raconteur.craft.reading.verbs import finite
from raconteur.craft.values import Gender, Noun, Person

KIN = ("family", "famille")
_KEPT = frozenset(["little", "big", "old", "best", "twin", "younger", "older", "dear"])


def hero_of(
    acting: Sequence[Mention], text: str, lex: Lexicon, brief: Brief, chance: random.Random
) -> tuple[Person | None, Mention | None]:
    """The first who acts; things only when nobody alive does. None: about nobody."""
    lively = [m for m in acting if not m.thing and not m.owner]
    things = [m for m in acting if m.thing and _does_something(m, text, lex)]
    owners = [m for m in acting if m.owner and not m.thing]
    if (
        _first_person(text, lex)
        and brief.readers
        and not (lively and lively[0].start < 3 and not text.lower().startswith("my "))
    ):
        return reader_person(brief.readers[0], lex), None
    first_thing = [m for m in acting if m.thing and m.start < 4]
    order = sorted(lively + things, key=lambda m: m.start) or owners or first_thing
    if lively and things and things[0].start < lively[0].start and not lively[0].name:
        order = sorted(lively + things[:1], key=lambda m: m.start)
    elif lively:
        order = sorted(lively, key=lambda m: m.start)
    if not order:
        return None, None
    mention = order[0]
    return person_of(mention, text, lex, brief, chance, hero=True), mention


def _does_something(mention: Mention, text: str, lex: Lexicon) -> bool:
    """A teapot is a hero only when it does or is something."""
    following = [t for t in tokens(text, lex.language) if t.start >= mention.end][:1]
    if not following:
        return mention.start == 0
    low = following[0].low
    if low in lex.words("describing") or low in lex.words("after_a_name"):
        return True
    return finite(low, lex)


def _first_person(text: str, lex: Lexicon) -> bool:
    start = [t.low for t in tokens(text, lex.language)[:6]]
    if start[:1] == ["my"] and "and" in start and "i" in start:
        return True
    return bool(start) and start[0] in ("i", "we", "me", "je", "j’", "nous", "moi")


def companion_of(
    others: Sequence[Mention],
    first: Mention,
    text: str,
    lex: Lexicon,
    brief: Brief,
    hero: Person | None,
    chance: random.Random,
) -> Person | None:
    """The second who is spoken of; two of a kind are hero and companion."""
    after = [m for m in others if not m.owner and (not m.thing or _met(m, text, lex))]
    lively = [m for m in after if not m.thing] or after
    chosen = sorted(lively, key=lambda m: (m.many and not m.name, m.start))
    if chosen and not chosen[0].many:
        person = person_of(chosen[0], text, lex, brief, chance, hero=False)
        if person.name == (hero.name if hero else None) and chosen[0].name is None:
            person = person_of(chosen[0], text, lex, brief, chance, hero=False)
        return _related(person, chosen[0], hero, lex)
    if first.many and hero and hero.kind and first.entity:
        noun = first.entity.noun
        taken = (hero.name or "", *(reader.name for reader in brief.readers))
        twin = _named(noun, hero.hands, first, lex, chance, None, taken)
        return _related(twin, first, hero, lex)
    if chosen:
        person = person_of(chosen[0], text, lex, brief, chance, hero=False)
        return _related(person, chosen[0], hero, lex)
    owners = [m for m in others if m.owner and not m.thing]
    if owners:
        return person_of(owners[0], text, lex, brief, chance, hero=False)
    return None


def beside_me(
    mention: Mention,
    text: str,
    lex: Lexicon,
    brief: Brief,
    hero: Person,
    chance: random.Random,
) -> Person:
    """ "my brother and I": the brother."""
    person = person_of(mention, text, lex, brief, chance, hero=False)
    return _related(person, mention, hero, lex)


def _related(person: Person, mention: Mention, hero: Person | None, lex: Lexicon) -> Person:
    """ "her sister Dora", "her dog Bo"; of a grandma, who is called that, only "her grandma"."""
    entity = mention.entity
    if entity is None or hero is None or not person.name:
        return person
    family, owned = entity.group in KIN, mention.det in lex.words("owning")
    called_so = person.name == title_of(entity, lex)
    if mention.thing or not (owned or (family and (mention.many or called_so))):
        return person
    kept = [w for w in person.adjectives if not family or w.lower() in _KEPT]
    words = [*kept, entity.noun.text, *([person.after] if person.after else [])]
    whose = _whose(words, entity.noun, hero, lex)
    return replace(person, intro=" ".join([whose, *([] if called_so else [person.name])]))


def _whose(words: Sequence[str], noun: Noun, hero: Person, lex: Lexicon) -> str:
    if lex.language == "fr":
        return grammar("fr").form(replace(noun, text=" ".join(words)), "son", True)
    return f"{ {'m': 'his', 'f': 'her', 'n': 'their'}[hero.gender] } {' '.join(words)}"


def title_of(entity: Entity, lex: Lexicon) -> str | None:
    """What one calls a mother: "Mother"."""
    naming = lex.raw.get("naming")
    name = naming.get(entity.noun.text) if isinstance(naming, dict) else None
    return str(name) if name else None


def called(mention: Mention, lex: Lexicon) -> str | None:
    """The name that a mention has of its own: "Tom", "Dad"."""
    return mention.name or (title_of(mention.entity, lex) if mention.entity else None)


def _met(mention: Mention, text: str, lex: Lexicon) -> bool:
    before = text[max(0, mention.start - 24) : mention.start].lower()
    return any(re.search(rf"\b{re.escape(word)}", before) for word in lex.texts("meeting"))


def person_of(
    mention: Mention,
    text: str,
    lex: Lexicon,
    brief: Brief,
    chance: random.Random,
    hero: bool,
) -> Person:
    """A mention as a person with a name and a gender."""
    pronoun = pronoun_after(text, mention, lex) if hero else None
    for reader in brief.readers:
        if mention.name and mention.name.casefold() == reader.name.casefold():
            return reader_person(reader, lex, pronoun)
    if mention.entity is None:
        gender = name_gender(mention.name or "", lex) or pronoun
        return Person(mention.name, None, gender or guessed(lex, mention.name or ""), _hands(lex))
    entity = mention.entity
    front = tuple(w for w in mention.adjectives if not w.startswith("+"))
    after = " ".join(w[1:] for w in mention.adjectives if w.startswith("+"))
    hands = entity.hands or _hands(lex)
    after = after or _with(mention, text, lex)
    if mention.name:
        gender = gender_of(entity, mention.name, pronoun, lex, chance)
        noun = _as_hero(entity.noun, lex) if hero else entity.noun
        return Person(mention.name, noun, gender, hands, front, after)
    if title := title_of(entity, lex):
        return Person(title, None, entity.noun.gender, hands)
    made = _named(
        _as_hero(entity.noun, lex) if hero else entity.noun,
        hands,
        mention,
        lex,
        chance,
        pronoun,
        tuple(reader.name for reader in brief.readers),
    )
    return Person(made.name, made.kind, made.gender, made.hands, front, after)


def _as_hero(noun: Noun, lex: Lexicon) -> Noun:
    """One of two sisters is a girl."""
    table = lex.raw.get("as_hero")
    kind = table.get(noun.text) if isinstance(table, dict) else None
    return replace(noun, text=str(kind)) if kind else noun


def _with(mention: Mention, text: str, lex: Lexicon) -> str:
    """ "with only one ear", when it follows at once."""
    found = re.match(str(lex.raw["described"]), text[mention.end :], re.IGNORECASE)
    if not found:
        return ""
    rest = noun_phrase(found["np"], lex)
    if any(word in lex.entities for word in rest.lower().split()):
        return ""
    return f"{found['lead']}{rest}" if rest else ""


def _named(
    noun: Noun,
    hands: str,
    mention: Mention,
    lex: Lexicon,
    chance: random.Random,
    pronoun: Gender | None,
    other_than: Sequence[str] = (),
) -> Person:
    entity = mention.entity
    gender: Gender = noun.gender if noun.gender != "n" else pronoun or "n"
    human = entity is not None and entity.group in HUMAN
    if gender == "n":
        gender = chance.choice(("f", "m"))
    bank = [n for n in lex.names("people" if human else "creatures", gender) if n not in other_than]
    name = chance.choice(bank) if bank else None
    return Person(name, noun, gender, hands)


def _hands(lex: Lexicon) -> str:
    return "mains" if lex.language == "fr" else "hands"


def reader_person(reader: Reader, lex: Lexicon, pronoun: Gender | None = None) -> Person:
    """A reader as somebody in the story: a child up to the age of twelve."""
    gender = name_gender(reader.name, lex) or pronoun or guessed(lex, reader.name)
    if lex.language == "fr" and gender == "n":
        gender = pronoun if pronoun in ("m", "f") else guessed(lex, reader.name)
    child = reader.age is None or reader.age <= 12
    words = {"en": ("boy", "girl", "child"), "fr": ("garçon", "fille", "enfant")}[lex.language]
    kind = Noun(words["mfn".index(gender)], gender) if child else None
    adjectives = ("petit" if gender == "m" else "petite",) if lex.language == "fr" and child else ()
    return Person(reader.name.strip() or None, kind, gender, _hands(lex), adjectives)


def person_from_intro(indef: str, name: str, text: str, lex: Lexicon) -> Person | None:
    """ "a small hedgehog" called Pip, with the gender that the text goes on to use."""
    words = indef.split()
    for size in (3, 2, 1):
        kind = " ".join(words[-size:]).lower()
        if kind in lex.entities and not lex.entities[kind][1]:
            entity = lex.entities[kind][0]
            gender = entity.noun.gender
            if gender == "n":
                gender = name_gender(name, lex) or gender_in(text, name, lex)
            adjectives = tuple(words[1:-size])
            return Person(name, entity.noun, gender, entity.hands or _hands(lex), adjectives)
    return None
