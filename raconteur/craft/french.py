"""French: genders, elisions, contractions, pronouns, narrow spaces."""

import re
from collections.abc import Mapping

from raconteur.craft.book import Book
from raconteur.craft.grammar import FormError, intro
from raconteur.craft.values import Both, Noun, Person, Phrase, Place, Value

NARROW = "\u202f"
_PRONOUNS: Mapping[str, tuple[str, str]] = {
    "il": ("il", "elle"),
    "le": ("le", "la"),
    "toi": ("lui", "elle"),
}
_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_ELIDES = re.compile(
    r"(?P<head>(?:^|[^\w’])(?:[dD]|[qQ]u|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]uoiqu|[jJ]|[mM]|[tT]|[sS]|[nN]|[lL]))"
    r"[ea] $"
)
_SA = re.compile(r"(?P<head>(?:^|[^\w’])[mtsMTS])a $")
_SI = re.compile(r"(?P<head>(?:^|[^\w’])[sS])i $")
_ARTICLE = re.compile(
    r"(?:(?P<article>un|une|des|du|de la|le|la|les) |(?P<short>de l’|l’))"
    r"(?P<rest>.+?)(?: \((?P<gender>[mf])\))?$"
)


class French:
    """The grammar of French."""

    language = "fr"
    forms: Mapping[type, frozenset[str]] = {
        Person: frozenset({"", "intro", "def", "indef", "kind", "ce", "mains", *_PRONOUNS}),
        Both: frozenset({"", "ils", "eux"}),
        Noun: frozenset({"", "def", "indef", "ce", "son", "mon", "ton", "il", "le"}),
        Phrase: frozenset({""}),
        Place: frozenset({"", "first", "def"}),
    }

    def __init__(self, book: Book) -> None:
        self.book = book
        aspirated = book.table("phrases").get("aspirated", [])
        self._aspirated = tuple(aspirated) if isinstance(aspirated, list) else ()

    def vowel(self, text: str) -> bool:
        """Whether an elision goes before it."""
        bare = text.lstrip("«“ \u202f").lower()
        if not bare or bare.startswith(self._aspirated):
            return False
        if bare[:1] == "y":
            return bare[1:2] not in _VOWELS or bare.startswith("yeux")
        return bare[:1] in _VOWELS or bare[:1] == "h"

    def noun(self, item: str) -> Noun:
        found = _ARTICLE.match(item)
        if not found:
            raise FormError(f"{item!r} ne commence pas par un, une, des, du, de la")
        article, rest = found["article"] or found["short"], found["rest"]
        gender = found["gender"] or {"un": "m", "le": "m", "du": "m", "une": "f", "la": "f"}.get(
            article, "f" if article == "de la" else ""
        )
        if not gender:
            raise FormError(f"{item!r} : ajouter (m) ou (f)")
        plural = article in ("des", "les")
        mass = article in ("du", "de la", "de l’")
        return Noun(rest, "f" if gender == "f" else "m", plural=plural, mass=mass)

    def form(self, value: Value, form: str, known: bool) -> str:
        if isinstance(value, Person):
            return self._person(value, form, known)
        if isinstance(value, Both):
            return self._both(value, form)
        if isinstance(value, Noun):
            return self._noun(value, form)
        if isinstance(value, Place):
            if form == "def":
                return value.later
            where = value.first if form == "first" else value.later
            return self._contract(value.preposition, where)
        return value.text

    def _person(self, value: Person, form: str, known: bool) -> str:
        feminine = value.gender == "f"
        if form in _PRONOUNS:
            return _PRONOUNS[form][feminine]
        if form == "mains":
            return value.hands
        if form == "ce" and value.kind:
            return self._this(value.kind)
        if form == "kind":
            return value.kind.text if value.kind else value.name or "quelqu’un"
        if form == "indef" and value.kind:
            return self._indef(value)
        if form == "intro" and not known and value.intro:
            return value.intro
        if form == "intro" and not known and value.kind:
            indef = self._indef(value)
            return intro(indef, value.name, value.gender, self.book) if value.name else indef
        if value.kind and (form == "def" or not value.name):
            return self._the(value.kind)
        return value.name or "quelqu’un"

    def _both(self, value: Both, form: str) -> str:
        feminine = value.one.gender == "f" and value.other.gender == "f"
        if form == "ils":
            return "elles" if feminine else "ils"
        if form == "eux":
            return "elles" if feminine else "eux"
        return f"{self._person(value.one, '', True)} et {self._person(value.other, '', True)}"

    def _indef(self, value: Person) -> str:
        kind = value.kind.text if value.kind else ""
        words = " ".join((*value.adjectives, kind, *([value.after] if value.after else [])))
        return ("une " if value.gender == "f" else "un ") + words

    def _the(self, noun: Noun) -> str:
        if noun.plural:
            return f"les {noun.text}"
        if self.vowel(noun.text):
            return f"l’{noun.text}"
        return f"la {noun.text}" if noun.gender == "f" else f"le {noun.text}"

    def _this(self, noun: Noun) -> str:
        if noun.plural:
            return f"ces {noun.text}"
        if noun.gender == "f":
            return f"cette {noun.text}"
        return f"cet {noun.text}" if self.vowel(noun.text) else f"ce {noun.text}"

    def _own(self, noun: Noun, letter: str) -> str:
        if noun.common and letter == "s":
            return self._the(noun)
        if noun.plural:
            return f"{letter}es {noun.text}"
        feminine = noun.gender == "f" and not self.vowel(noun.text)
        return f"{letter}{'a' if feminine else 'on'} {noun.text}"

    def _noun(self, value: Noun, form: str) -> str:
        feminine = value.gender == "f"
        if form == "def":
            return self._the(value)
        if form == "indef":
            return self._some(value)
        if form == "ce":
            return self._this(value)
        if form in ("son", "mon", "ton"):
            return self._own(value, form[0])
        if form == "il":
            return ("elle" if feminine else "il") + ("s" if value.plural else "")
        if form == "le":
            return "les" if value.plural else "la" if feminine else "le"
        return value.text

    def _some(self, value: Noun) -> str:
        if value.common:
            return self._the(value)
        if value.plural:
            return f"des {value.text}"
        if value.mass:
            return self._contract("de", self._the(value))
        return f"une {value.text}" if value.gender == "f" else f"un {value.text}"

    def agree(self, value: Value, by: str, options: tuple[str, ...]) -> str:
        feminine, plural = False, False
        if isinstance(value, Person | Noun):
            feminine = value.gender == "f"
            plural = isinstance(value, Noun) and value.plural
        elif isinstance(value, Both):
            feminine = value.one.gender == "f" and value.other.gender == "f"
        if by == "number":
            return options[1 if plural else 0]
        if len(options) == 4:
            return options[2 * plural + feminine]
        chosen = options[min(int(feminine), len(options) - 1)]
        return chosen + "s" if plural and not chosen.endswith(("s", "x")) else chosen

    def _contract(self, preposition: str, rest: str) -> str:
        left, right = self.before(preposition + " ", rest)
        return left + right

    def before(self, left: str, value: str) -> tuple[str, str]:
        lowered = left.lower()
        for written, singular, plural in (("de ", "du ", "des "), ("à ", "au ", "aux ")):
            if re.search(rf"(?:^|[^\w’]){written}$", lowered):
                stem = left[: -len(written)]
                capital = left[-len(written)].isupper()
                if value.startswith("le "):
                    return stem + (singular.capitalize() if capital else singular), value[3:]
                if value.startswith("les "):
                    return stem + (plural.capitalize() if capital else plural), value[4:]
                if written == "de " and value.startswith(("des ", "du ")):
                    return self._before_vowel(left, value.partition(" ")[2])
        if found := _SI.search(left):
            if re.match(r"ils?\b", value):
                return left[: found.end("head")] + "’", value
            return left, value
        return self._before_vowel(left, value)

    def _before_vowel(self, left: str, value: str) -> tuple[str, str]:
        if not self.vowel(value):
            return left, value
        if found := _SA.search(left):
            return left[: found.end("head")] + "on ", value
        if found := _ELIDES.search(left):
            return left[: found.end("head")] + "’", value
        return left, value

    def behind(self, value: str, right: str) -> tuple[str, str]:
        if value in ("le", "la", "Le", "La") and right[:1] == " " and self.vowel(right[1:]):
            return value[0] + "’", right[1:]
        return value, right

    def polish(self, text: str) -> str:
        text = text.replace("'", "’").replace("...", "…").replace(" -- ", " — ")
        text = re.sub(r" {2,}", " ", text)
        text = re.sub(r"[ \u00a0\u202f]*([;:!?»])", NARROW + r"\1", text)
        text = re.sub(rf"([!?])({NARROW})(?=[!?])", r"\1", text)
        text = re.sub(r"«[ \u00a0\u202f]*", "«" + NARROW, text)
        return text
