"""A capable model's story: an outline first, then scene after scene with a budget of words.

The model sees the outline up to the scene it is writing, never beyond, so that nothing is told too
early; the length still wanted is spread again over the scenes that are left; the ending is asked
for by name.
"""

from collections.abc import Generator, Iterator, Mapping

from raconteur.craft.brief import Brief
from raconteur.craft.chance import sub_seed
from raconteur.craft.context import fitted, room, tokens
from raconteur.craft.flow import closing, ends_whole
from raconteur.craft.languages import name_of
from raconteur.craft.outline import SAMPLER, Outline, ask, describe, for_whom
from raconteur.craft.pen import Message, Pen, Request
from raconteur.craft.piece import Piece, Span
from raconteur.craft.plan import fingerprint
from raconteur.craft.scene import Beginning, Budget, flowing
from raconteur.craft.vocabulary import count_words

TOKENS_A_WORD = 2.4
MOST_REQUESTS = 40
SHORT = 0.9
Json = Mapping[str, object]


def write(
    brief: Brief, text: str, plan: Json | None, state: Json | None, pen: Pen
) -> Generator[Piece, None, None]:
    """The passage, plan first, from where `text` ends. What the pen raises passes."""
    if plan is None or plan.get("for") != fingerprint(brief):
        outline = ask(brief, pen)
        plan = _plan(brief, outline)
        title = None if brief.title else outline.title
        yield Piece(state={"scene": 0}, plan=plan, title=title)
        state = {"scene": 0}
    raw = plan.get("scenes")
    lines = [str(line) for line in raw] if isinstance(raw, list | tuple) else []
    yield from _Writing(brief, lines, pen).scenes(text, state)


def _plan(brief: Brief, outline: Outline) -> dict[str, object]:
    return {
        "craft": "outlined",
        "version": 1,
        "for": fingerprint(brief),
        "language": brief.language,
        "title": outline.title,
        "scenes": list(outline.scenes),
    }


class _Writing:
    """The scenes of one passage."""

    def __init__(self, brief: Brief, lines: list[str], pen: Pen) -> None:
        self.brief, self.lines, self.pen = brief, lines, pen
        self.system = _rules(brief)

    def scenes(self, text: str, state: Json | None) -> Iterator[Piece]:
        """Scene by scene; one that broke off in mid-sentence is gone on with first."""
        scene = int(str((state or {}).get("scene", 0)))
        scene_at = int(str((state or {}).get("at", len(text))))
        fruitless = requests = 0
        while requests < MOST_REQUESTS and fruitless < 3:
            begun = len(text) > scene_at
            if begun and ends_whole(text) and self._enough(text, scene, scene_at):
                scene, scene_at, begun = scene + 1, len(text), False
            if scene >= len(self.lines) and self._long_enough(text):
                break
            length = len(text)
            for piece in self._scene(text, scene, scene_at, begun):
                text += piece
                yield self._piece(piece, scene, scene_at)
            requests += 1
            fruitless = 0 if len(text) > length else fruitless + 1
            if ends_whole(text) and len(text) > scene_at:
                scene, scene_at = scene + 1, len(text)
        if rest := closing(text):
            yield self._piece(rest, scene, scene_at)

    def _piece(self, text: str, scene: int, scene_at: int) -> Piece:
        state = {"scene": scene, "at": scene_at}
        return Piece(text, (Span(len(text), "model", "model"),), state, loose=True)

    def _long_enough(self, text: str) -> bool:
        return count_words(text) >= self.brief.words * SHORT

    def _budget(self, text: str, scene: int, scene_at: int) -> int:
        """Words for this scene: what is left of the length over the scenes left."""
        left = self.brief.words - count_words(text[:scene_at])
        return max(25, round(left / max(1, len(self.lines) - scene)))

    def _enough(self, text: str, scene: int, scene_at: int) -> bool:
        return count_words(text[scene_at:]) >= self._budget(text, scene, scene_at) * 0.6

    def _scene(self, text: str, scene: int, scene_at: int, begun: bool) -> Iterator[str]:
        budget = self._budget(text, scene, scene_at)
        left = max(12, budget - count_words(text[scene_at:]))
        last = scene >= len(self.lines) - 1
        request = self._request(text, scene, left, begun, last)
        enough = left if last else round(left * 0.95)
        stream = self.pen.stream(request)
        gap = "\n\n" if text and not begun else ""
        if gap:
            yield gap
        try:
            beginning: Beginning = "new"
            if begun:
                beginning = "joined" if self.pen.abilities.prefix else "again"
            limits = Budget(enough, enough + 80)
            yield from flowing(stream, text + gap, self.brief.language, limits, beginning)
        finally:
            close = getattr(stream, "close", None)
            if close:
                close()

    def _request(self, text: str, scene: int, words: int, begun: bool, last: bool) -> Request:
        asked = self._asked(scene, words, begun, last)
        answer = int(words * TOKENS_A_WORD * 1.25) + 120
        before = f"{self.brief.before}\n\n{text}".strip() if self.brief.before else text
        story = fitted(before, room(self.pen.abilities, self.system, asked, answer=answer))
        messages = [Message("system", self.system)]
        if begun and self.pen.abilities.prefix:
            messages += [Message("user", asked), Message("assistant", story.rstrip())]
        else:
            told = f"The story so far:\n\n{story}\n\n---\n\n" if story else ""
            messages.append(Message("user", told + asked))
        answer = min(answer, max(64, self.pen.abilities.context_tokens - _size(messages) - 16))
        return Request(
            messages=tuple(messages),
            max_tokens=answer,
            sampler=SAMPLER,
            seed=sub_seed(self.brief.luck, "scene", scene, len(text)),
        )

    def _asked(self, scene: int, words: int, begun: bool, last: bool) -> str:
        known = self.lines[: scene + 1]
        past = "".join(f"- {line}\n" for line in known[:-1])
        told = f"Already told:\n{past}\n" if past else ""
        now = known[scene] if scene < len(known) else "A last short scene that rounds it off."
        ending = (
            "This is the last scene: bring the story to its end, with a last sentence that sounds "
            "like one."
            if last
            else "Do not end the story here, and tell nothing that comes after this."
        )
        going = (
            "The story breaks off in the middle. Go on from its very last word, repeating nothing. "
            if begun
            else ""
        )
        return (
            f"{told}Now write this, in about {words} words: {now}\n{going}{ending} "
            f"Only the story’s own text in {name_of(self.brief.language)}, no heading, no remarks."
        )


def _size(messages: list[Message]) -> int:
    return sum(tokens(message.content) + 8 for message in messages)


def _rules(brief: Brief) -> str:
    wish = f"\nWhat the reader wishes for now: {brief.instruction}" if brief.instruction else ""
    return (
        f"You are a storyteller. You are telling a {describe(brief)} in {name_of(brief.language)}, "
        "to be read aloud. Concrete things, precise verbs, dialogue, a little humour; no moral, no "
        f"clichés, no summary. {for_whom(brief)}\nIt is about: {brief.prompt.strip()[:4000]}{wish}"
    )
