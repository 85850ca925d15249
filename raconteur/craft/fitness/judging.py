"""The judge of the three gates: the request, each piece before it is shown, the whole at its end.

It has no memory, takes no orders and reads no instruction: what a text asks for or tells is all
that counts, be it in a prompt, in a reader's likes or in an imported story.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from raconteur.craft.book import LANGUAGES, open_book
from raconteur.craft.fitness.bands import Band, band_of
from raconteur.craft.fitness.folding import fold
from raconteur.craft.fitness.hidden import readings
from raconteur.craft.fitness.level import measure
from raconteur.craft.fitness.rules import RULES
from raconteur.craft.fitness.sentences import key
from raconteur.craft.fitness.verdict import Classifier, Reason, Verdict, Where
from raconteur.craft.vocabulary import avoided_words, has_word

SURE = 0.5
"""The least score of a signal that counts."""
AVOID, LEVEL = "avoid", "level"


def judge(
    text: str,
    language: str,
    band: Band | int | str | None,
    avoid: Sequence[str] = (),
    where: Where = "piece",
    classifiers: Sequence[Classifier] = (RULES,),
) -> Verdict:
    """Whether the text is for a reader of this band (or age) who avoids these things.

    Raises what a classifier raises; the rules raise nothing. ValueError for an unknown band.
    """
    reader = band if isinstance(band, Band) else band_of(band)
    found = [*_refused(text, language, reader, where, classifiers)]
    found += _avoided(text, language, avoid, where)
    if where == "whole" and (level := measure(text, language)) and not level.within(reader):
        found.append(_reason(LEVEL, reader.number + 1, f"{level.ease:.0f}", where, RULES.name))
    found.sort(key=lambda reason: -reason.severity)
    return Verdict(reader.id, where, tuple(_each_once(found)))


def _refused(
    text: str, language: str, band: Band, where: Where, classifiers: Iterable[Classifier]
) -> Iterable[Reason]:
    for classifier in classifiers:
        for signal in classifier.classify(text, language, where):
            if signal.score >= SURE and not band.allows(signal.severity):
                yield _reason(
                    signal.category, signal.severity, signal.words, where, classifier.name
                )


def _avoided(text: str, language: str, avoid: Sequence[str], where: Where) -> list[Reason]:
    if not avoid:
        return []
    words = _avoided_words(tuple(avoid), language)
    for reading in readings(text):
        if has_word(reading, words):
            said = next(word for word in words if has_word(reading, (word,)))
            return [_reason(AVOID, 0, said, where, RULES.name)]
    return []


@lru_cache(maxsize=64)
def _avoided_words(avoid: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Folded, with the kin that the tale-book knows: dogs are puppies too."""
    table = open_book(language).table("words") if language in LANGUAGES else {}
    words = avoided_words(avoid, table, language)
    return tuple(dict.fromkeys(fold(word) for word in words))


def _reason(category: str, severity: int, words: str, where: Where, by: str) -> Reason:
    return Reason(category, severity, words, key(category, where), by)


def _each_once(found: Iterable[Reason]) -> list[Reason]:
    """One for what was found by the same words in the same category: the first, the gravest."""
    kept: dict[tuple[str, str], Reason] = {}
    for reason in found:
        kept.setdefault((reason.category, reason.words), reason)
    return list(kept.values())
