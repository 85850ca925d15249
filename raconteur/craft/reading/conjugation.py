"""French verbs: from a prompt's present or compound past to a story's simple past."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from raconteur.craft.reading.lexicon import lexicon

_CLITICS = frozenset(
    {"ne", "n’", "se", "s’", "lui", "leur", "y", "en", "le", "la", "les", "l’", "me", "m’"}
)
_VOWELS = "aeiouyàâéèêëîïôöùûüœh"
_SKIPPED = frozenset({"toujours", "aussi", "souvent", "enfin", "soudain", "alors", "vraiment"})


@dataclass(frozen=True, slots=True)
class _Verbs:
    """Forms of the verbs known: told (what a story says for it), participles, infinitives."""

    told: Mapping[str, str]
    participles: Mapping[str, str]
    infinitives: frozenset[str]


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    table = lexicon("fr").raw.get("verbs")
    rows: Mapping[str, object] = table if isinstance(table, dict) else {}
    told: dict[str, str] = {}
    participles: dict[str, str] = {}
    infinitives: set[str] = set()
    for infinitive in _texts(rows.get("er")):
        if infinitive.endswith("er"):
            one, many, past, participle = _regular(infinitive)
            told.update({one: past, many: past, past: past})
            participles[participle] = past
            infinitives.add(infinitive)
    for row in _texts(rows.get("irregular")):
        infinitive, one, many, past, participle = row.split()
        told.update({one: past, many: past, past: past})
        participles[participle] = past
        infinitives.add(infinitive)
    for row in _texts(rows.get("lasting")):
        infinitive, one, many, lasting = row.split()
        told.update({one: lasting, many: lasting, lasting: lasting})
        infinitives.add(infinitive)
    return _Verbs(told, participles, frozenset(infinitives))


def _regular(infinitive: str) -> tuple[str, str, str, str]:
    stem = infinitive[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = re.sub(r"é([bcdfglmnprstv]+)$", r"è\1", stem)
    return present + "e", present + "ent", soft + "a", stem + "é"


def finite(word: str) -> bool:
    """Whether it can be the verb of « elle ... »."""
    return word in _verbs().told


@lru_cache(maxsize=1)
def _ours() -> Mapping[str, str]:
    """What « nous » do, as it is said of one in the present: « construisons » : « construit »."""
    table = lexicon("fr").raw.get("verbs")
    rows: Mapping[str, object] = table if isinstance(table, dict) else {}
    found = {"sommes": "est", "avons": "a", "allons": "va", "faisons": "fait", "étions": "était"}
    found |= {"avions": "avait", "sont": "est", "ont": "a"}
    for verb in _texts(rows.get("er")):
        stem = verb[:-2]
        one, _, past, _ = _regular(verb)
        ours = past[:-1]
        found.setdefault(ours + "ons", one)
        found.setdefault(stem + "ions", one)
    for row in (*_texts(rows.get("irregular")), *_texts(rows.get("lasting"))):
        verb, one, many, *_ = row.split()
        stem = verb[:-2] if verb.endswith("er") else many.removesuffix("ent")
        stem = _OUR_STEMS.get(stem, stem)
        found.setdefault(stem + "ons", one)
        found.setdefault(stem + "ions", one)
    return found


_OUR_STEMS = {
    "prenn": "pren", "apprenn": "appren", "comprenn": "compren", "surprenn": "surpren",
    "vienn": "ven", "devienn": "deven", "revienn": "reven", "prévienn": "préven",
    "parvienn": "parven", "tienn": "ten", "retienn": "reten", "obtienn": "obten", "boiv": "buv",
    "reçoiv": "recev", "aperçoiv": "apercev", "voi": "voy", "revoi": "revoy", "croi": "croy",
    "fui": "fuy", "veul": "voul", "peuv": "pouv", "doiv": "dev",
}  # fmt: skip


def of_us(word: str) -> str | None:
    """« construisons » as it is said of one, « construit »; None for no verb of « nous »."""
    return _ours().get(word.lower())


def of_me(word: str) -> str | None:
    """« suis », « construis » as it is said of one; None where it is the same or no verb."""
    low = word.lower()
    told = _verbs().told
    if low in _MINE:
        return _MINE[low]
    if low in told:
        return None
    for form in (low[:-1] + "t", low[:-1]):
        if low.endswith(("s", "x")) and form in told:
            return form
    return None


_MINE = {"suis": "est", "ai": "a", "vais": "va", "étais": "était", "avais": "avait", "allais": "va"}


def participle(word: str) -> bool:
    """Whether it is a past participle known, in any agreement."""
    known = _verbs().participles
    return word in known or re.sub(r"(?<=[éisut])(?:es|e|s)$", "", word) in known


def forms() -> frozenset[str]:
    """Every form known."""
    verbs = _verbs()
    return frozenset({*verbs.told, *verbs.participles, *verbs.infinitives})


def infinitive(word: str) -> bool:
    """Whether it looks like an infinitive."""
    word = word.lower()
    if word in _verbs().infinitives or word in ("être", "avoir"):
        return True
    return bool(re.fullmatch(r".{2,}(?:er|ir|oir|dre|tre|ire|vre|ure)", word)) and word not in (
        "hiver", "mer", "chantier", "soir", "noir", "espoir", "trésor", "panier", "voir-dire",
        "notre", "votre", "autre", "quatre", "contre", "entre", "titre", "maître", "lettre",
        "fenêtre", "montre", "ventre", "arbre", "livre", "rire-là", "sourire-là", "papier",
        "quartier", "escalier", "premier", "dernier", "plaisir", "souvenir-là", "avenir", "voiture",
        "nature", "aventure", "couverture", "confiture", "peinture", "nourriture", "chaussure",
    )  # fmt: skip


def to_past(phrase: str) -> str:
    """« trouve une clé et ouvre la porte » gives « trouva une clé et ouvrit la porte »."""
    words = _split(phrase)
    verbs = _verbs()
    expect = True
    at = 0
    while at < len(words):
        word = words[at].rstrip(",")
        tail = words[at][len(word) :]
        low = word.lower()
        following = words[at + 1].lower().rstrip(",") if at + 1 < len(words) else ""
        if expect and low in ("a", "ont", "est", "sont", "avait", "était"):
            stem = re.sub(r"(?<=[éisu])(?:e|s|es)$", "", following)
            past = verbs.participles.get(following) or verbs.participles.get(stem)
            if past and low in ("a", "ont", "est", "sont"):
                words[at : at + 2] = [past + words[at + 1][len(following) :]]
            else:
                words[at] = verbs.told.get(low, word) + tail
        elif expect and low in verbs.told:
            words[at] = verbs.told[low] + tail
        elif expect and at == 0 and low.endswith("ent"):
            words[at] = _of_several(low) + tail
        expect = low in ("et", "qui", "puis", "mais", "il", "elle", "ils") or (
            expect and (low in _CLITICS or low in _SKIPPED)
        )
        at += 1
    return _join(words)


def _of_several(word: str) -> str:
    """A plural present that is not known, as one says it of one in the past."""
    for ending, past in (("issent", "it"), ("ignent", "ignit"), ("gent", "gea"), ("cent", "ça")):
        if word.endswith(ending):
            return word[: -len(ending)] + past
    return word[:-3] + "a"


def _split(phrase: str) -> list[str]:
    return re.sub(r"’(?=\w)", "’ ", phrase).split()


def _join(words: list[str]) -> str:
    text = ""
    for word in words:
        vowel = word[:1].lower() in _VOWELS
        if text.endswith("’"):
            text = text + word if vowel else _unelided(text) + word
        elif vowel and re.search(r"\b(?:ne|se)$", text):
            text = text[:-1] + "’" + word
        else:
            text += (" " if text else "") + word
    return text


def _unelided(text: str) -> str:
    """ "n’" before a consonant is "ne " again; "d’" and the like stay."""
    return text[:-1] + "e " if re.search(r"\b[nsmt]’$", text, re.IGNORECASE) else text


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
