"""English: articles, pronouns, possessives, quotation marks."""

import re
from collections.abc import Mapping

from raconteur.craft.book import Book
from raconteur.craft.grammar import FormError, intro
from raconteur.craft.values import Both, Noun, Person, Phrase, Place, Value

PRONOUNS: Mapping[str, tuple[str, str, str]] = {
    "he": ("he", "she", "they"),
    "him": ("him", "her", "them"),
    "his": ("his", "her", "their"),
    "hers": ("his", "hers", "theirs"),
    "himself": ("himself", "herself", "themselves"),
}
GENDERS = "mfn"
_VOWEL = re.compile(r"(?:[aeioAEIO]|[uU](?!ni|se|su|k|r[aeiou])|h(?:our|onest|eir))", re.IGNORECASE)
_NOT_VOWEL = re.compile(r"(?:one\b|once\b|eu|ewe)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?P<article>an?|some|the) (?P<rest>.+)$")


def vowel(text: str) -> bool:
    """Whether "an" goes before it."""
    bare = text.lstrip("“‘\"'")
    return bool(_VOWEL.match(bare)) and not _NOT_VOWEL.match(bare)


def article(text: str) -> str:
    return f"an {text}" if vowel(text) else f"a {text}"


def ing(verb: str) -> str:
    """ "tie a bow" gives "tying a bow"."""
    head, _, rest = verb.partition(" ")
    if head.endswith("ie"):
        head = head[:-2] + "y"
    elif head.endswith("e") and not head.endswith(("ee", "ye", "oe")) and head != "be":
        head = head[:-1]
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", head) or head in ("begin", "forget", "swim"):
        head += head[-1]
    return f"{head}ing {rest}".strip()


_LITTLE = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "no", "not", "of"}
    | {"on", "or", "the", "to", "up", "with", "under", "over"}
)


def title_case(text: str) -> str:
    """ "Pip and the missing umbrella" gives "Pip and the Missing Umbrella"."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if at == 0 or at == len(words) - 1 or word not in _LITTLE:
            words[at] = word[:1].upper() + word[1:]
    return " ".join(words)


class English:
    """The grammar of English."""

    language = "en"
    forms: Mapping[type, frozenset[str]] = {
        Person: frozenset({"", "'s", "intro", "def", "indef", "kind", "hands", *PRONOUNS}),
        Both: frozenset({"", "'s"}),
        Noun: frozenset({"", "def", "indef", "it", "they"}),
        Phrase: frozenset({"", "ing"}),
        Place: frozenset({"", "first", "def"}),
    }

    def __init__(self, book: Book) -> None:
        self.book = book

    def noun(self, item: str) -> Noun:
        found = _ARTICLE.match(item)
        if not found:
            raise FormError(f"{item!r} does not begin with a, an or some")
        rest = found["rest"]
        if found["article"] != "some":
            return Noun(rest)
        head = re.split(r" (?:of|in|for|from|with|that|made)\b", rest)[0]
        plural = head.endswith("s") and not head.endswith("ss")
        return Noun(rest, plural=plural, mass=not plural)

    def form(self, value: Value, form: str, known: bool) -> str:
        if isinstance(value, Person):
            return self._person(value, form, known)
        if isinstance(value, Both):
            both = f"{self._person(value.one, '', True)} and {self._person(value.other, '', True)}"
            return both + "’s" if form == "'s" else both
        if isinstance(value, Noun):
            return self._noun(value, form)
        if isinstance(value, Place):
            return self._place(value, form)
        if form == "ing":
            return ing(value.text)
        return value.text

    def _person(self, value: Person, form: str, known: bool) -> str:
        if form in PRONOUNS:
            return PRONOUNS[form][GENDERS.index(value.gender)]
        if form == "hands":
            return value.hands
        if form == "kind":
            return value.kind.text if value.kind else value.name or "someone"
        if form == "indef" and value.kind:
            return self._indef(value)
        if form == "intro" and not known and value.intro:
            return value.intro
        titled = value.kind and value.name and value.kind.text in value.name.lower()
        if form == "intro" and not known and value.kind and value.name and not titled:
            return intro(self._indef(value), value.name, value.gender, self.book)
        if form == "intro" and not known and value.kind and not value.name:
            return self._indef(value)
        if value.kind and (form == "def" or not value.name):
            plain = f"the {value.kind.text}"
        else:
            plain = value.name or "someone"
        return f"{plain}’s" if form == "'s" else plain

    def _indef(self, value: Person) -> str:
        kind = value.kind.text if value.kind else ""
        words = " ".join((*value.adjectives, kind, *([value.after] if value.after else [])))
        return article(words)

    def _noun(self, value: Noun, form: str) -> str:
        many = value.plural
        if form == "def":
            return f"the {value.text}"
        if form == "indef":
            if value.common:
                return f"the {value.text}"
            return f"some {value.text}" if many or value.mass else article(value.text)
        if form == "it":
            return "them" if many else "it"
        if form == "they":
            return "they" if many else "it"
        return value.text

    def _place(self, value: Place, form: str) -> str:
        if form == "def":
            return value.later
        where = value.first if form == "first" else value.later
        return f"{value.preposition} {where}".strip()

    def agree(self, value: Value, by: str, options: tuple[str, ...]) -> str:
        if by == "gender":
            gender = value.gender if isinstance(value, Person | Noun) else "n"
            return options[min(GENDERS.index(gender), len(options) - 1)]
        many = (isinstance(value, Person) and value.gender == "n") or isinstance(value, Both)
        return options[1] if many or (isinstance(value, Noun) and value.plural) else options[0]

    def before(self, left: str, value: str) -> tuple[str, str]:
        if re.search(r"(?:^|[\s“‘(—])[Aa] $", left) and vowel(value):
            return left[:-1] + "n ", value
        if left.endswith((" an ", " An ")) and not vowel(value):
            return left[:-2] + " ", value
        return left, value

    def behind(self, value: str, right: str) -> tuple[str, str]:
        return value, right

    def polish(self, text: str) -> str:
        text = text.replace("'", "’").replace("...", "…").replace(" -- ", " — ")
        return re.sub(r" {2,}", " ", text)
