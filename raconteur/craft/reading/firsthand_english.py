"""English "I" and "we" as somebody of whom a story is told."""

import re
from collections.abc import Sequence

from raconteur.craft.reading.lexicon import lexicon
from raconteur.craft.reading.mention import Mention
from raconteur.craft.reading.tenses import is_base, third

_SINGLE = {
    "am": "is", "are": "is", "were": "was", "have": "has", "do": "does", "don’t": "doesn’t",
    "haven’t": "hasn’t", "aren’t": "isn’t", "weren’t": "wasn’t",
}  # fmt: skip
_SHORT = (("’m", " am"), ("’re", " are"), ("’ve", " have"), ("’ll", " will"), ("’d", " would"))
_ADVERB = r"(?:always|never|also|just|really|only|both|all|often|still|now|then|\w+ly)"
_BEHIND = re.compile(
    r",? ?(?:$|[.,!?;]| (?:in|at|to|on|by|for|and|when|yesterday|today|last|this|because)\b)"
)


def told(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    """The text about `teller`; None where nobody says "I" or "we" as its subject."""
    return (
        _somebody_and_i(text, teller, people)
        or _me_and_somebody(text, teller, people)
        or _i_or_we(text, teller, people)
    )


def _somebody_and_i(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    for found in re.finditer(r",? and (?:I|me)\b", text):
        chain = _chain(text, people, found.start())
        if chain and _leads(text[: chain[0].start]):
            return _about(text[: chain[0].start], teller, _named(text, chain), text[found.end() :])
    return None


def _me_and_somebody(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    found = re.search(r"\b(?:[Mm]e|I|[Mm]yself) and ", text)
    second = next((m for m in people if found and m.start == found.end()), None)
    if not found or not second or not _leads(text[: found.start()]):
        return None
    return _about(text[: found.start()], teller, _named(text, [second]), text[second.end :])


def _i_or_we(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    found = re.search(r"\b(?:I|[Ww]e)(?=[ ’])(?: (?:both|all|two)\b)?", text)
    if not found or not _leads(text[: found.start()]):
        return None
    with_them = _with(text, people, found.end())
    if with_them is None:
        return _about(text[: found.start()], teller, [], text[found.end() :])
    start, last = with_them
    rest = text[found.end() : start].rstrip() + text[last.end :]
    return _about(text[: found.start()], teller, _named(text, [last]), rest)


def _about(lead: str, teller: str, others: Sequence[str], rest: str) -> str:
    return lead + " and ".join([teller, *others]) + _agreeing(rest, bool(others))


def _agreeing(rest: str, many: bool) -> str:
    """What is done, of one or of several: " am making" gives " is making" or " are making"."""
    for short, full in _SHORT:
        if rest.startswith(short):
            rest = full + rest[len(short) :]
    parts = re.split(r"(\b(?:and|then|but)(?: (?:I|we))?(?= ))", rest)
    present = False
    for at in range(0, len(parts), 2):
        found = re.match(rf" (?:{_ADVERB} )*(?P<verb>[\w’]+)", parts[at])
        if not found:
            continue
        verb = found["verb"].lower()
        said = "are" if many and verb == "am" else verb
        if not many and verb in _SINGLE:
            said = _SINGLE[verb]
        elif not many and is_base(verb) and (at == 0 or present):
            said, present = third(verb), True
        parts[at] = parts[at][: found.start("verb")] + said + parts[at][found.end("verb") :]
    joints = [re.sub(r" (?:I|we)$", "", part) if at % 2 else part for at, part in enumerate(parts)]
    return "".join(joints)


def _chain(text: str, people: Sequence[Mention], end: int) -> list[Mention]:
    """Those who stand together right before an offset: "My mum, my dad" before "and I"."""
    chain: list[Mention] = []
    for mention in reversed(people):
        if mention.end == end or (chain and text[mention.end : end] in (", ", " and ", ", and ")):
            chain, end = [mention, *chain], mention.start
    return chain


def _with(text: str, people: Sequence[Mention], after: int) -> tuple[int, Mention] | None:
    """ "... with my dad": who did it too, unless it is what somebody wants to do."""
    for mention in people:
        before = text[after : mention.start] if mention.start > after else ""
        if not before.endswith(" with ") or mention.thing or mention.owner:
            continue
        wants = any(is_base(word) for word in re.findall(r"\bto (\w+)", before))
        if not wants and _BEHIND.match(text[mention.end :]) and len(before.split()) > 1:
            return after + len(before) - len("with "), mention
    return None


def _named(text: str, people: Sequence[Mention]) -> list[str]:
    """As they are called in the middle of a sentence."""
    called = [text[m.start : m.end] for m in people]
    return [c[0].lower() + c[1:] if m.det else c for m, c in zip(people, called, strict=True)]


def _leads(text: str) -> bool:
    """Whether it only says when: "Last summer, ..."."""
    words = re.findall(r"[\w’]+", text.lower())
    return len(words) <= 6 and lexicon("en").words("says_when").issuperset(words)
