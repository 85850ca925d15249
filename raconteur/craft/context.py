"""Keeping what is sent within the model's context: what does not fit is left out of the middle."""

from raconteur.craft.pen import Abilities

CHARACTERS_A_TOKEN = 3.2
"""Cautious for European languages: most tokenisers take 3.5 to 4.5 characters a token."""
_GAP = "\n\n[…]\n\n"


def tokens(text: str) -> int:
    """About how many tokens a text takes, rather too many than too few."""
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


def room(abilities: Abilities, *others: str, answer: int) -> int:
    """Characters left for the story when the other texts and an answer of so many tokens fit."""
    left = abilities.context_tokens - answer - sum(tokens(other) for other in others) - 64
    return max(400, int(left * CHARACTERS_A_TOKEN))


def fitted(text: str, characters: int) -> str:
    """The start (its facts) and the end of a text, the oldest of the rest left out."""
    if len(text) <= characters:
        return text
    start = text[: min(600, characters // 4)]
    start = start.rpartition(". ")[0] + "." if ". " in start else start
    tail = text[-(characters - len(start) - len(_GAP)) :]
    at = tail.find(" ")
    return start + _GAP + tail[at + 1 :]
