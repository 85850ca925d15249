"""Reading what was told already: its people, and the wish for what comes next."""

import re
from dataclasses import replace

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast, cast
from raconteur.craft.reading import Premise, read, speech
from raconteur.craft.reading.asked import themed
from raconteur.craft.reading.lexicon import lexicon
from raconteur.craft.reading.people import person_from_intro
from raconteur.craft.reading.trouble import SLOT
from raconteur.craft.reading.wishes import plot_of
from raconteur.craft.reading.wording import together
from raconteur.craft.values import Person, Phrase, Value
from raconteur.craft.vocabulary import vocabulary


def cast_before(brief: Brief) -> Cast:
    """Hero and companion as the text before introduces them."""
    lex = lexicon(brief.language)
    premise = read(brief)
    told: list[Person] = []
    for pattern in lex.texts("introductions"):
        for match in re.finditer(pattern, brief.before):
            person = person_from_intro(match["indef"], match["name"], brief.before, lex)
            if person and all(person.name != other.name for other in told):
                told.append(person)
    hero, companion = premise.hero, premise.companion
    hero_told = _told(hero, told, brief.before)
    if hero_told is None:
        first = read(brief, brief.before[:600])
        hero_told = told[0] if told else first.hero or hero
        companion = companion or first.companion
    others = [p for p in told if hero_told is None or p.name != hero_told.name]
    companion_told = _told(companion, others, brief.before) or (others[0] if others else companion)
    return cast(brief, Premise(hero_told, companion_told, premise.place))


def _told(person: Person | None, told: list[Person], before: str) -> Person | None:
    """The same person under the name that the text gave."""
    if person is None:
        return None
    if person.name and re.search(rf"\b{re.escape(person.name)}\b", before):
        return person
    for other in told:
        if person.kind and other.kind and person.kind.text == other.kind.text:
            return other
    return None


def read_wish(brief: Brief, hero: Person, companion: Person) -> tuple[Premise, Person | None]:
    """The premise in a wish, and a newcomer to be the companion if it names one."""
    lex = lexicon(brief.language)
    wish = plot_of(brief.instruction or "", lex)
    if not wish:
        return Premise(hero, companion), None
    names = {name for person in (hero, companion) if (name := person.name)}
    premise = read(brief, wish)
    event = _what_they_do(wish, brief, hero, companion)
    if premise.kind in (None, "event", "quest") and event:
        premise = replace(premise, kind="event", values={"event": event})
    known = premise.hero is not None and _is(premise.hero, hero, companion, names)
    newcomer = premise.companion if known else premise.hero
    readers = {reader.name for reader in brief.readers}
    if newcomer and (newcomer.name in readers or _is(newcomer, hero, companion, names)):
        newcomer = None
    found = themed(wish, lex)
    if found and newcomer and newcomer.kind and newcomer.kind.text not in lex.entities:
        premise, newcomer = replace(premise, kind=None, values={}), None
    if newcomer and premise.kind in (None, "event") and not event:
        theirs = "" if known else getattr(premise.values.get("event"), "text", "")
        premise = _met(premise, newcomer, theirs, brief)
    if premise.kind is None and not newcomer and found:
        values = {SLOT[found.kind]: found.value} if found.value else {}
        premise = replace(premise, kind=found.kind, values=values)
    return premise, newcomer


def _met(premise: Premise, newcomer: Person, theirs: str, brief: Brief) -> Premise:
    """ "a dragon brings a cake": the hero met a dragon, who brought a cake."""
    lex = lexicon(brief.language)
    text = str(lex.raw["met"]).replace("{who}", _indef(newcomer, brief))
    again = ""
    if theirs and not re.match(str(lex.book.table("asking")["coming"]), theirs):
        again, text = text, f"{text}{lex.book.table('asking')['who']}{theirs}"
    if not vocabulary(brief, open_book(brief.language)).allows(text):
        return replace(premise, kind=None, values={})
    value = Phrase(text, given=True, again=again)
    return replace(premise, kind="event", values={"event": value})


def _what_they_do(wish: str, brief: Brief, hero: Person, companion: Person) -> Value | None:
    """ "They build a raft", "Pip finds a key": what the hero did, in the past."""
    lex = lexicon(brief.language)
    names = {name for person in (hero, companion) if (name := person.name)}
    subjects = [*lex.texts("subjects"), *names]
    joined = "|".join(map(re.escape, sorted(subjects, key=len)[::-1]))
    found = re.match(rf"(?:{joined})(?:(?: and | et |, )(?:{joined}))*\b", wish, re.IGNORECASE)
    if not found:
        return None
    single = {"he", "she", "it", "il", "elle", "on", *(name.lower() for name in names)}
    many = found.group().lower() not in single
    text = wish.replace("'", "’")
    event = speech(lex).event(text, found.end(), many)
    words = vocabulary(brief, open_book(brief.language))
    if not event or not words.allows(event):
        return None
    did = Phrase(event, given=True)
    return together(did, hero, replace(companion, kind=None), (), lex) if many else did


def _is(person: Person, hero: Person, companion: Person, names: set[str]) -> bool:
    if person.name in names:
        return True
    kinds = {p.kind.text for p in (hero, companion) if p.kind}
    return bool(person.kind and person.kind.text in kinds)


def _indef(person: Person | None, brief: Brief) -> str:
    from raconteur.craft.grammar import grammar

    if person is None or person.kind is None:
        return (person.name if person else None) or ""
    return grammar(brief.language).form(replace(person, name=None), "indef", False)
