"""The rules: the first classifier, without any model. Never raises, whatever the text.

It looks words up in their company, so that lights may be killed and whales be killers; it knows
nothing of instructions, and so none can talk it out of anything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from raconteur.craft.fitness.bands import NOBODY
from raconteur.craft.fitness.hidden import readings, spelled, starred
from raconteur.craft.fitness.lexicon import EVERY, LANGUAGES, Lexicon, Rule, Together, lexicon
from raconteur.craft.fitness.pattern import end_of
from raconteur.craft.fitness.tokens import CLAUSE, NONE, SENTENCE, Tokens, tokens
from raconteur.craft.fitness.tongues import foreign
from raconteur.craft.fitness.verdict import Signal, Where

LAST_SENTENCES = 3
"""Where the end of a story is looked for."""
FURTHEST_NEGATOR = 8
LEAST_SPELLED = 4
"""Letters of a word that is looked for within others."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words start to end."""

    start: int
    end: int
    rule: Rule
    severity: int


class Rules:
    """See the module. `classify` is safe from any thread."""

    name = "rules"

    def classify(self, text: str, language: str, where: Where) -> Sequence[Signal]:
        found: dict[tuple[str, int, str], Signal] = {}
        for number, reading in enumerate(readings(text)):
            words = tokens(reading)
            signals = self._said(words, language, where)
            for signal in (*signals, *_disguised(reading, language)) if not number else signals:
                found.setdefault((signal.category, signal.severity, signal.words), signal)
        return tuple(found.values())

    def _said(self, words: Tokens, language: str, where: Where) -> Iterator[Signal]:
        for name, part in _lexicons(words, language):
            for hit in _hits(words, lexicon(name), part):
                if hit.rule.category == "ending" and (
                    where != "whole" or hit.start < _last_sentences(words)
                ):
                    continue
                said = words.text(hit.start, hit.end)
                yield Signal(hit.rule.category, hit.severity, 1.0, said)


def _lexicons(words: Tokens, language: str) -> Iterator[tuple[str, bytearray | None]]:
    """The rules to go by, and the words that they are for (None: all)."""
    yield EVERY, None
    for name in LANGUAGES:
        if name == language:
            yield name, None
        elif (part := foreign(words, language, name)) is not None:
            yield name, part


def _hits(words: Tokens, rules: Lexicon, part: bytearray | None) -> list[_Hit]:
    masked = _harmless(words, rules)
    by_word = rules.by_word
    hits = []
    for at, word in enumerate(words.words):
        if word not in by_word or masked[at] or (part is not None and not part[at]):
            continue
        for rule in by_word[word]:
            end = end_of(words, at, rule.phrase)
            if end and not masked[end - 1]:
                hits.append(_Hit(at, end, rule, rule.severity))
    if not hits:
        return hits
    taken = bytearray(len(words))
    for hit in hits:
        taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    kept = [hit for hit in hits if _stands(hit) or not _denied(words, hit, rules, taken)]
    return [*kept, *_graver(words, kept, rules)]


def _stands(hit: _Hit) -> bool:
    """Whether it counts although it may be denied: “do not tell your parents” is no denial."""
    return hit.severity >= NOBODY or hit.rule.category == "contact"


def _harmless(words: Tokens, rules: Lexicon) -> bytearray:
    """1 for each word of a phrase that only looks like something else."""
    masked = bytearray(len(words))
    safe = rules.safe
    for at, word in enumerate(words.words):
        if word in safe:
            for elements in safe[word]:
                if end := end_of(words, at, elements):
                    masked[at:end] = b"\1" * (end - at)
    return masked


def _denied(words: Tokens, hit: _Hit, rules: Lexicon, taken: bytearray) -> bool:
    """Whether it is said that there is none: “nobody was hurt”, “no blood, guns or knives”."""
    listing = False
    for at in range(hit.start - 1, max(-1, hit.start - 1 - FURTHEST_NEGATOR), -1):
        parted = words.parted[at + 1]
        if parted >= CLAUSE or (parted != NONE and not (listing or taken[at])):
            break
        word = words.words[at]
        if word in rules.negators:
            # « n’hésite pas à tuer » denies the hesitation.
            return at == 0 or words.words[at - 1] not in rules.hesitations
        listing = bool(taken[at])
        if not listing and word not in rules.passed_over:
            break
    return _denied_after(words, hit, rules)


def _denied_after(words: Tokens, hit: _Hit, rules: Lexicon) -> bool:
    """French: « ne tue pas », « ne meurt jamais », with the first half before."""
    before = words.words[max(0, hit.start - 3) : hit.start]
    if not rules.after or not ("ne" in before or "n" in before):
        return False
    end = hit.start + 1
    for at in range(end, min(end + 3, len(words))):
        if words.parted[at] > NONE:
            return False
        if words.words[at] in rules.after:
            return True
    return False


def _graver(words: Tokens, hits: Iterable[_Hit], rules: Lexicon) -> Iterator[_Hit]:
    for hit in hits:
        for each in rules.together:
            if _is_graver(words, hit, each):
                yield _Hit(hit.start, hit.end, hit.rule, each.severity)


def _is_graver(words: Tokens, hit: _Hit, each: Together) -> bool:
    if each.category != hit.rule.category or not each.least <= hit.severity < each.severity:
        return False
    if each.among is not None and each.among.isdisjoint(words.words[hit.start : hit.end]):
        return False
    near = range(max(0, hit.start - each.near), min(len(words), hit.end + each.near))
    return any(end_of(words, at, elements) for at in near for elements in each.company)


def _last_sentences(words: Tokens) -> int:
    """The word where the last sentences begin."""
    begins = [at for at, parted in enumerate(words.parted) if parted == SENTENCE]
    return begins[-LAST_SENTENCES] if len(begins) >= LAST_SENTENCES else 0


def _disguised(plain: str, language: str) -> Iterator[Signal]:
    """Single words, spelled out or with stars for letters."""
    names = (EVERY, *((language,) if language in LANGUAGES else LANGUAGES))
    for joined in spelled(plain):
        for name in names:
            for word, rule in lexicon(name).single.items():
                if word == joined or (len(word) >= LEAST_SPELLED and word in joined):
                    yield Signal(rule.category, rule.severity, 1.0, word)
    for pattern in starred(plain):
        for name in names:
            for word, rule in lexicon(name).single.items():
                if len(word) == len(pattern) and re.fullmatch(pattern, word):
                    yield Signal(rule.category, rule.severity, 1.0, word)


RULES = Rules()
