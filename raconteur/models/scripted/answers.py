"""What to answer to a request, when no exact text was given."""

import random
import re
from dataclasses import dataclass
from typing import Literal

from raconteur.models.scripted import gbnf
from raconteur.models.scripted.prose import Teller, hero_of, language_of
from raconteur.models.scripted.script import Script
from raconteur.models.scripted.tokens import cut_at, split

# A half sentence is finished in few tokens; whoever asks for more wants prose.
_SLOT_TOKENS = 40
_WORDS = re.compile(r"\b(\d{2,4})[- ](?:words|mots)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\bw(\d+)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to either endpoint, read. `shown`: the prompt, or the messages' text."""

    chat: bool
    shown: str
    last: str
    continues: bool
    max_tokens: int
    stops: list[str]
    seed: int
    grammar: str | None
    stream: bool

    @classmethod
    def of(cls, body: dict[str, object], *, chat: bool) -> "Asked":
        """Raises ValueError for what a server would refuse."""
        texts = _texts(body, chat=chat)
        stop = body.get("stop") or []
        limit = body.get("max_tokens", body.get("max_completion_tokens"))
        seed, grammar = body.get("seed"), body.get("grammar")
        return cls(
            chat=chat,
            shown="\n".join(text for _, text in texts),
            last=texts[-1][1],
            continues=texts[-1][0] == "assistant",
            max_tokens=limit if isinstance(limit, int) and limit > 0 else 4096,
            stops=[stop] if isinstance(stop, str) else [str(s) for s in _list(stop)],
            seed=seed if isinstance(seed, int) else 0,
            grammar=grammar if isinstance(grammar, str) else None,
            stream=body.get("stream") is True,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in pieces, and why it ends there."""

    pieces: list[str]
    finish: Literal["stop", "length"]


def answer(asked: Asked, script: Script, exact: str | None) -> Said:
    """What is said. `exact` is said whole; anything else keeps to the tokens asked for.

    Raises GrammarError.
    """
    if exact is not None:
        pieces, limit = split(exact), None
    elif script.numbered:
        pieces, limit = _numbers(asked), asked.max_tokens
    else:
        pieces, limit = split(_own_words(asked, script)), asked.max_tokens
    pieces, _ = cut_at(pieces, asked.stops)
    if limit is None or len(pieces) <= limit:
        return Said(pieces, "stop")
    return Said(pieces[:limit], "length")


def _numbers(asked: Asked) -> list[str]:
    """As many as asked for and one more, so that it is the limit that ends them; ten a sentence."""
    seen = _NUMBERED.findall(asked.last)
    first = int(seen[-1]) + 1 if seen else 0
    numbers = range(first, first + asked.max_tokens + 1)
    words = [f" w{n}{'.' if n % 10 == 9 else ''}" for n in numbers]
    return words if seen else [words[0].lstrip(), *words[1:]]


def _own_words(asked: Asked, script: Script) -> str:
    rng = random.Random(f"{script.seed}|{asked.seed}|{asked.shown}")  # noqa: S311
    if asked.grammar is not None:
        return gbnf.choose(asked.grammar, rng)
    teller = Teller(rng, language_of(asked.last), hero_of(asked.shown))
    if asked.max_tokens <= _SLOT_TOKENS:
        return teller.title() if asked.chat else f" {teller.phrase()}."
    wanted = _WORDS.findall(asked.last)
    words = min([asked.max_tokens, *map(int, wanted[-1:])])
    going_on = asked.continues or not asked.chat
    return (" " if going_on else "") + teller.story(words, begin=not going_on)


def _texts(body: dict[str, object], *, chat: bool) -> list[tuple[str, str]]:
    if not chat:
        prompt = body.get("prompt")
        if not isinstance(prompt, str):
            raise ValueError('"prompt" must be a string')
        return [("prompt", prompt)]
    found = []
    for message in _list(body.get("messages")):
        if not isinstance(message, dict) or not isinstance(message.get("content"), str):
            raise ValueError('"messages" must be a list of messages with "content"')
        found.append((str(message.get("role")), message["content"]))
    if not found:
        raise ValueError('"messages" is required')
    return found


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
