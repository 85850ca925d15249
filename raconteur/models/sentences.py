"""What the page says of a model, in a sentence, in each language of the page."""

from raconteur.craft.pen import Abilities
from raconteur.models.choice import LANGUAGES, Kind

_WHERE = {
    True: {
        "en": "Nothing leaves this machine.",
        "fr": "Rien ne quitte cette machine.",
    },
    False: {
        "en": "What you ask for and what is written are sent to this server.",
        "fr": "Vos demandes et vos histoires sont envoyées à ce serveur.",
    },
}

_SMALL = {
    "en": "A very small model: in a guided tale the plot is ours and the details are its own.",
    "fr": "Un très petit modèle : dans un conte guidé, l’intrigue est de nous, "
    "certains détails sont de lui.",
}

_CAPABLE = {
    "en": "Writes whole stories by itself.",
    "fr": "Écrit lui-même des histoires entières.",
}


def describe(kind: Kind, abilities: Abilities, *, local: bool) -> dict[str, str]:
    """What it can do, and what leaves the machine."""
    what = _CAPABLE if abilities.capable else _SMALL
    where = _WHERE[local or kind in ("bundled", "file")]
    return {language: f"{what[language]} {where[language]}" for language in what}


def why_not(label: str, abilities: Abilities) -> dict[str, str] | None:
    """Why some languages are not offered for free writing; None when all are."""
    if set(LANGUAGES) <= set(abilities.free_languages):
        return None
    return {
        "en": f"{label} has learnt too little of the other languages to write them by itself.",
        "fr": f"{label} connaît trop mal les autres langues pour y écrire seul.",
    }
