"""A small model by itself: raw completion, tuned sampler, its first sentences given.

Each scene is a stretch of about seventy tokens that begins with words of ours naming the hero, so
that the model does not lose sight of whom it is telling about. It shows what such a model does
alone; a guided tale is the better story.
"""

import random
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace

from raconteur.craft.book import LANGUAGES, OWN, BookError, open_book
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast, cast, shared
from raconteur.craft.chance import draw, sub_seed
from raconteur.craft.context import fitted, room
from raconteur.craft.flow import closing, ends_whole, sentence_ends
from raconteur.craft.grammar import grammar
from raconteur.craft.pen import Message, Pen, Request
from raconteur.craft.piece import Origin, Piece, Span
from raconteur.craft.plan import fingerprint
from raconteur.craft.reading import Premise, read, ready
from raconteur.craft.reading.before import cast_before
from raconteur.craft.render import Renderer
from raconteur.craft.scene import Beginning, Budget, flowing
from raconteur.craft.slots import TUNED, plain, preface
from raconteur.craft.values import Place, Scene, Value
from raconteur.craft.vocabulary import count_words, has_word, vocabulary
from raconteur.craft.withheld import TRIES, allowed_sentences

SCENE_WORDS = 50
ANSWER_TOKENS = 160
MOST_EMPTY = 8
MOST_OVER = 40
"""Words over the length that an unfinished sentence may take before it is simply closed."""
BIAS = -4.0
MOST_BIASED = 24
GAP = "\n\n"
REST = " sat down to think about it."
"""Where the model has nothing to say after the start it was given."""
SOLO = replace(
    TUNED,
    temperature=0.7,
    repeat_penalty=1.08,
    repeat_last_n=256,
    dry_multiplier=1.0,
    dry_allowed_length=2,
)
"""Three hundred words repeat themselves more than a slot does: firmer than `TUNED`."""
_STOPS = ("\n\n", "Story idea", "* * *", "The End", "THE END", "Here are ")
Json = Mapping[str, object]


def write(
    brief: Brief, text: str, plan: Json | None, state: Json | None, pen: Pen
) -> Generator[Piece, None, None]:
    """The passage in scenes, from where `text` ends. What the pen raises passes."""
    if plan is None or plan.get("for") != fingerprint(brief):
        plan, first = _plan(brief)
        title = None if brief.title else str(plan["title"])
        yield Piece(state={"scene": 0}, plan=plan, title=title)
        if first:
            yield _piece(first, "talebook", 0, 0)
            text += first
    yield from _Writing(brief, plan, pen).scenes(text, state)


def _piece(text: str, author: Origin, scene: int, since: int) -> Piece:
    """`since`: where the present scene begins in the passage."""
    state = {"scene": scene, "at": since}
    return Piece(text, (Span(len(text), author, author),), state, loose=author == "model")


def _plan(brief: Brief) -> tuple[dict[str, object], str]:
    hero, first = "", ""
    if brief.language in LANGUAGES:
        hero, first = _given(brief)
    title = hero or brief.prompt.strip().split("\n")[0][:60]
    made: dict[str, object] = {
        "craft": "alone",
        "version": 1,
        "for": fingerprint(brief),
        "language": brief.language,
        "hero": hero,
        "title": title,
    }
    return made, first


def _given(brief: Brief) -> tuple[str, str]:
    """The hero's name, and the first sentences that a new story is given."""
    premise = read(brief)
    people = cast(brief, premise) if brief.kind == "opening" else cast_before(brief)
    name = people.hero.name or ""
    if brief.kind == "continuation":
        return name, ""
    try:
        table = open_book(brief.language).table("preface")
    except BookError:
        return name, ""
    return name, _first_sentences(brief, premise, people, table)


def _first_sentences(brief: Brief, premise: Premise, people: Cast, table: Json) -> str:
    chance = draw(brief.seed, "first", brief.prompt)
    place = premise.place or Place("", "", "")
    values: dict[str, Value] = shared(people, place, None)
    own = OWN.get(premise.kind or "")
    if own and own in premise.values:
        values[own] = premise.values[own]
    renderer = Renderer(grammar(brief.language), Scene(values))
    begin = chance.choice(_texts(table.get("begin_at" if premise.place else "begin")))
    troubles = table.get("trouble")
    trouble = ""
    if isinstance(troubles, Mapping) and premise.kind in troubles and (not own or own in values):
        trouble = str(troubles[premise.kind])
    told = renderer.text(begin, chance)
    return f"{told} {renderer.text(trouble, chance, told)}".strip()


class _Writing:
    """The scenes of one passage."""

    def __init__(self, brief: Brief, plan: Json, pen: Pen) -> None:
        self.brief, self.pen = brief, pen
        self.hero = str(plan.get("hero") or "")
        self.avoids, self.allows = _avoided(brief)
        self.idea = _idea(brief, self.allows)
        self.head = self._head()
        self.starts = self._starts()

    def scenes(self, text: str, state: Json | None) -> Iterator[Piece]:
        """Stretch by stretch: a new paragraph, and every fifty words or so a start of ours."""
        scene = int(str((state or {}).get("scene", 0)))
        since = int(str((state or {}).get("at", 0)))
        empty = 0
        while empty < MOST_EMPTY:
            left = self.brief.words - count_words(text)
            mid = bool(text) and not ends_whole(text)
            if left < (-MOST_OVER if mid else SCENE_WORDS * 0.25):
                break
            if text and not mid:
                due = empty > 0 or count_words(text[since:]) >= SCENE_WORDS * 0.8 or scene == 0
                gap = "" if text.endswith("\n") else GAP
                start = gap + (self._start(scene, text, left <= SCENE_WORDS * 1.5) if due else "")
                scene, since = (scene + 1, len(text)) if due else (scene, since)
                if start:
                    yield _piece(start, "talebook", scene, since)
                text += start
            said = ""
            for piece in self._scene(text, scene, min(left, SCENE_WORDS), empty):
                said += piece
                yield _piece(piece, "model", scene, since)
            text += said
            if not said and self.avoids and self.hero and text.endswith(self.hero):
                text, empty = text + REST, 0
                yield _piece(REST, "talebook", scene, since)
                continue
            empty = 0 if count_words(said) > 2 else empty + 1
        if self.hero and text.endswith(self.hero):
            text += REST
            yield _piece(REST, "talebook", scene, since)
        if rest := closing(text):
            yield _piece(rest, "talebook", scene, since)

    def _scene(self, text: str, scene: int, words: int, attempt: int) -> Iterator[str]:
        if not self.avoids:
            return self._drawn(text, words, (scene, len(text), attempt), again=False)
        begun = text[max(sentence_ends(text), default=0) :]

        def draw(shown: str, tries: int) -> Iterator[str]:
            left = words - count_words(shown)
            if shown and left < 8:
                return iter(())
            place = (scene, len(text + shown), attempt * (TRIES + 1) + tries)
            return self._drawn(text + shown, left, place, again=tries > 0)

        return allowed_sentences(draw, self.allows, begun)

    def _drawn(
        self, text: str, words: int, place: tuple[int, int, int], again: bool
    ) -> Iterator[str]:
        """The model's own words after `text`. again: it said what it must not, so it is biased."""
        request = self._request(text, sub_seed(self.brief.luck, "scene", *place), again)
        stream = self.pen.stream(request)
        budget = Budget(max(8, words), max(8, words) + 60)
        try:
            beginning: Beginning = "joined" if self.pen.abilities.completion else "again"
            yield from flowing(stream, text, self.brief.language, budget, beginning)
        finally:
            close = getattr(stream, "close", None)
            if close:
                close()

    def _request(self, text: str, seed: int, again: bool) -> Request:
        space = room(self.pen.abilities, self.head, answer=ANSWER_TOKENS)
        before = f"{self.brief.before}\n\n{text}" if self.brief.before else text
        story = fitted(before.rstrip(), space)
        if self.pen.abilities.completion:
            return Request(
                prompt=self.head + plain(story),
                max_tokens=ANSWER_TOKENS,
                stop=_STOPS,
                sampler=SOLO,
                seed=seed,
                logit_bias=self._bias() if again and self.pen.abilities.grammar else (),
            )
        idea = self.idea or f"A story about {self.hero}"
        asked = f"{idea}\n\nGo on with this story, in its language:\n\n{story}"
        if self.avoids:
            asked += "\n\nNever mention: " + ", ".join(self.avoids[:MOST_BIASED])
        return Request(messages=(Message("user", asked),), max_tokens=ANSWER_TOKENS, seed=seed)

    def _bias(self) -> tuple[tuple[str, float], ...]:
        """Weak, and only where a sentence is drawn again: a long word shares its tokens."""
        return tuple((f" {word}", BIAS) for word in self.avoids[:MOST_BIASED])

    def _head(self) -> str:
        if not self.pen.abilities.completion:
            return ""
        idea = self.idea or f"A story about {self.hero}"
        premise = " ".join(f"{idea} {self.brief.instruction or ''}".split())[:400]
        try:
            table = open_book(self.brief.language).table("preface")
            examples = {key: str(table[key]).strip() for key in ("idea", "story")}
            return preface(premise, self.brief.genre, examples)
        except (BookError, KeyError):
            return f"{premise}\n\n"

    def _starts(self) -> Mapping[str, list[str]]:
        try:
            table = open_book(self.brief.language).table("preface")
        except BookError:
            return {}
        return {key: _texts(table.get(key)) for key in ("next", "last")}

    def _start(self, scene: int, text: str, last: bool) -> str:
        """The words of ours that a scene begins with: a joint and the hero's name."""
        options = self.starts.get("last" if last else "next") or []
        options = [option for option in options if self.allows(option)]
        if not options or not self.hero:
            return ""
        fresh = [o for o in options if o.replace("{hero}", self.hero) not in text] or options
        chance: random.Random = draw(self.brief.luck, "start", scene)
        return chance.choice(fresh).replace("{hero}", self.hero)


def _avoided(brief: Brief) -> tuple[tuple[str, ...], Callable[[str], bool]]:
    """What the readers avoid, and whether a text is free of it and fit for their age."""
    if brief.language in LANGUAGES:
        words = vocabulary(brief, open_book(brief.language))
        return words.avoid, words.allows
    avoid = tuple(word.strip().lower() for reader in brief.readers for word in reader.avoid)
    avoid = tuple(word for word in avoid if word)
    return avoid, lambda text: not has_word(text, avoid)


def _idea(brief: Brief, allows: Callable[[str], bool]) -> str:
    """The prompt as the model is told it; empty where it names what is avoided, or nothing."""
    idea = ready(brief) if brief.language in LANGUAGES else brief.prompt
    return idea if allows(idea) else ""


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
