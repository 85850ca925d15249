"""Where and when a prompt says it happens."""

import re
from collections.abc import Sequence

from raconteur.craft.reading.clauses import noun_phrase
from raconteur.craft.reading.french import FrenchSpeech
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.values import Phrase, Place


def place_in(text: str, lex: Lexicon, people: Sequence[Mention]) -> Place | None:
    """The first phrase of place. Times, sayings and people are passed over."""
    prepositions = "|".join(map(re.escape, sorted(lex.texts("place_prepositions"), key=len)[::-1]))
    dets = "|".join(map(re.escape, _dets(lex)))
    linked = r"(?P<of>de la |de l’|du |des |de |d’)?" if lex.language == "fr" else "(?P<of>)"
    pattern = re.compile(
        rf"\b(?P<prep>{prepositions})\s{linked}(?P<np>(?:{dets}|(?<=du )|(?<=la )|(?<=l’)).+)",
        re.IGNORECASE,
    )
    at = 0
    while match := pattern.search(text, at):
        at = match.start("np")
        phrase = noun_phrase(match["np"], lex)
        if _is_place(phrase, at, lex, people, bool(match["of"])):
            preposition = match["prep"].lower()
            if of := (match["of"] or "").lower():
                preposition += " de"
                phrase = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l’": "l’"}.get(
                    of, ""
                ) + phrase
            return made_place(preposition, phrase, lex)
    return _bare(text, lex) or _at(text, lex) or _named_place(text, lex)


def _at(text: str, lex: Lexicon) -> Place | None:
    """French « au marché », « à l’école »: only before what is a place for certain."""
    known = "|".join(map(re.escape, sorted(lex.texts("at_places"), key=len)[::-1]))
    if not known:
        return None
    found = re.search(rf"\b(?P<a>au |aux |à la |à l’|à une? )(?P<np>(?:{known})s?\b.*)", text, re.I)
    if not found:
        return None
    article = {"au ": "le ", "aux ": "les ", "à la ": "la ", "à l’": "l’"}.get(found["a"].lower())
    phrase = noun_phrase(found["np"], lex)
    return made_place("à", f"{article or found['a'][2:]}{phrase}", lex) if phrase else None


def _named_place(text: str, lex: Lexicon) -> Place | None:
    """ "in Paris"."""
    prepositions = "|".join(lex.texts("named_prepositions")) or "in"
    for found in re.finditer(rf"\b(?P<prep>{prepositions}) (?P<name>[A-ZÀ-Ý][\w’-]+)", text):
        low = found["name"].lower()
        if low not in lex.not_names and low not in lex.people and low not in lex.entities:
            return Place(found["prep"], found["name"], found["name"], given=True)
    return None


def _dets(lex: Lexicon) -> list[str]:
    spaced = lex.words("dets_one") | lex.words("dets_many")
    return sorted((w if w.endswith("’") else w + " " for w in spaced), key=len, reverse=True)


def _is_place(
    phrase: str, start: int, lex: Lexicon, people: Sequence[Mention], linked: bool
) -> bool:
    words = phrase.lower().split()
    if not words or (len(words) < 2 and "’" not in phrase and not linked):
        return False
    avoided = lex.words("not_places")
    head = re.split(r" (?:of|de|du|des|d’|à|aux?|en|where|with)\b", phrase.lower())[0].split()
    ends = {word.split("’")[-1] for word in (*head[-1:], words[-1], *(head[1:2] or head[:1]))}
    if ends & avoided:
        return False
    end = start + len(phrase)
    return not any(
        start <= m.start and m.end <= end and not m.owner and not m.thing and m.end == end
        for m in people
    )


def _bare(text: str, lex: Lexicon) -> Place | None:
    bare = "|".join(map(re.escape, lex.texts("bare_places")))
    bare_only = lex.texts("bare_prepositions") or lex.texts("place_prepositions")
    prepositions = "|".join(map(re.escape, bare_only))
    if bare and (found := re.search(rf"\b({prepositions}) ({bare})\b", text, re.IGNORECASE)):
        name = found[2] if found[2][0].isupper() else found[2].lower()
        return Place(found[1].lower(), name, name, given=True)
    return None


def made_place(preposition: str, phrase: str, lex: Lexicon) -> Place:
    """ "in" + "an old lighthouse", later "the old lighthouse"."""
    if lex.language == "fr":
        return _french(preposition, phrase, lex)
    det, _, rest = phrase.partition(" ")
    later = f"the {rest}" if det.lower() in ("a", "an", "one", "some") else phrase
    first = phrase
    if det.lower() in ("my", "our"):
        first = later = f"the {rest}"
    return Place(preposition, _low(first), _low(later), given=True)


def _french(preposition: str, phrase: str, lex: Lexicon) -> Place:
    noun = FrenchSpeech(lex).noun(phrase)
    low = _low(phrase)
    later = low
    if noun and re.match(r"(?:un|une|des) ", low):
        later = FrenchSpeech(lex).definite(noun)
    return Place(preposition, low, later, given=True)


def _low(phrase: str) -> str:
    return phrase[0].lower() + phrase[1:] if phrase else phrase


def time_in(text: str, lex: Lexicon) -> Phrase | None:
    """ "on a stormy night"."""
    for pattern in lex.texts("time_patterns"):
        if found := re.search(pattern, text, re.IGNORECASE):
            return Phrase(found.group()[0].lower() + found.group()[1:], given=True)
    return None
