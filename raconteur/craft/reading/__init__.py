"""Reading a prompt by rules: who it is about, where, and what goes wrong."""

import random
import re
from collections.abc import Sequence

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.chance import draw
from raconteur.craft.reading.asked import Asked, asked, bare
from raconteur.craft.reading.english import EnglishSpeech
from raconteur.craft.reading.firsthand import retold
from raconteur.craft.reading.french import FrenchSpeech
from raconteur.craft.reading.lexicon import Lexicon, lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.reading.mentions import mentions
from raconteur.craft.reading.people import (
    beside_me,
    called,
    companion_of,
    hero_of,
    person_of,
    reader_person,
)
from raconteur.craft.reading.places import place_in, time_in
from raconteur.craft.reading.premise import Premise
from raconteur.craft.reading.speech import Speech
from raconteur.craft.reading.trouble import Found, troubles
from raconteur.craft.reading.wording import together, values_of
from raconteur.craft.values import Noun, Person, Phrase, Place
from raconteur.craft.vocabulary import Vocabulary, vocabulary

__all__ = ["Premise", "read", "ready", "speech"]
LONGEST = 1500
"""Code points of a prompt that are read; the rest is left to free writing."""


def read(brief: Brief, prompt: str | None = None) -> Premise:
    """The premise of a brief's prompt (or of another text, such as a wish for a next chapter)."""
    lex = lexicon(brief.language)
    turns = speech(lex)
    words = vocabulary(brief, open_book(brief.language))
    asks = _made_ready(prompt if prompt is not None else brief.prompt, lex, turns)
    text = asks.text if prompt is not None or asks.theme else retold(asks.text, lex, brief)
    people = mentions(text, lex, [reader.name for reader in brief.readers])
    found = _trouble(text, lex, turns, people, words)
    if asks.theme and not found:
        found = _if_allowed(asks.theme, words)
    chance = draw(brief.seed, "reading", text)
    rogue = _rogue(people, found, text, lex, wish=prompt is not None)
    acting = [m for m in _acting(people, found, words) if m is not rogue]
    if found and found is asks.theme and found.end:
        acting = []
    hero, mention = hero_of(acting, text, lex, brief, chance)
    companion = _companion(acting, mention, hero, text, lex, brief, chance)
    event, beside = None, list[Mention]()
    if not found:
        at, beside = _after(mention, people, text)
        event = turns.event(text, at, _many(mention, beside)) if hero else None
        event = event or _beside_a_thing(text[at:], lex) if hero and mention else event
        named = turns.occasion(text) if mention is None and prompt is None else None
        found = _told(event, words) or _told(named, words, merely_named=True)
    if hero is None and brief.readers and words.allows(brief.readers[0].name):
        hero = reader_person(brief.readers[0], lex)
    place = place_in(asks.place or text, lex, people)
    if place and (not words.allows(place.first) or _sought(place, found)):
        place = None
    values = values_of(found, hero, companion, place, lex)
    if event and companion and (_many(mention, beside) or _with_somebody(acting, text, lex)):
        others = [name for other in beside[1:] if (name := called(other, lex))]
        others = [name for name in others if words.allows(name)]
        values["event"] = together(values["event"], hero, companion, others, lex)
    if rogue:
        values["rogue"] = person_of(rogue, text, lex, brief, chance, hero=False)
    time = time_in(text, lex)
    time = time if time and words.allows(time.text) else None
    return Premise(hero, companion, place, found.kind if found else None, values, time)


def _companion(
    acting: Sequence[Mention],
    mention: Mention | None,
    hero: Person | None,
    text: str,
    lex: Lexicon,
    brief: Brief,
    chance: random.Random,
) -> Person | None:
    if mention:
        rest = [m for m in acting if m is not mention]
        return companion_of(rest, mention, text, lex, brief, hero, chance)
    others = [m for m in acting if not m.thing]
    return beside_me(others[0], text, lex, brief, hero, chance) if hero and others else None


def _told(event: str | None, words: Vocabulary, merely_named: bool = False) -> Found | None:
    """Something that happened, as a trouble of its own kind."""
    if not event:
        return None
    return _if_allowed(Found("event", Phrase(event, True), 0, 0, named=merely_named), words)


def speech(lex: Lexicon) -> Speech:
    """The turns of phrase of the lexicon's language."""
    return FrenchSpeech(lex) if lex.language == "fr" else EnglishSpeech(lex)


def ready(brief: Brief) -> str:
    """The prompt as it may be told to a model; empty when it names nothing."""
    lex = lexicon(brief.language)
    made = _made_ready(brief.prompt, lex, speech(lex))
    return made.text if made.theme is None or made.text else brief.prompt[:LONGEST]


def _made_ready(prompt: str, lex: Lexicon, turns: Speech) -> Asked:
    """The prompt without what is no part of a story."""
    ready = asked(prompt[:LONGEST], lex, turns)
    if not ready.text or ready.theme or ready.place:
        return ready
    return bare(_without_preamble(ready.text, lex), lex)


def _without_preamble(text: str, lex: Lexicon) -> str:
    """ "Tell me a story about a cat" without what is said to the storyteller."""
    for pattern, plainer in lex.pairs("rewrites"):
        text = re.sub(pattern, plainer, text, flags=re.IGNORECASE)
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
    """ "wants to sing in a choir": where somebody wants to be is not where the story begins.
    Nor is the zoo of « alla au zoo ».

    Nor is the school of "my first day at school": it is named already.
    """
    if found is None or not isinstance(found.value, Phrase):
        return False
    if found.kind == "event" and re.match(r"(?:alla|partit|retourna|se rendit) ", found.value.text):
        return place.first.split()[-1].split("’")[-1] in found.value.text
    if found.kind != "quest" and not found.named:
        return False
    return place.first in found.value.text


def _acting(people: Sequence[Mention], found: Found | None, words: Vocabulary) -> list[Mention]:
    """Those who can be hero or companion: not what is feared, sought or lost, nothing to avoid."""
    acting = []
    for at, mention in enumerate(people):
        said = f"{mention.name or ''} {mention.entity.noun.text if mention.entity else ''}"
        if not words.allows(said):
            continue
        if found and found.sought and found.start < mention.end and mention.start < found.end:
            continue
        inside = found and found.value and found.start <= mention.start and mention.end <= found.end
        if found and mention.thing and found.start < mention.end <= found.end:
            inside = True
        if inside and found and not (found.subject and not mention.thing):
            owns = mention.owner and found.kind in ("stolen", "lost", "broken", "event")
            first = owns or (at == 0 and not found.subject and mention.start == found.start)
            if not first or (mention.thing and isinstance(found.value, Noun)):
                continue
        acting.append(mention)
    return acting


def _after(
    mention: Mention | None, people: Sequence[Mention], text: str
) -> tuple[int, list[Mention]]:
    """Where the hero's verb begins, and who else it is the verb of: "Mia, Tom and Leo build"."""
    if mention is None:
        return 0, []
    end, beside = mention.end, list[Mention]()
    for other in people:
        between = text[end : other.start].strip(" ,") if other.start > end else "-"
        comma = between == "" and "," in text[end : other.start]
        if between in ("and", "et") or comma:
            end, beside = other.end, [*beside, other]
    if not re.search(r"\b(?:and|et)\b", text[mention.end : end]):
        end, beside = mention.end, []
    aside = re.match(r",? ?(?:who|which|qui) [^,.]*, ", text[end:])
    return end + (aside.end() if aside else 0), beside


def _beside_a_thing(rest: str, lex: Lexicon) -> str | None:
    """ "two mice and a very big cheese": they found it."""
    pattern = str(lex.book.table("asking")["beside"])
    found = re.fullmatch(pattern, rest.strip(" .!…"), re.IGNORECASE)
    return (
        str(lex.book.table("asking")["came_upon"]).replace("{thing}", found[1]) if found else None
    )


def _many(mention: Mention | None, beside: Sequence[Mention]) -> bool:
    """Whether the verb is that of several."""
    return bool(mention and (mention.many or beside))


def _with_somebody(acting: Sequence[Mention], text: str, lex: Lexicon) -> bool:
    """French « ... avec Mia », which the event leaves out. In English it is part of the event."""
    if lex.language != "fr":
        return False
    return any(re.search(r"\bavec $", text[: mention.start]) for mention in acting)


def _rogue(
    people: Sequence[Mention], found: Found | None, text: str, lex: Lexicon, wish: bool
) -> Mention | None:
    """ "stolen by a magpie": somebody who is neither hero nor companion.

    wish  the hero is known already, so whoever steals is somebody else
    """
    if not found or found.kind != "stolen":
        return None
    for mention in people:
        before = text[: mention.start].rstrip().lower()
        if before.endswith(lex.texts("taken_by")):
            return mention
        if wish and mention.end <= found.start <= mention.end + 12 and not mention.owner:
            return mention
        after = text[mention.end :].lstrip().lower()
        if mention.name is None and after.startswith(lex.texts("takes")):
            return mention
    return None


def readers_as_people(brief: Brief, lex: Lexicon) -> list[Person]:
    """The readers, as they may act in the story."""
    return [reader_person(reader, lex) for reader in brief.readers]
