"""A guided tale: our plot, told beat by beat, the details chosen or filled in by the model."""

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

from raconteur.craft import plan as planning
from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief
from raconteur.craft.cast import Cast, shared
from raconteur.craft.chance import draw, sub_seed
from raconteur.craft.context import window
from raconteur.craft.grammar import Grammar, grammar
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece
from raconteur.craft.planned import fields, listed, people_of, place_of
from raconteur.craft.render import Bit, Renderer, capital, polish
from raconteur.craft.slots import Slot, fill, preface
from raconteur.craft.values import Noun, Phrase, Scene, Value, from_json, to_json
from raconteur.craft.vocabulary import count_words

Json = Mapping[str, object]
_GENDER_MARK = re.compile(r" \([mf]\)$")


def write(
    brief: Brief, text: str, plan: Json | None, state: Json | None, pen: Pen
) -> Generator[Piece, None, None]:
    """The passage's pieces from where `text` and `state` end, one a beat. Plan first, when new.

    Raises BookError where there is no tale-book in the language; what `pen` raises passes.
    """
    if plan is None or plan.get("for") != planning.fingerprint(brief):
        made = planning.make(brief, earlier=plan)
        plan, state = made, {"step": 0}
        title = None if brief.title else str(made["title"])
        yield Piece(state=state, plan=plan, title=title)
    telling = _Telling(brief, plan, state or {"step": 0}, pen)
    yield from telling.pieces(text)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A step's place in the passage."""

    number: int
    chapter: int
    step: Json
    heading: str | None


class _Telling:
    """One passage being told from its plan."""

    def __init__(self, brief: Brief, plan: Json, state: Json, pen: Pen) -> None:
        self.brief, self.plan, self.pen = brief, plan, pen
        self.rules: Grammar = grammar(str(plan["language"]))
        self.at = int(str(state.get("step", 0)))
        self.known = set(map(str, listed(state.get("known", plan.get("known")))))
        self.kept = {name: from_json(raw) for name, raw in fields(state.get("kept")).items()}
        self.items = [str(item) for item in listed(state.get("items"))]
        self.moments = list(_moments(plan))
        self.people = people_of(plan)

    def pieces(self, text: str) -> Iterator[Piece]:
        for moment in self.moments[self.at :]:
            bits = self._bits(moment, text)
            gap = self._gap(moment, text)
            said, spans = polish([Bit(gap), *bits] if gap else bits, self.rules)
            text += said
            yield Piece(text=said, spans=spans, state=self._state(moment.number + 1))

    def _state(self, step: int) -> dict[str, object]:
        return {
            "step": step,
            "known": sorted(self.known),
            "kept": {name: to_json(value) for name, value in self.kept.items()},
            "items": self.items,
        }

    def _gap(self, moment: _Moment, text: str) -> str:
        if not text:
            return ""
        return " " if moment.step.get("joins") and not moment.heading else "\n\n"

    def _bits(self, moment: _Moment, text: str) -> list[Bit]:
        chance = draw(self.brief.luck, "step", moment.number)
        renderer = Renderer(self.rules, self._scene(moment.chapter))
        bits: list[Bit] = []
        if moment.heading:
            bits.append(Bit(moment.heading + "\n\n"))
        step = moment.step
        bits += renderer.render(str(step["text"]), chance, "".join(b.text for b in bits))
        if step.get("slot"):
            bits += self._slot(moment, text, bits, renderer)
        for texture in self._textures(moment, text):
            bits.append(Bit(" "))
            bits += renderer.render(texture, chance, _last(bits))
        self.known = renderer.scene.known
        return bits

    def _scene(self, number: int) -> Scene:
        chapter = fields(listed(self.plan["chapters"])[number])
        like = chapter.get("like")
        values = shared(self.people, place_of(self.plan), str(like) if like else None)
        values |= {name: from_json(raw) for name, raw in fields(chapter.get("values")).items()}
        values |= self.kept
        return Scene(values, set(self.known))

    def _slot(self, moment: _Moment, text: str, bits: list[Bit], renderer: Renderer) -> list[Bit]:
        step, seed = moment.step, self.brief.luck
        chance = draw(seed, "slot", moment.number)
        space = [Bit(" ")] if bits and not bits[-1].text.endswith((" ", "\n")) else []
        half = renderer.render(str(step["half"]), chance, _last([*bits, *space]))
        if half and not str(step["text"]).endswith(":"):
            half[0] = Bit(capital(half[0].text), half[0].author, half[0].chooser)
        so_far = self._join(text, moment) + "".join(b.text for b in [*bits, *space, *half])
        items = [str(i) for i in listed(step["items"])]
        fresh = [i for i in items if f"{step['slot']}:{i}" not in self.items] or items
        asked = Slot(
            before=window(so_far),
            half="".join(b.text for b in half),
            items=tuple(fresh),
            open=bool(step.get("open")) and not step.get("keep"),
            language=self.brief.language,
            refused=tuple(map(str, listed(self.plan.get("refused")))),
            worn=tuple(map(str, listed(self.plan.get("worn")))),
            names=_spoken_of(self.people, renderer.scene),
            shortest=2 if self._things(step) else 4,
        )
        seeds = [sub_seed(seed, "model", moment.number, n) for n in range(3)]
        filled = fill(asked, self.pen, self._preface(), seeds, chance)
        if filled.author == "talebook":
            self.items = [*self.items, f"{step['slot']}:{filled.text}"]
        if keep := str(step.get("keep") or ""):
            renderer.scene.values[keep] = self.kept[keep] = self._kept(filled.text, step)
        last = half[-1].text if half else ""
        mended, said = self.rules.before(last + " ", _GENDER_MARK.sub("", filled.text))
        glue = mended[len(last) :] if mended.startswith(last) else " "
        if half and not mended.startswith(last):
            half[-1] = Bit(mended, half[-1].author, half[-1].chooser)
            glue = ""
        after = renderer.render(str(step["after"]), chance, said)
        middle = [Bit(glue)] if glue else []
        return [*space, *half, *middle, Bit(said, filled.author, filled.chooser), *after]

    def _kept(self, item: str, step: Json) -> Value:
        return self.rules.noun(item) if self._things(step) else Phrase(item)

    def _things(self, step: Json) -> bool:
        """Whether the slot takes things rather than comparisons."""
        return open_book(self.brief.language).words(str(step["slot"])).of == "nouns"

    def _join(self, text: str, moment: _Moment) -> str:
        return text + self._gap(moment, text)

    def _preface(self) -> str:
        if self.brief.language not in self.pen.abilities.free_languages:
            return ""
        table = open_book(self.brief.language).table("preface")
        examples = {key: str(table[key]).strip() for key in ("idea", "story")}
        return preface(self.brief.prompt.strip()[:400], self.brief.genre, examples)

    def _textures(self, moment: _Moment, text: str) -> list[str]:
        """The planned textures, fewer or more where the slots made the text too long or short."""
        planned = [str(t) for t in listed(moment.step.get("textures"))]
        spare = [str(t) for t in listed(moment.step.get("spare"))]
        drift = count_words(text) - int(str(moment.step.get("words_before", 0)))
        if planned and drift > len(planned[-1].split()) * 0.7:
            return planned[:-1]
        if spare and not planned and -drift > len(spare[0].split()) * 0.7:
            return spare[:1]
        return planned


def _moments(plan: Json) -> Iterator[_Moment]:
    number = 0
    chapters = listed(plan["chapters"])
    for at, raw in enumerate(chapters):
        chapter = fields(raw)
        for place, step in enumerate(listed(chapter["steps"])):
            heading = chapter.get("heading") if place == 0 else None
            yield _Moment(number, at, fields(step), str(heading) if heading else None)
            number += 1


def _spoken_of(people: Cast, scene: Scene) -> tuple[str, ...]:
    """Names, kinds and the prompt's own things, which an open slot must leave alone: a bed with a
    teddy bear in it is no place to look for the teddy bear."""
    found = [name for p in (people.hero, people.companion) if (name := p.name)]
    kinds = [p.kind for p in (people.hero, people.companion) if p.kind]
    things = [value for value in scene.values.values() if isinstance(value, Noun) and value.given]
    return (*found, *(noun.text.split()[-1] for noun in (*kinds, *things)))


def _last(bits: list[Bit]) -> str:
    return "".join(bit.text for bit in bits)[-60:]
