"""English verbs: from a prompt's present to a story's past."""

import re
from collections.abc import Mapping
from functools import lru_cache

from raconteur.craft.english import ing
from raconteur.craft.reading.lexicon import lexicon

_AUX = {
    "is": "was", "are": "were", "am": "was", "has": "had", "have": "had", "does": "did",
    "do": "did", "can": "could", "can’t": "could not", "cannot": "could not", "will": "would",
    "won’t": "would not", "must": "had to", "may": "might", "isn’t": "was not", "goes": "went",
    "aren’t": "were not", "doesn’t": "did not", "don’t": "did not", "hasn’t": "had not",
    "haven’t": "had not",
}  # fmt: skip


def past(base: str, irregular: Mapping[str, str]) -> str:
    """The simple past of a base form."""
    if base in irregular:
        return irregular[base]
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", base):
        return base + base[-1] + "ed"
    return base + "ed"


def third(base: str) -> str:
    """The third person of a base form."""
    if base in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[base]
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base + "s"


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Third person to base, base to past, gerund to base."""
    raw = lexicon("en").raw
    irregular = raw.get("irregular")
    pasts = {str(k): str(v) for k, v in irregular.items()} if isinstance(irregular, dict) else {}
    regular = raw.get("regular")
    verbs = regular.get("verbs") if isinstance(regular, dict) else None
    for verb in verbs if isinstance(verbs, list) else []:
        pasts.setdefault(str(verb), past(str(verb), {}))
    return {third(base): base for base in pasts}, pasts, {ing(base): base for base in pasts}


@lru_cache(maxsize=1)
def forms() -> frozenset[str]:
    """Every form of the verbs known."""
    thirds, pasts, gerunds = _tables()
    return frozenset({*thirds, *pasts, *pasts.values(), *gerunds, *_AUX})


def finite(word: str) -> bool:
    """Whether it can be the verb of "she ..." (third person, past or auxiliary)."""
    thirds, pasts, _ = _tables()
    return (
        word in thirds or word in _AUX or word in pasts.values() or word in ("was", "were", "had")
    )


def is_base(word: str) -> bool:
    """Whether it can be the verb of "they ..."."""
    _, pasts, _ = _tables()
    return word in pasts or word in ("are", "have", "were", "do")


def to_past(phrase: str, plural: bool = False) -> str:
    """ "finds a key and opens it" gives "found a key and opened it"; `plural`: "find a key"."""
    thirds, pasts, _ = _tables()
    words = phrase.split()
    expect = True
    for at, word in enumerate(words):
        low = word.lower().rstrip(",")
        comma = "," if word.endswith(",") else ""
        if expect and low in _AUX:
            words[at] = _AUX[low] + comma
        elif expect and low in thirds:
            words[at] = pasts[thirds[low]] + comma
        elif expect and plural and low in pasts:
            words[at] = pasts[low] + comma
        elif expect and at == 0 and low.endswith("s") and not low.endswith("ss"):
            words[at] = past(_base(low), {}) + comma
        adverb = low.endswith("ly") or low in ("always", "never", "only", "also", "just", "still")
        expect = low in _JOINTS or (expect and adverb)
    return " ".join(words)


_JOINTS = {"and", "who", "that", "which", "then", "but", "he", "she", "it", "they"}


def _base(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def base_of_gerund(word: str) -> str | None:
    """ "flying" gives "fly"; None for a word that is no gerund."""
    _, _, gerunds = _tables()
    if word in gerunds:
        return gerunds[word]
    if not word.endswith("ing") or len(word) < 6:
        return None
    stem = word[:-3]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    return stem + "e" if re.search(r"[aeiou][cgsvz]$|[^aeiou]l$", stem) else stem
