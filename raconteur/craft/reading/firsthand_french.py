"""French « je », « nous » and « on » as somebody of whom a story is told."""

import re
from collections.abc import Sequence

from raconteur.craft.grammar import grammar
from raconteur.craft.reading.conjugation import of_me, of_us
from raconteur.craft.reading.french import FrenchSpeech
from raconteur.craft.reading.lexicon import lexicon
from raconteur.craft.reading.mention import Mention

_SOMEBODY = re.compile(
    r"(?:(?:lui |leur )?(?:a|avait) (?:volé|pris|dérobé|chipé|emporté|enlevé|caché|kidnappé)"
    r"|dit|raconte|appelle|peut|croit|ne sait)\b"
)
_ALSO = r"(?:,? (?:on|nous|je)\b)?(?:,? j’)?"
_CLITIC = r"(?:ne |n’|me |m’|nous |se |s’|y |en |le |la |les |l’|lui |leur )"
_OWN = {"mon": "son", "ma": "sa", "mes": "ses", "nos": "ses"}


def told(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    """The text about `teller`; None where nobody says « je », « nous » or « on » as its subject."""
    return (
        _somebody_and_me(text, teller, people)
        or _me_and_somebody(text, teller, people)
        or _i_or_we(text, teller, people)
    )


def _somebody_and_me(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    for found in re.finditer(rf",? et moi\b{_ALSO}", text, re.IGNORECASE):
        chain = _chain(text, people, found.start())
        if chain and _leads(text[: chain[0].start]):
            return _about(text[: chain[0].start], teller, _named(text, chain), text[found.end() :])
    return None


def _me_and_somebody(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    found = re.search(r"\bmoi et ", text, re.IGNORECASE)
    second = next((m for m in people if found and m.start == found.end()), None)
    if not found or not second or not _leads(text[: found.start()]):
        return None
    rest = re.sub(rf"^{_ALSO}", "", text[second.end :], count=1)
    return _about(text[: found.start()], teller, _named(text, [second]), rest)


def _i_or_we(text: str, teller: str, people: Sequence[Mention]) -> str | None:
    found = re.search(r"\b(?:(?:on|nous|je)(?= )|j’)", text, re.IGNORECASE)
    if not found:
        return None
    rest = " " + text[found.end() :].lstrip()
    if before := _with_before(text, people, found.start()):
        lead, chain = before
        return _about(lead, teller, _named(text, chain), rest)
    if not _leads(text[: found.start()]):
        return None
    if behind := _with_behind(text, people, found.end()):
        start, last = behind
        rest = " " + (text[found.end() : start].strip() + text[last.end :])
        return _about(text[: found.start()], teller, _named(text, [last]), rest)
    if found.group().lower() == "on" and _SOMEBODY.match(rest.strip()):
        return None
    return _about(text[: found.start()], teller, [], rest)


def _about(lead: str, teller: str, others: Sequence[str], rest: str) -> str:
    whole = lead + " et ".join([teller, *others]) + _conjugated(rest)
    whole = re.sub(r"\b(?:mon|ma|mes|nos)\b", lambda m: _OWN[m.group()], whole)
    return re.sub(r"\bnotre (\w+)", lambda m: _own(m.group(), m[1]), whole)


def _own(whole: str, word: str) -> str:
    noun = FrenchSpeech(lexicon("fr")).noun(whole)
    return grammar("fr").form(noun, "son", True) if noun else f"son {word}"


def _conjugated(rest: str) -> str:
    """The verbs of « nous » and « je » as those of one: « avons trouvé » gives « a trouvé »."""
    parts = re.split(r"(\b(?:et|puis|mais)(?: (?:puis|nous|on|je)\b)*(?: j’)?)", rest)
    for at in range(0, len(parts), 2):
        found = re.match(rf"(?P<small>,? ?{_CLITIC}*)(?P<verb>\w+)", parts[at])
        if not found:
            continue
        verb = of_us(found["verb"]) or of_me(found["verb"])
        if verb is None and at:
            continue
        small = re.sub(r"\b(?:me|nous) ", "se ", found["small"]).replace("m’", "s’")
        verb = verb or found["verb"]
        if re.match(r"[aeiouyéèêâîôh]", verb):
            small = re.sub(r"\b(se|ne) $", lambda m: m[1][0] + "’", small)
        parts[at] = small + verb + parts[at][found.end() :]
    return "".join(
        re.sub(r"(?: (?:nous|on|je)\b)+(?: j’)?$| j’$", "", part) if at % 2 else part
        for at, part in enumerate(parts)
    )


def _chain(text: str, people: Sequence[Mention], end: int) -> list[Mention]:
    """Those who stand together right before an offset: « Papa, Maman » before « et moi »."""
    chain: list[Mention] = []
    for mention in reversed(people):
        if mention.end == end or (chain and text[mention.end : end] in (", ", " et ", ", et ")):
            chain, end = [mention, *chain], mention.start
    return chain


def _with_before(
    text: str, people: Sequence[Mention], end: int
) -> tuple[str, Sequence[Mention]] | None:
    """« Avec Maman, on ... »: what stands before it, and who."""
    chain = _chain(text, people, len(text[:end].rstrip(" ,")))
    found = re.search(r"\bavec $", text[: chain[0].start], re.IGNORECASE) if chain else None
    if not found or not _leads(text[: found.start()]):
        return None
    return text[: found.start()], chain


def _with_behind(text: str, people: Sequence[Mention], after: int) -> tuple[int, Mention] | None:
    """« ... avec mon papa »: who did it too, unless it is what somebody wants to do."""
    for mention in people:
        before = text[after : mention.start] if mention.start > after else ""
        if not before.endswith(" avec ") or mention.thing or mention.owner:
            continue
        if len(before.split()) > 1 and not _wants(before):
            return after + len(before) - len("avec "), mention
    return None


def _wants(text: str) -> bool:
    return bool(re.search(r"\b(?:veux|voulons|veut|voudrais|voudrait|aimerais|rêve)\b", text))


def _named(text: str, people: Sequence[Mention]) -> list[str]:
    """As they are called in the middle of a sentence."""
    called = [text[m.start : m.end] for m in people]
    return [c[0].lower() + c[1:] if m.det else c for m, c in zip(people, called, strict=True)]


def _leads(text: str) -> bool:
    """Whether it only says when: « L’été dernier, ... »."""
    words = re.findall(r"l’|[\w’-]+", text.lower())
    return len(words) <= 6 and lexicon("fr").words("says_when").issuperset(words)
