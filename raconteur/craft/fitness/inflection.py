"""The forms of a word that a rule names by one: folded, as they are looked up."""

from collections.abc import Iterable, Mapping

_VOWELS = "aeiou"
_ENDINGS = (
    "e es ons ez ent ai as a ames ates erent ais ait ions iez aient er erai eras era erons erez "
    "eront erais erait erions eriez eraient ant ee ees"
)
_ER = tuple(_ENDINGS.split())
_DOUBLING = "stab rob grab drag slap whip hit cut rip gag kidnap slit gut rot strip plan"
_DOUBLED = frozenset(_DOUBLING.split())


def verb(word: str, language: str, irregular: Mapping[str, str]) -> Iterable[str]:
    """All forms of an infinitive: by rule, and those of the table besides."""
    others = irregular.get(word, "").split()
    if language == "fr":
        if word.endswith("er") and not others:
            return {word, *_french(word[:-2])}
        return {word, *others}
    return {word, *others, *_english(word)}


def _french(stem: str) -> Iterable[str]:
    for ending in _ER:
        yield stem + ending
        if stem.endswith("g"):
            yield f"{stem}e{ending}"
        if stem.endswith(("el", "et")):
            yield stem + stem[-1] + ending
        if stem.endswith(("ay", "oy", "uy")):
            yield f"{stem[:-1]}i{ending}"
    yield stem + "es"


def _english(word: str) -> Iterable[str]:
    if word.endswith("ie"):
        return (word + "s", word + "d", word[:-2] + "ying")
    if word.endswith("e"):
        return (word + "s", word + "d", word[:-1] + "ing", word + "r", word + "rs")
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    stem = word + word[-1] if word in _DOUBLED else word
    plural = "es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return (word + plural, stem + "ed", stem + "ing", word + "in")


def plural(word: str, language: str) -> Iterable[str]:
    """A noun and its plural."""
    if language == "en":
        if word.endswith("y") and word[-2] not in _VOWELS:
            return (word, word[:-1] + "ies")
        if word.endswith(("s", "sh", "ch", "x")):
            return (word, word + "es")
        if word.endswith("fe"):
            return (word, word + "s", word[:-2] + "ves")
        return (word, word + "s")
    if word.endswith(("s", "x")):
        return (word,)
    if word.endswith("al"):
        return (word, word + "s", word[:-1] + "ux")
    return (word, word + "s", word + "x")


def agreeing(word: str, language: str) -> Iterable[str]:
    """An adjective or a participle and its feminine and plural."""
    if language == "en":
        return (word,)
    if word.endswith("eux"):
        return (word, word[:-1] + "se", word[:-1] + "ses")
    if word.endswith("eur"):
        return (word, word + "s", word[:-1] + "se", word[:-1] + "ses", word[:-3] + "rice")
    if word.endswith("f"):
        return (word, word + "s", word[:-1] + "ve", word[:-1] + "ves")
    if word.endswith(("el", "en", "et")):
        return (word, word + "s", word + word[-1] + "e", word + word[-1] + "es", word + "e")
    if word.endswith("e"):
        # « blessé » folded, or « stupide »
        return (word, word + "s", word + "e", word + "es")
    return (word, word + "s", word + "e", word + "es")
