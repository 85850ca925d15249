"""The plan of a guided passage: everything that is settled before the first word.

A plan is JSON and stands on its own: it holds the sentences to be told and the list items that may
fill their slots, so a story goes on unchanged even if the tale-book has grown in between.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from raconteur.craft.book import OWN, Book, Opener, Tale, open_book
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast, cast, shared
from raconteur.craft.chance import draw
from raconteur.craft.drawing import Drawing, kinds_of
from raconteur.craft.english import title_case
from raconteur.craft.grammar import Grammar, grammar
from raconteur.craft.lengths import Lengths
from raconteur.craft.planned import people_of, place_of
from raconteur.craft.reading import Premise, read
from raconteur.craft.reading.before import cast_before, read_wish
from raconteur.craft.render import Renderer
from raconteur.craft.repertoire import choose
from raconteur.craft.telling import Needs, Step, tell
from raconteur.craft.values import Both, Person, Place, Scene, Value, to_json
from raconteur.craft.vocabulary import Vocabulary, count_words, vocabulary

VERSION = 1
ONE_TALE = 430
"""Words that one tale can hold; a longer passage has chapters."""
CHAPTER = 330
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
        self.brief, self.earlier, self.wanted = brief, earlier or {}, wanted
        self.book: Book = open_book(brief.language)
        self.rules: Grammar = grammar(brief.language)
        self.words: Vocabulary = vocabulary(brief, self.book)
        self.draws = Drawing(brief, self.book, self.rules, self.words)
        self.openers: set[str] = set()
        self.told = 0

    def plan(self) -> Json:
        """The whole plan."""
        premise, self.people = self._reading()
        self.place = premise.place or self._earlier_place() or self.draws.place()
        self.like = self._like()
        chapters: list[_Chapter] = []
        sizes = self._sizes()
        for number, size in enumerate(sizes):
            last = number == len(sizes) - 1
            chapters.append(self._chapter(premise, size, last, chapters))
        return {
            "craft": "guided",
            "version": VERSION,
            "for": fingerprint(self.brief),
            "language": self.brief.language,
            "age": self.words.age,
            "worn": [*self.words.worn, *self.words.not_open],
            "refused": [*self.words.avoid, *self.words.unfit],
            "cast": {
                "hero": to_json(self.people.hero),
                "companion": to_json(self.people.companion),
                "guests": [to_json(guest) for guest in self.people.guests],
            },
            "known": self.known,
            "place": to_json(self.place),
            "title": self._title(chapters),
            "chapters": [
                self._chapter_json(chapter, number, len(chapters))
                for number, chapter in enumerate(chapters, 1)
            ],
            "used": self.draws.used,
        }

    def _reading(self) -> tuple[Premise, Cast]:
        self.known: list[str] = []
        if self.brief.kind == "opening":
            premise = read(self.brief)
            return premise, cast(self.brief, premise)
        known = self._earlier_cast() or cast_before(self.brief)
        premise, companion = read_wish(self.brief, known.hero, known.companion)
        self.known = ["hero"] if companion else ["hero", "companion"]
        return premise, cast(self.brief, premise, Cast(known.hero, companion or known.companion))

    def _earlier_cast(self) -> Cast | None:
        try:
            return people_of(self.earlier)
        except (KeyError, ValueError):
            return None

    def _earlier_place(self) -> Place | None:
        try:
            return place_of(self.earlier)
        except (KeyError, ValueError):
            return None

    def _like(self) -> str | None:
        likes = [like.strip() for reader in self.brief.readers for like in reader.likes]
        likes = [like for like in likes if like and len(like) <= 60 and self.words.allows(like)]
        return draw(self.brief.seed, "like").choice(likes) if likes else None

    def _sizes(self) -> list[int]:
        words = self.brief.words
        if words <= ONE_TALE:
            return [words]
        count = max(2, round(words / CHAPTER))
        return [words // count] * count

    def _chapter(
        self, premise: Premise, size: int, last: bool, before: Sequence[_Chapter]
    ) -> _Chapter:
        chance = draw(self.brief.seed, "chapter", len(before), self.brief.prompt)
        kind = None if before else premise.kind
        if kind == "astray" and not self.book.tales_of(kind):
            kind = "quest"
        told = [chapter.tale for chapter in before]
        if self.wanted and not before:
            tale = self.book.tale(self.wanted)
        else:
            tale = choose(self.book, self.brief, self.words, kind, told, chance)
        values = self._values(tale, premise if tale.kind == kind else None, chance)
        fresh = not before and self.brief.kind == "opening"
        steps = self._steps(tale, values, fresh, last, size, chance)
        title = self._chapter_title(tale, values, chance)
        self.draws.used.append(tale.id)
        return _Chapter(tale, values, steps, title)

    def _values(
        self, tale: Tale, premise: Premise | None, chance: random.Random
    ) -> dict[str, Value]:
        """What the tale speaks of: the prompt's own where it gives it, else drawn."""
        values: dict[str, Value] = {}
        given = premise.values if premise else {}
        if name := OWN.get(tale.kind):
            values[name] = given.get(name) or self.draws.value(_LISTS[name], chance)
        if tale.kind == "stolen":
            rogue = _unnamed(given.get("rogue"))
            values["rogue"] = rogue or self._extra("rogues", False, values, chance)
        for slot, source in tale.slots.items():
            values[slot] = self.draws.value(source, chance)
        for slot, extra in tale.cast.items():
            values[slot] = self._extra(extra.source, extra.named, values, chance)
        return values

    def _extra(
        self, source: str, named: bool, values: Mapping[str, Value], chance: random.Random
    ) -> Person:
        others = kinds_of(self.people, values)
        return self.draws.person(source, named, chance, self.people, others)

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
        steps = tell(beats, self.book, self._needs(values, fresh), size - 4 * fresh, chance)
        self.draws.used += [opener.id for step in steps for opener in step.openers]
        return steps

    def _needs(self, values: Mapping[str, Value], fresh: bool) -> Needs:
        known = {"companion"} if fresh else {"hero", "companion"}
        lengths = Lengths(self.rules, self._scene(values), known)
        pools = {id.split("/")[0] for id in self.openers}
        has = {"like"} if self.like and "liked" not in pools else set()
        has |= {"guest"} if self.people.guests and "guest" not in pools else set()
        return Needs(
            age=self.words.age,
            suits=frozenset(filter(None, (self.brief.genre, self.brief.tone))),
            rank={id: at for at, id in reversed(list(enumerate(self.brief.recent)))},
            has=frozenset(has),
            allows=self.words.allows,
            fills=lambda slot: bool(self.draws.allowed(slot)),
            taken=kinds_of(self.people, values),
            words=lambda opener: self._length(opener, lengths),
            length=lengths,
            used=self.openers,
        )

    def _length(self, opener: Opener, lengths: Lengths) -> int:
        """About how many words an opener will have here."""
        items = self.book.words(opener.slot).items if opener.slot else ()
        slot = sum(len(item.split()) for item in items) / len(items) if items else 0.0
        return lengths(opener.text) + lengths(opener.half) + lengths(opener.after) + round(slot)

    def _scene(self, values: Mapping[str, Value]) -> Scene:
        """The scene of a chapter: its own values and what the whole story shares."""
        return Scene(shared(self.people, self.place, self.like) | dict(values))

    def _chapter_title(self, tale: Tale, values: Mapping[str, Value], chance: random.Random) -> str:
        titles = [title for title in tale.titles if self.words.allows(title)]
        scene = self._scene(values)
        scene.known |= {"hero", "companion"}
        text = Renderer(self.rules, scene).text(chance.choice(titles or ["{both}"]), chance)
        return title_case(text) if self.brief.language == "en" else text[0].upper() + text[1:]

    def _title(self, chapters: Sequence[_Chapter]) -> str:
        if len(chapters) == 1:
            return chapters[0].title
        return self.rules.form(Both(self.people.hero, self.people.companion), "", True)

    def _chapter_json(self, chapter: _Chapter, number: int, count: int) -> Json:
        steps: list[Json] = []
        known = {"hero", "companion"}
        lengths = Lengths(self.rules, self._scene(chapter.values), known)
        for step in chapter.steps:
            for opener in step.openers:
                steps.append(self._step_json(step, opener))
                self.told += self._length(opener, lengths)
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
        made: Json = {"id": opener.id, "text": opener.text, "words_before": self.told}
        if step.beat.joins:
            made["joins"] = True
        if opener is step.openers[-1]:
            made |= {"textures": list(step.textures), "spare": list(step.spare)}
        if opener.slot:
            made |= {"half": opener.half, "after": opener.after, "slot": opener.slot}
            made |= {"open": opener.open, "keep": opener.keep}
            made["items"] = self.draws.candidates(opener)
        return made


def _unnamed(rogue: Value | None) -> Person | None:
    """A thief of the prompt, to be spoken of by kind."""
    if not isinstance(rogue, Person) or not rogue.kind:
        return rogue if isinstance(rogue, Person) else None
    return Person(None, rogue.kind, rogue.gender, rogue.hands, rogue.adjectives)
