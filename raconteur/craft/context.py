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


def window(text: str, most: int = 3200) -> str:
    """The end of a text, at most so many characters, from the beginning of a paragraph.

    Its start moves in steps of half of that: in between, a server that keeps its last prompt need
    not read it again.
    """
    if len(text) <= most:
        return text
    step = most // 2
    start = -(-(len(text) - most) // step) * step
    paragraph = text.find("\n\n", start)
    return text[paragraph + 2 :] if paragraph >= 0 else text[start:]
