"""What there is to read in a prompt: no address, no code, no order to a machine, pictures as words.

A prompt that asks for no story in particular is read as nothing, and any good tale is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from raconteur.craft.book import LANGUAGES
from raconteur.craft.grammar import grammar
from raconteur.craft.reading.lexicon import Entity, Lexicon, lexicon
from raconteur.craft.reading.mention import THINGS
from raconteur.craft.reading.speech import Speech
from raconteur.craft.reading.trouble import SLOT, Found
from raconteur.craft.values import Person, Phrase

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|```.*?(?:```|$)", re.DOTALL)
_CODE = re.compile(
    r"\b[a-z_.]{2,}\((?!s\))(?:[\"’]|\)|[a-z]\w*[,)=])|[{}<>\\=|].*[{}<>\\=|;]|;\s*$|\$\{|</?\w+>|"
    r"\b(?:SELECT|DROP|INSERT)\b.*\b(?:FROM|TABLE|INTO)\b|"
    r"^\s*(?:import|def|const|var|function|#include)\b.*[({=<;]"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")
_JOINTS = {"and", "et", "a", "an", "the", "un", "une", "le", "la", "des", "les"}
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöûùüœæ]")
_HARD = re.compile(r"[^aeiouyàâäéèêëîïôöûùüœæ’-]{5,}|(.)\1\1|^(?:as|sd|df|qs|qw|az|jk|lk)\w*$")
MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt made ready to be read.

    text   what is left of it; empty when it asks for nothing in particular
    theme  what a word alone stands for: "snow"
    place  likewise: "forest" gives "in the forest"
    """

    text: str
    theme: Found | None = None
    place: str = ""


def asked(prompt: str, lex: Lexicon, turns: Speech) -> Asked:
    """What can be taken from a prompt."""
    text = prompt.replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
    text = _ADDRESS.sub(" ", text).replace("<3", " ")
    said = [part for part in _sentences(text) if not _to_a_machine(part, lex)]
    text = re.sub(r"\s+", " ", " ".join(said)).strip()
    text = re.sub(r" & ", " and " if lex.language == "en" else " et ", text)
    names = [name for picture, name in _pictures(lex).items() for _ in range(text.count(picture))]
    text = re.sub(r"[^\w\s.,;:!?’'\"“”«»()…–—/+%°-]+", " ", text).strip()
    if not _WORD.search(text):
        return _listed(_in_order(prompt, lex), lex) if names else Asked("")
    if not _asks(text, lex):
        return Asked("")
    if question := _question(text, lex, turns):
        return Asked(text, Found("quest", Phrase(question, given=True), 0, len(text)))
    return Asked(text)


def bare(text: str, lex: Lexicon) -> Asked:
    """A prompt without its preamble ("a story about ..."), where it may be a mere list of words."""
    if not _asks(text, lex):
        return Asked("")
    words = [word.lower() for word in _WORD.findall(re.sub(r"\b[ld]’", " ", text))]
    names = [word for word in words if word not in _JOINTS]
    plain = not re.search(r"[.;:]\s+\w", text) and "?" not in text and len(names) <= MOST_LISTED
    if plain and names and all(_known(name, lex) for name in names):
        alone = len(names) == 1 and names[0] in lex.entities
        return Asked(text) if alone else _listed(names, lex)
    if len(names) <= 3 and not any(map(_word_like, names)):
        return Asked("")
    if other := _foreign(text, lex):
        return _translated(text, other, lex)
    return Asked(text)


def themed(text: str, lex: Lexicon) -> Found | None:
    """The first theme that is spoken of: "and then a storm comes"."""
    words = [word.lower() for word in _WORD.findall(re.sub(r"\b[ld]’", " ", text))]
    return _theme([word for word in words if word not in lex.entities], lex)[0]


def _sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.!?])\s+|\n+", text)


def _to_a_machine(sentence: str, lex: Lexicon) -> bool:
    """An order to a machine, or a line of code."""
    if _CODE.search(sentence):
        return True
    return any(re.search(pattern, sentence, re.I) for pattern in _patterns(lex, "commands"))


def _asks(text: str, lex: Lexicon) -> bool:
    """Whether more is asked for than "a story, please"."""
    for pattern in _patterns(lex, "polite"):
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s,.!?…;:-]+$|^[\s,.!?…;:-]+", "", re.sub(r"\s+", " ", text))
    return bool(text) and not any(
        re.fullmatch(rf"(?:{pattern})", part, re.IGNORECASE)
        for pattern in _patterns(lex, "requests")
        for part in (text, re.sub(r" ([,.!?])", r"\1", text))
    )


def _patterns(lex: Lexicon, key: str) -> Sequence[str]:
    found = lex.book.table("asking").get(key)
    return [str(p).replace("'", "’") for p in found] if isinstance(found, list) else []


def _pictures(lex: Lexicon) -> Mapping[str, str]:
    found = lex.book.table("asking").get("emoji")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, Mapping) else {}


def _themes(lex: Lexicon) -> Mapping[str, tuple[str, str]]:
    found = lex.book.table("asking").get("themes")
    rows = found.items() if isinstance(found, Mapping) else ()
    return {str(word): (str(row[0]), str(row[1])) for word, row in rows}


def _in_order(prompt: str, lex: Lexicon) -> list[str]:
    """The names of the pictures, as they come, each once."""
    table = _pictures(lex)
    longest = sorted(table, key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, longest)), prompt.replace("\ufe0f", ""))
    return list(dict.fromkeys(table[picture] for picture in found))


def _known(name: str, lex: Lexicon) -> bool:
    return name in lex.entities or name in _themes(lex)


def _listed(names: Sequence[str], lex: Lexicon) -> Asked:
    """ "cats, dogs, spaceship": a cat and a dog who find a spaceship."""
    kinds = list(dict.fromkeys(lex.entities[name][0] for name in names if name in lex.entities))
    alive = [kind for kind in kinds if kind.group not in THINGS][:2]
    things = [kind for kind in kinds if kind.group in THINGS]
    theme, place = _theme([name for name in names if name not in lex.entities], lex)
    text = (" and " if lex.language == "en" else " et ").join(_with_article(k, lex) for k in alive)
    if not alive and things:
        text, things = _with_article(things[0], lex), things[1:]
    if things and alive and theme is None:
        told = _text_pair(lex)[len(alive) > 1].replace("{thing}", _with_article(things[0], lex))
        text = f"{text} {told}"
    return Asked(text, theme, place)


def _text_pair(lex: Lexicon) -> tuple[str, str]:
    one, many = _patterns(lex, "found")
    return one, many


def _theme(names: Sequence[str], lex: Lexicon) -> tuple[Found | None, str]:
    found, place = None, ""
    for name in names:
        kind, text = _themes(lex).get(name, ("", ""))
        if kind == "place":
            place = place or text
        elif kind and found is None:
            value = Phrase(text.replace("'", "’"), given=True) if kind in SLOT else None
            found = Found(kind, value, 0, 0)
    return found, place


def _with_article(kind: Entity, lex: Lexicon) -> str:
    rules = grammar(lex.language)
    return rules.form(Person(None, kind.noun, kind.noun.gender, ""), "indef", False)


def _word_like(word: str) -> bool:
    """ "asdfgh" is none."""
    low = word.lower()
    return bool(_VOWEL.search(low)) and len(low) <= 24 and not _HARD.search(low)


def _question(text: str, lex: Lexicon, turns: Speech) -> str:
    """ "Why is the sky blue?" as a wish: "find out why the sky is blue"."""
    pattern = str(lex.book.table("asking").get("questions") or "")
    if not text.rstrip().endswith("?") or len(text.split()) > 14:
        return ""
    if not re.match(pattern.replace("'", "’"), text, re.IGNORECASE):
        return ""
    plain = text.rstrip(" ?")
    said = turns.wondered(plain[0].lower() + plain[1:])
    wonder = str(lex.book.table("asking")["wonder"])
    return wonder.replace("{question}", said) if said else ""


def _foreign(text: str, lex: Lexicon) -> Lexicon | None:
    """The lexicon of the other language, where the text has small words of that one only."""
    words = set(_WORD.findall(text.replace("’", " ")))
    for language in LANGUAGES:
        other = lexicon(language)
        if language == lex.language or words & (lex.stop - other.stop):
            continue
        if words & (other.stop - lex.stop):
            return other
    return None


def _translated(text: str, other: Lexicon, lex: Lexicon) -> Asked:
    """What can be taken from another language: first names, and what the pictures know."""
    words = _WORD.findall(text.replace("’", " "))
    singular = {form: kind.noun.text for form, (kind, _) in other.entities.items()}
    ours = _pictures(lex)
    names = {name: ours[picture] for picture, name in _pictures(other).items() if picture in ours}
    plain = [singular.get(word.lower(), word.lower()) for word in words]
    listed = _listed(list(dict.fromkeys(names[w] for w in plain if w in names)), lex)
    people = [w for w in words if w[0].isupper() and w.casefold() in lex.people]
    joint = " and " if lex.language == "en" else " et "
    return replace(listed, text=joint.join(filter(None, (*dict.fromkeys(people), listed.text))))
