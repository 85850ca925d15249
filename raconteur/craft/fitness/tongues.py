"""Which parts of a text are in another language than the story: requests are, at times."""

from collections.abc import Mapping

from raconteur.craft.fitness.tokens import CLAUSE, Tokens

_COMMON = {
    "en": "the a an and of to in is was are were he she it they his her their with for that this "
    "who how about from by not you your me my i out on at does do did has had have will one",
    "fr": "le la les un une des du de et a au aux est sont etait il elle ils elles son sa ses leur "
    "avec pour que qui comment dans sur par pas ne vous tu te me mon ma je se ce cette l d qu s n",
    "de": "der die das ein eine und ist war im in den dem mit er sie es von zu nicht wie auf sich",
    "es": "el la los las un una y es era en de del con su sus que por para se lo no como al",
    "it": "il lo la i gli le un una e di del della che con per in si non come suo sua nel al da",
    "nl": "de het een en van is was in op met dat die hij zij niet te voor zijn haar er om",
    "pt": "o a os as um uma e de do da que com em no na se por para seu sua nao como ao",
}
_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split()) for language, words in _COMMON.items()
}
COMMON = frozenset[str]().union(*_WORDS.values())
"""Words that stand in any text."""


def foreign(text: Tokens, own: str, other: str) -> bytearray | None:
    """1 for each word of a clause that reads more like `other`; None where no clause does.

    A language that is not known counts as none: everything that reads like `other` is.
    """
    ours = _WORDS.get(own, frozenset())
    theirs = _WORDS[other] - ours
    ours -= _WORDS[other]
    words = text.words
    if not any(word in theirs for word in words):
        return None
    marked, some = bytearray(len(words)), False
    start = score = 0
    for at in range(len(words) + 1):
        if at == len(words) or (at > start and text.parted[at] >= CLAUSE):
            if score > 0:
                marked[start:at] = b"\1" * (at - start)
                some = True
            start, score = at, 0
        if at < len(words):
            score += (words[at] in theirs) - (words[at] in ours)
    return marked if some else None
