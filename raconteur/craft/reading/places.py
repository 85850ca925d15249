"""Where and when a prompt says it happens."""

import re
from collections.abc import Sequence

from raconteur.craft.reading.clauses import noun_phrase
from raconteur.craft.reading.french import FrenchSpeech
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mentions import Mention
from raconteur.craft.values import Phrase, Place


def place_in(text: str, lex: Lexicon, people: Sequence[Mention]) -> Place | None:
    """The first phrase of place. Times, sayings and people are passed over."""
    prepositions = sorted(lex.texts("place_prepositions"), key=len, reverse=True)
    dets = r"(?:" + "|".join(map(re.escape, _dets(lex))) + r")"
    pattern = rf"\b(?P<prep>{'|'.join(map(re.escape, prepositions))})\s?(?P<np>{dets}.+)"
    at = 0
    while match := re.compile(pattern, re.IGNORECASE).search(text, at):
        at = match.start("np")
        phrase = noun_phrase(match["np"], lex)
        if _is_place(phrase, match.start("np"), lex, people):
            return made_place(match["prep"].lower(), phrase, lex)
    return _bare(text, lex)


def _dets(lex: Lexicon) -> list[str]:
    spaced = lex.words("dets_one") | lex.words("dets_many")
    return sorted((w if w.endswith("’") else w + " " for w in spaced), key=len, reverse=True)


def _is_place(phrase: str, start: int, lex: Lexicon, people: Sequence[Mention]) -> bool:
    words = phrase.lower().split()
    if len(words) < 1 or (len(words) < 2 and "’" not in phrase):
        return False
    avoided = lex.words("not_places")
    head = re.split(r" (?:of|de|du|des|d’|à|aux?|en|where|with)\b", phrase.lower())[0].split()
    if head and (head[-1].split("’")[-1] in avoided or words[-1] in avoided):
        return False
    end = start + len(phrase)
    return not any(
        start <= m.start and m.end <= end and not m.owner and not m.thing and m.end == end
        for m in people
    )


def _bare(text: str, lex: Lexicon) -> Place | None:
    bare = "|".join(map(re.escape, lex.texts("bare_places")))
    prepositions = "|".join(map(re.escape, lex.texts("place_prepositions")))
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
