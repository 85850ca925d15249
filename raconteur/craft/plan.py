"""The plan of a guided passage: everything that is settled before the first word.

A plan is JSON and stands on its own: it holds the sentences to be told and the list items that may
fill their slots, so a story goes on unchanged even if the tale-book has grown in between.
"""

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from raconteur.craft.book import Book, BookError, Opener, Tale, open_book
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast, cast
from raconteur.craft.chance import draw, rested
from raconteur.craft.english import title_case
from raconteur.craft.grammar import FormError, Grammar, grammar
from raconteur.craft.reading import Premise, read
from raconteur.craft.reading.before import cast_before, read_wish
from raconteur.craft.reading.lexicon import lexicon
from raconteur.craft.render import Renderer
from raconteur.craft.telling import Needs, Step, tell
from raconteur.craft.values import (
    Both,
    Gender,
    Noun,
    Person,
    Phrase,
    Place,
    Scene,
    Value,
    from_json,
    to_json,
)
from raconteur.craft.vocabulary import Vocabulary, count_words, has_word, vocabulary

VERSION = 1
ONE_TALE = 430
"""Words that one tale can hold; a longer passage has chapters."""
CHAPTER = 330
CANDIDATES = 9
OWN = {
    "lost": "thing",
    "stolen": "thing",
    "broken": "thing",
    "fear": "fear",
    "cannot_yet": "deed",
    "quest": "quest",
    "astray": "quest",
    "event": "event",
}
_LISTS = {"thing": "things", "fear": "fears", "deed": "deeds", "quest": "quests", "event": "events"}
Json = dict[str, object]


def fingerprint(brief: Brief) -> str:
    """Tells the plan of this passage from that of an earlier one."""
    parts = (brief.prompt, brief.seed, brief.kind, brief.instruction, len(brief.before))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def make(
    brief: Brief, earlier: Mapping[str, object] | None = None, tale: str | None = None
) -> Json:
    """The plan of a passage.

    earlier  the plan of the passage before, if it is at hand
    tale     the id of the tale to tell first, instead of one that suits the prompt

    Raises BookError where the language has no tale-book.
    """
    return _Planner(brief, earlier, tale).plan()


@dataclass(slots=True)
class _Chapter:
    """A chapter in the making."""

    tale: Tale
    values: dict[str, Value]
    steps: list[Step]
    title: str


class _Planner:
    """One plan being made; keeps what was used so that nothing comes twice."""

    def __init__(
        self, brief: Brief, earlier: Mapping[str, object] | None, wanted: str | None
    ) -> None:
        self.wanted = wanted
        self.brief = brief
        self.book: Book = open_book(brief.language)
        self.rules: Grammar = grammar(brief.language)
        self.words: Vocabulary = vocabulary(brief, self.book)
        self.earlier = earlier
        self.used: list[str] = []
        self.openers: set[str] = set()
        self.items: set[str] = set()
        self.told = 0

    def plan(self) -> Json:
        premise, people = self._reading()
        self.people = people
        self.place = premise.place or self._earlier_place() or self._own_place()
        self.like = self._like()
        sizes = self._sizes()
        chapters: list[_Chapter] = []
        for number, size in enumerate(sizes):
            last = number == len(sizes) - 1
            chapters.append(self._chapter(premise, number, size, last, chapters))
        return {
            "craft": "guided",
            "version": VERSION,
            "for": fingerprint(self.brief),
            "language": self.brief.language,
            "age": self.words.age,
            "worn": [*self.words.worn, *self.words.not_open],
            "refused": [*self.words.avoid, *self.words.unfit],
            "cast": {
                "hero": to_json(people.hero),
                "companion": to_json(people.companion),
                "guests": [to_json(guest) for guest in people.guests],
            },
            "known": self.known,
            "place": to_json(self.place),
            "title": self._title(chapters),
            "chapters": [
                self._chapter_json(chapter, number, len(chapters))
                for number, chapter in enumerate(chapters, 1)
            ],
            "used": self.used,
        }

    def _reading(self) -> tuple[Premise, Cast]:
        if self.brief.kind == "opening":
            premise = read(self.brief)
            self.known: list[str] = []
            return premise, cast(self.brief, premise)
        known = self._earlier_cast() or cast_before(self.brief)
        premise, companion = read_wish(self.brief, known.hero, known.companion)
        self.known = ["hero"] if companion else ["hero", "companion"]
        return premise, cast(self.brief, premise, Cast(known.hero, companion or known.companion))

    def _earlier_cast(self) -> Cast | None:
        raw = (self.earlier or {}).get("cast")
        if not isinstance(raw, Mapping):
            return None
        try:
            hero, companion = from_json(raw["hero"]), from_json(raw["companion"])
        except (KeyError, ValueError):
            return None
        both = isinstance(hero, Person) and isinstance(companion, Person)
        return Cast(hero, companion) if both else None  # type: ignore[arg-type]

    def _earlier_place(self) -> Place | None:
        try:
            place = from_json((self.earlier or {})["place"])
        except (KeyError, ValueError):
            return None
        return place if isinstance(place, Place) else None

    def _sizes(self) -> list[int]:
        words = self.brief.words
        if words <= ONE_TALE:
            return [words]
        count = max(2, round(words / CHAPTER))
        return [words // count] * count

    def _own_place(self) -> Place:
        chance = draw(self.brief.seed, "place", self.brief.prompt)
        item = self._pick("places", chance)
        preposition, _, rest = item.partition(" ")
        later = rest
        if self.brief.language == "en":
            later = f"the {rest.partition(' ')[2]}" if rest.startswith(("a ", "an ")) else rest
            later = re.sub(r"\b(of|behind|beside) an? ", r"\1 the ", _short(later))
        else:
            later = self._definite(rest)
        return Place(preposition, rest, later)

    def _definite(self, phrase: str) -> str:
        short = _short(phrase)
        if not short.startswith(("un ", "une ", "des ")):
            return short
        try:
            return self.rules.form(self.rules.noun(short), "def", True)
        except FormError:
            return short

    def _like(self) -> str | None:
        chance = draw(self.brief.seed, "like")
        likes = [w.strip() for r in self.brief.readers for w in r.likes if w.strip()]
        likes = [w for w in likes if self.words.allows(w) and len(w) <= 60]
        return chance.choice(likes) if likes else None

    def _pick(self, name: str, chance: random.Random) -> str:
        """One item of a list, allowed, rested and new to this story."""
        items = [i for i in self.book.words(name).items if self.words.allows(i)]
        fresh = [i for i in items if i not in self.items] or items
        if not fresh:
            raise BookError(f"nothing in {name} is allowed by what the readers avoid")
        ids = [f"{name}:{item}" for item in fresh]
        item = chance.choice(rested(fresh, self.brief.recent, ids))
        self.items.add(item)
        self.used.append(f"{name}:{item}")
        return item

    def _chapter(
        self, premise: Premise, number: int, size: int, last: bool, before: Sequence[_Chapter]
    ) -> _Chapter:
        chance = draw(self.brief.seed, "chapter", number, self.brief.prompt)
        first = number == 0
        kind = premise.kind if first else None
        if kind == "astray" and not self.book.tales_of(kind):
            kind = "quest"
        kinds = {chapter.tale.kind for chapter in before}
        if first and self.wanted:
            tale = self.book.tale(self.wanted)
        else:
            tale = self._tale(kind, kinds, chance)
        values = self._values(tale, premise if first and tale.kind == kind else None, chance)
        fresh = first and self.brief.kind == "opening"
        steps = self._steps(tale, values, fresh, last, size, chance)
        title = self._chapter_title(tale, values, chance)
        self.used.append(tale.id)
        return _Chapter(tale, values, steps, title)

    def _tale(self, kind: str | None, kinds: set[str], chance: random.Random) -> Tale:
        """A tale of this kind, or of one that was not told yet; the longest unused first."""
        all_tales = [t for t in self.book.tales if self._may(t)]
        tales = [t for t in all_tales if t.kind == kind and self._suits(t)]
        if not tales:
            own = ("event", "astray")
            tales = [t for t in all_tales if t.kind not in kinds and t.kind not in own]
        tales = tales or all_tales
        if not tales:
            raise BookError(f"{self.brief.language}: no tale is left by what the readers avoid")
        tales = rested(tales, self.brief.recent, [t.id for t in tales])
        fresh = [t for t in tales if t.id not in self.used] or tales
        suits = {self.brief.genre, self.brief.tone}
        weights = [(3.0 if suits & set(t.suits) else 1.0) * (4.0 if t.only else 1.0) for t in fresh]
        return chance.choices(fresh, weights)[0]

    def _suits(self, tale: Tale) -> bool:
        """Not told of what it cannot carry: nobody travels to become a dancer."""
        wish = f"{self.brief.prompt} {self.brief.instruction or ''}"
        return not tale.unless or not _mentions(wish, tale.unless)

    def _may(self, tale: Tale) -> bool:
        prompt = f"{self.brief.prompt} {self.brief.instruction or ''}".lower()
        if tale.only and not _mentions(prompt, tale.only):
            return False
        needed = [b for b in tale.beats if not b.optional and b.openers]
        texts = [
            all(not self.words.allows(f"{o.text} {o.half} {o.after}") for o in beat.openers)
            for beat in needed
        ]
        return not any(texts) and self.words.allows(" ".join(tale.titles[:1]))

    def _values(
        self, tale: Tale, premise: Premise | None, chance: random.Random
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        name = OWN.get(tale.kind)
        if name:
            given = premise.values.get(name) if premise else None
            values[name] = given or self._drawn(_LISTS[name], chance)
        if tale.kind == "stolen":
            rogue = premise.values.get("rogue") if premise else None
            values["rogue"] = self._unnamed(rogue) or self._extra("rogues", False, chance, values)
        for slot, source in tale.slots.items():
            values[slot] = self._drawn(source, chance)
        for slot, extra in tale.cast.items():
            values[slot] = self._extra(extra.source, extra.named, chance, values)
        return values

    def _unnamed(self, rogue: Value | None) -> Person | None:
        if not isinstance(rogue, Person):
            return None
        if not rogue.kind:
            return rogue
        return Person(None, rogue.kind, rogue.gender, rogue.hands, rogue.adjectives)

    def _drawn(self, source: str, chance: random.Random) -> Value:
        item = self._pick(source, chance)
        if self.book.words(source).of == "nouns":
            return self.rules.noun(item)
        return Phrase(item)

    def _extra(
        self, source: str, named: bool, chance: random.Random, others: Mapping[str, Value]
    ) -> Person:
        kinds = self._kinds(others)
        item = self._pick(source, chance)
        for _ in range(4):
            if not has_word(item, kinds):
                break
            item = self._pick(source, chance)
        noun = self.rules.noun(item)
        noun, adjectives, after = lexicon(self.brief.language).parts(noun)
        gender = noun.gender if noun.gender != "n" else chance.choice(("f", "m"))
        name = None
        if named:
            names = self.book.table("names")["creatures"]
            bank = names[gender] if isinstance(names, dict) else []
            taken = {self.people.hero.name, self.people.companion.name}
            name = chance.choice([n for n in bank if n not in taken])
        hands = "pattes" if self.brief.language == "fr" else "paws"
        sex: Gender = "f" if gender == "f" else "m"
        return Person(name, noun, sex, hands, adjectives, after)

    def _steps(
        self,
        tale: Tale,
        values: Mapping[str, Value],
        fresh: bool,
        last: bool,
        size: int,
        chance: random.Random,
    ) -> list[Step]:
        beats = [
            beat
            for beat in tale.beats
            if (beat.when == "always" or (beat.when == "first") == fresh)
            and (last or beat.pool != "closing")
        ]
        scene = self.scene(values)
        suits = {self.brief.genre, self.brief.tone} - {None}
        has = {"like"} if self.like and "liked" not in self._pools_used() else set()
        has |= {"guest"} if self.people.guests and "guest" not in self._pools_used() else set()
        needs = Needs(
            age=self.words.age,
            suits=frozenset(str(suit) for suit in suits),
            rank={id: at for at, id in reversed(list(enumerate(self.brief.recent)))},
            has=frozenset(has),
            allows=self.words.allows,
            taken=self._kinds(values),
            words=lambda opener: self._length(opener, scene, fresh),
            used=self.openers,
        )
        extra = 4 if fresh else 0
        steps = tell(beats, self.book, needs, size - extra, chance)
        self.used += [opener.id for step in steps for opener in step.openers]
        return steps

    def _kinds(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        """The creatures in this chapter: nobody in passing should be one more of them."""
        people = [self.people.hero, self.people.companion, *values.values()]
        kinds = (p.kind.text for p in people if isinstance(p, Person) and p.kind)
        return tuple(kind.split()[-1] for kind in kinds)

    def _pools_used(self) -> set[str]:
        return {id.split("/")[0] for id in self.openers}

    def _length(self, opener: Opener, scene: Scene, fresh: bool) -> int:
        known = {"companion"} if fresh else {"hero", "companion"}
        copy = Scene(dict(scene.values), known)
        if opener.keep:
            copy.values.setdefault(opener.keep, Noun("thing"))
        renderer = Renderer(self.rules, copy)
        parts = [opener.text, opener.half, opener.after if opener.after != "." else ""]
        try:
            text = " ".join(renderer.text(part, random.Random(1)) for part in parts if part)  # noqa: S311
        except FormError:
            text = " ".join(parts)
        slot = 0.0
        if opener.slot:
            items = self.book.words(opener.slot).items
            slot = sum(len(item.split()) for item in items) / len(items)
        return count_words(text) + round(slot)

    def scene(self, values: Mapping[str, Value]) -> Scene:
        """The scene of a chapter: its own values and what the whole story shares."""
        return Scene(shared(self.people, self.place, self.like) | dict(values))

    def _chapter_title(self, tale: Tale, values: Mapping[str, Value], chance: random.Random) -> str:
        titles = [t for t in tale.titles if self.words.allows(t)] or list(tale.titles)
        scene = self.scene(values)
        scene.known |= {"hero", "companion"}
        text = Renderer(self.rules, scene).text(chance.choice(titles), chance)
        return title_case(text) if self.brief.language == "en" else text[0].upper() + text[1:]

    def _title(self, chapters: Sequence[_Chapter]) -> str:
        if len(chapters) == 1:
            return chapters[0].title
        return self.rules.form(Both(self.people.hero, self.people.companion), "", True)

    def _chapter_json(self, chapter: _Chapter, number: int, count: int) -> Json:
        steps: list[Json] = []
        scene = self.scene(chapter.values)
        for step in chapter.steps:
            for opener in step.openers:
                made = self._step_json(step, opener)
                made["words_before"] = self.told
                steps.append(made)
                self.told += self._length(opener, scene, fresh=False)
                if opener is step.openers[-1]:
                    self.told += sum(count_words(text) for text in step.textures)
        heading = str(self.book.table("phrases")["chapter"]) if count > 1 else ""
        return {
            "tale": chapter.tale.id,
            "heading": heading.replace("{n}", str(number)).replace("{title}", chapter.title),
            "values": {name: to_json(value) for name, value in chapter.values.items()},
            "like": self.like,
            "steps": steps,
        }

    def _step_json(self, step: Step, opener: Opener) -> Json:
        made: Json = {"id": opener.id, "text": opener.text}
        if step.beat.joins:
            made["joins"] = True
        if step.beat.optional:
            made["optional"] = True
        if step.textures and opener is step.openers[-1]:
            made["textures"] = list(step.textures)
        if step.spare and opener is step.openers[-1]:
            made["spare"] = list(step.spare)
        if opener.slot:
            made |= {"half": opener.half, "after": opener.after, "slot": opener.slot}
            made |= {"open": opener.open, "keep": opener.keep}
            made["items"] = self._candidates(opener)
        return made

    def _candidates(self, opener: Opener) -> list[str]:
        """The items a slot may take: allowed, rested, and no other slot's."""
        words = self.book.words(opener.slot)
        chance = draw(self.brief.seed, "items", opener.id)
        items = [i for i in words.items if self.words.allows(i)]
        fresh = [i for i in items if i not in self.items]
        fresh = fresh if len(fresh) >= 4 else items or list(words.items)
        rest = rested(fresh, self.brief.recent, [f"{opener.slot}:{item}" for item in fresh])
        chosen = chance.sample(rest, min(CANDIDATES, len(rest)))
        self.items.update(chosen)
        return chosen


def _mentions(text: str, words: Sequence[str]) -> bool:
    text = text.lower().replace("'", "’")
    return any(re.search(rf"\b{re.escape(word.lower())}", text) for word in words)


def shared(people: Cast, place: Place, like: str | None) -> dict[str, Value]:
    """What every chapter of a story may speak of."""
    values: dict[str, Value] = {
        "hero": people.hero,
        "companion": people.companion,
        "both": Both(people.hero, people.companion),
        "place": place,
    }
    if like:
        values["like"] = Phrase(like, given=True)
    if people.guests:
        values["guest"] = people.guests[0]
    return values


def _short(phrase: str) -> str:
    """ "the village with one clock" is "the village" when it comes again."""
    for joint in (
        " with ",
        " where ",
        " you ",
        " behind ",
        " full ",
        " that ",
        " avec ",
        " où ",
        " qui ",
    ):
        phrase = phrase.partition(joint)[0]
    return phrase
