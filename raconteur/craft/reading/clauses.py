"""Where a captured phrase of a prompt ends."""

import re

from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.tokens import Token, tokens
from raconteur.craft.reading.verbs import finite

_MARKS = '.,;:!?()[]"“”«»—–…'


def noun_phrase(text: str, lex: Lexicon, keep_where: bool = False) -> str:
    """From its article to before the next verb, conjunction or place.

    keep_where  keep "under the bed" in "the monster under the bed"
    """
    cut = lex.words("cut_np") if keep_where else lex.words("cut_np") | lex.words("cut_np_more")
    kept: list[Token] = []
    for token in tokens(text, lex.language):
        if token.text in _MARKS or (kept and token.low in cut) or len(kept) > 8:
            break
        if _begins_another(token, kept, lex):
            break
        if kept and finite(token.low, lex) and kept[-1].low not in lex.words("dets_one"):
            break
        kept.append(token)
    dets = lex.words("dets_one") | lex.words("dets_many")
    if kept and kept[0].low in lex.stop - dets - lex.words("may_begin"):
        return ""
    return _text(text, kept)


def _begins_another(token: Token, kept: list[Token], lex: Lexicon) -> bool:
    """ "his glasses | the day before": an article with no "of" before it begins something else."""
    articles = ("the", "a", "an", "le", "la", "les", "un", "une")
    if token.low not in articles or not kept:
        return False
    last = kept[-1].low
    dets = lex.words("dets_one") | lex.words("dets_many")
    return last not in lex.stop and any(each.low not in dets for each in kept)


def verb_phrase(text: str, lex: Lexicon, most: int = 12, told: bool = False) -> str:
    """From a verb to the end of its clause, `most` words long at most.

    told  "finds a map and follows it" is all wanted; else what comes after "and" is not
    """
    cut = lex.words("cut_vp")
    kept: list[Token] = []
    good = 0
    for token in tokens(text, lex.language):
        if token.text in _MARKS or (kept and token.low in cut):
            good = len(kept)
            break
        if len(kept) >= most:
            break
        if token.low in ("and", "et"):
            good = len(kept)
            if told and _another_does(text, token.end, lex):
                break
        kept.append(token)
    else:
        good = len(kept)
    kept = kept[: good or len(kept)]
    while len(kept) > 1 and kept[-1].low in lex.words("dangling"):
        kept.pop()
    kept = kept if told else _before_second_verb(kept, lex)
    return _text(text, kept)


def _another_does(text: str, at: int, lex: Lexicon) -> bool:
    """ "... and a frog helps": somebody else goes on."""
    ahead = tokens(text[at : at + 60], lex.language)[:5]
    if not ahead or ahead[0].low not in lex.words("dets_one") | lex.words("dets_many"):
        return False
    return any(finite(token.low, lex) for token in ahead[2:])


def _before_second_verb(kept: list[Token], lex: Lexicon) -> list[Token]:
    """ "swim and meets a duck" is two things: the second is not wanted."""
    for at, token in enumerate(kept[:-1]):
        if token.low in ("and", "et") and at and finite(kept[at + 1].low, lex):
            return kept[:at]
    return kept


def _text(text: str, kept: list[Token]) -> str:
    if not kept:
        return ""
    return re.sub(r"\s+", " ", text[kept[0].start : kept[-1].end]).strip()
