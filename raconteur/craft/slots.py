"""Filling the half sentence that a beat leaves: by the model where it can, else by our list."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from raconteur.craft.pen import Message, Pen, Request, Sampler
from raconteur.craft.piece import Origin
from raconteur.craft.vocabulary import has_word

TUNED = Sampler(
    temperature=0.6,
    min_p=0.1,
    top_p=0.95,
    top_k=0,
    repeat_penalty=1.05,
    repeat_last_n=128,
    dry_multiplier=0.6,
    dry_base=1.75,
    dry_allowed_length=3,
    dry_penalty_last_n=1024,
)
"""Measured for the bundled model: the sampler of open slots and of free scenes."""

CHOOSING = Sampler(temperature=1.0, min_p=0.02, repeat_penalty=1.0, dry_multiplier=0.0)
OPEN_TOKENS = 26
_CLAUSE = (
    ".", "!", "?", ";", ":", ",", "\n", '"', "”", "“", "(", " —", " -", " but", " which",
    " because", " so ", " when", " while", " until", " that ", " who", " and he", " and she",
    " and they", " and it", " and I", " and we", " to ",
)  # fmt: skip
STOPS = (".", ",", "\n", ";", "!", "?")
"""Sent to the server; the rest of the clause marks are cut here (servers limit their number)."""
_BIAS = tuple((mark, -8.0) for mark in '0123456789*#[]()"_:')
_BAD_ENDS = (
    "a an the of to in on at with for from by as his her their its my your our and or very so too "
    "more most little small big old new good great tiny bright soft red blue green long some any "
    "no not own other same one be is was were had has"
)
_BAD_END = frozenset(_BAD_ENDS.split())
_FIRSTS = "a an some one two three four five six seven half several many"
_FIRST = frozenset(_FIRSTS.split())
"""How a thing or a comparison may begin: nothing that must be known already."""
_PERSON = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|you|your|yours|ever|others|he|she|him|his|her|hers|they|them|"
    r"their|it|its|this|these|those)\b|[’']s\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|does|do|will|can|can’t|isn’t|goes|says|looks|makes|wants|gets|knows|"
    r"seems|comes|takes|feels|loves|lives|likes)\b"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A half sentence to finish.

    before  the story so far, the half included
    half    the half alone
    names   those who must not be named in an open slot
    """

    before: str
    half: str
    items: tuple[str, ...]
    open: bool
    language: str
    refused: tuple[str, ...]
    worn: tuple[str, ...]
    names: tuple[str, ...]
    shortest: int = 2
    """Words of the shortest open answer: a comparison of two or three is a worn one."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the slot, and whose it is."""

    text: str
    author: Origin
    chooser: Origin


def fill(slot: Slot, pen: Pen, preface: str, seeds: Sequence[int], chance: random.Random) -> Filled:
    """Finish the half: open twice at most, then one of the items. What `pen` raises passes."""
    can = pen.abilities
    writes = slot.language in can.free_languages
    if slot.open and writes and (can.completion or can.chat):
        for seed in seeds[:2]:
            answer = pen.complete(_open_request(slot, pen, preface, seed))
            text = accepted(answer, slot)
            if text:
                return Filled(text, "model", "model")
    if writes and can.completion and can.grammar:
        request = Request(
            prompt=preface + plain(slot.before),
            max_tokens=40,
            sampler=CHOOSING,
            seed=seeds[-1],
            grammar=choice_grammar(slot.items),
        )
        chosen = _match(pen.complete(request), slot.items)
        if chosen:
            return Filled(chosen, "talebook", "model")
    return Filled(chance.choice(slot.items), "talebook", "talebook")


def _open_request(slot: Slot, pen: Pen, preface: str, seed: int) -> Request:
    if pen.abilities.completion:
        bias = _BIAS if pen.abilities.grammar else ()
        return Request(
            prompt=preface + plain(slot.before),
            max_tokens=OPEN_TOKENS,
            stop=STOPS,
            sampler=TUNED,
            seed=seed,
            logit_bias=bias,
        )
    asked = (
        "Finish the last sentence of this story for children with two to ten words: a thing or a "
        "comparison, concrete and surprising. Answer with those words alone.\n\n" + slot.before
    )
    return Request(messages=(Message("user", asked),), max_tokens=OPEN_TOKENS * 2, seed=seed)


def plain(text: str) -> str:
    """The text as small models know it: straight quotation marks, plain spaces."""
    for fancy, simple in (("“", '"'), ("”", '"'), ("’", "'"), ("\u202f", " "), ("…", "...")):
        text = text.replace(fancy, simple)
    return text


def choice_grammar(items: Sequence[str]) -> str:
    """A GBNF grammar of the items, each with its full stop."""
    options = " | ".join(json.dumps(f" {plain(item)}.", ensure_ascii=False) for item in items)
    return f"root ::= {options}"


def _match(answer: str, items: Sequence[str]) -> str | None:
    said = answer.strip().rstrip(".").strip()
    for item in items:
        if plain(item) == said:
            return item
    return None


def accepted(answer: str, slot: Slot) -> str | None:
    """The answer cut at its clause; None when it will not do."""
    text = answer.replace("'", "’").split("\n")[0].strip()
    lowered = text.lower()
    half_start = lowered.find(slot.half.lower()[-20:].strip())
    if half_start == 0:
        text = text[len(slot.half[-20:].strip()) :].strip()
    for mark in _CLAUSE:
        at = text.find(mark, 1)
        if at > 0:
            text = text[:at]
    text = " ".join(text.strip(' .,;:!?"“”’‘-—').split())
    return text if _fit(text, slot) else None


def _fit(text: str, slot: Slot) -> bool:
    words = text.split()
    if not slot.shortest <= len(words) <= 14 or words[-1].lower() in _BAD_END:
        return False
    if words[0].lower() not in _FIRST:
        return False
    if any(character.isdigit() or character in '*#[]()<>{}|_"“”/\\' for character in text):
        return False
    if any(word[:1].isupper() for word in words):
        return False
    if _PERSON.search(text) or _PRESENT.search(text):
        return False
    if any(name and name.lower() in text.lower() for name in slot.names):
        return False
    if has_word(text, slot.refused) or has_word(text, slot.worn):
        return False
    return not _echoes(words, slot)


def _echoes(words: Sequence[str], slot: Slot) -> bool:
    """Says again what the half, or the sentences just before, said already."""
    half = {word.lower() for word in re.findall(r"[\w’]+", slot.half) if len(word) > 4}
    if any(word.lower().strip(",.") in half for word in words if len(word) > 4):
        return True
    said = " ".join(words).lower()
    return len(words) > 3 and said in slot.before.lower()


def preface(premise: str, genre: str | None, examples: Mapping[str, str]) -> str:
    """What comes before the story in a raw completion: an example, then the idea."""
    sort = (genre or "bedtime").replace("_", " ")
    return (
        f"A collection of short {sort} stories for children, told with concrete, funny details.\n\n"
        f"Story idea: {examples['idea']}\n\n{examples['story']}\n\n* * *\n\n"
        f"Story idea: {premise}\n\n"
    )
