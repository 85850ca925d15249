"""What a story draws from the lists: things, places, extra people, the candidates of a slot.

Nothing is drawn twice in a story, nothing that the readers avoid, and what was used lately last.
"""

import random
import re
from collections.abc import Mapping, Sequence

from raconteur.craft.book import Book, BookError, Opener
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast
from raconteur.craft.chance import draw, rested
from raconteur.craft.grammar import FormError, Grammar
from raconteur.craft.reading.lexicon import lexicon
from raconteur.craft.values import Gender, Person, Phrase, Place, Value
from raconteur.craft.vocabulary import Vocabulary, has_word

CANDIDATES = 9
_JOINTS = (" with ", " where ", " you ", " behind ", " full ", " that ", " avec ", " où ", " qui ")


class Drawing:
    """The draws of one plan. `used`: their ids, for the next stories to rest them."""

    def __init__(self, brief: Brief, book: Book, rules: Grammar, words: Vocabulary) -> None:
        self.brief, self.book, self.rules, self.words = brief, book, rules, words
        self.used: list[str] = []
        self._items: set[str] = set()

    def allowed(self, name: str) -> list[str]:
        """A list's items that the readers do not avoid."""
        return [item for item in self.book.words(name).items if self.words.allows(item)]

    def item(self, name: str, chance: random.Random) -> str:
        """One item, new to this story. Raises BookError when none is allowed."""
        items = self.allowed(name)
        fresh = [item for item in items if item not in self._items] or items
        if not fresh:
            raise BookError(f"nothing in {name} is allowed by what the readers avoid")
        found = chance.choice(rested(fresh, self.brief.recent, [f"{name}:{i}" for i in fresh]))
        self._items.add(found)
        self.used.append(f"{name}:{found}")
        return found

    def value(self, source: str, chance: random.Random) -> Value:
        """An item as a thing or a phrase."""
        item = self.item(source, chance)
        nouns = self.book.words(source).of == "nouns"
        return self.rules.noun(item) if nouns else Phrase(item)

    def person(
        self, source: str, named: bool, chance: random.Random, people: Cast, others: Sequence[str]
    ) -> Person:
        """Somebody of the tale's own, of another kind than those who are there already."""
        item = self.item(source, chance)
        for _ in range(4):
            if not has_word(item, others):
                break
            item = self.item(source, chance)
        noun, adjectives, after = lexicon(self.brief.language).parts(self.rules.noun(item))
        gender = noun.gender if noun.gender != "n" else chance.choice(("f", "m"))
        sex: Gender = "f" if gender == "f" else "m"
        name = self._name(sex, chance, people) if named else None
        hands = "pattes" if self.brief.language == "fr" else "paws"
        return Person(name, noun, sex, hands, adjectives, after)

    def _name(self, gender: Gender, chance: random.Random, people: Cast) -> str | None:
        names = lexicon(self.brief.language).names("creatures", gender)
        taken = {people.hero.name, people.companion.name}
        bank = [name for name in names if name not in taken and self.words.allows(name)]
        return chance.choice(bank) if bank else None

    def place(self) -> Place:
        """A place of our own, where the prompt names none."""
        item = self.item("places", draw(self.brief.seed, "place", self.brief.prompt))
        preposition, _, rest = item.partition(" ")
        if self.brief.language != "en":
            return Place(preposition, rest, self._definite(rest))
        later = f"the {rest.partition(' ')[2]}" if rest.startswith(("a ", "an ")) else rest
        later = re.sub(r"\b(of|behind|beside) an? ", r"\1 the ", _short(later))
        return Place(preposition, rest, later)

    def _definite(self, phrase: str) -> str:
        short = _short(phrase)
        if not short.startswith(("un ", "une ", "des ")):
            return short
        try:
            return self.rules.form(self.rules.noun(short), "def", True)
        except FormError:
            return short

    def candidates(self, opener: Opener) -> list[str]:
        """The items a slot may take: a few, and no other slot's if there are enough."""
        items = self.allowed(opener.slot)
        fresh = [item for item in items if item not in self._items]
        fresh = fresh if len(fresh) >= 4 else items
        rest = rested(fresh, self.brief.recent, [f"{opener.slot}:{item}" for item in fresh])
        chance = draw(self.brief.seed, "items", opener.id)
        chosen = chance.sample(rest, min(CANDIDATES, len(rest)))
        self._items.update(chosen)
        return chosen


def kinds_of(people: Cast, values: Mapping[str, Value]) -> tuple[str, ...]:
    """The creatures in a chapter: nobody in passing should be one more of them."""
    everyone = [people.hero, people.companion, *values.values()]
    kinds = (p.kind.text for p in everyone if isinstance(p, Person) and p.kind)
    return tuple(kind.split()[-1] for kind in kinds)


def _short(phrase: str) -> str:
    """ "the village with one clock" is "the village" when it comes again."""
    for joint in _JOINTS:
        phrase = phrase.partition(joint)[0]
    return phrase
