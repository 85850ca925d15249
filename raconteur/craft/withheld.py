"""Free writing sentence by sentence, for readers who avoid something: checked before it is shown.

What is shown is never changed, so a sentence waits until it is whole. One that says what a reader
avoids is drawn again; after a few tries the scene ends before it.
"""

from collections.abc import Callable, Generator, Iterator

from raconteur.craft.flow import sentence_ends

TRIES = 3
"""How often a sentence is drawn again."""
Draw = Callable[[str, int], Iterator[str]]


def allowed_sentences(
    draw: Draw, allows: Callable[[str], bool], begun: str
) -> Generator[str, None, None]:
    """The sentences of one scene that may be shown.

    draw    the scene's pieces after what was shown of it, at the n-th try
    begun   the sentence that the text before has begun, if it has: it is checked with the rest
    """
    shown = ""
    tries = 0
    while tries <= TRIES:
        pieces = draw(shown, tries)
        refused = False
        for sentence in _sentences(pieces, shown):
            if not allows(begun + sentence):
                refused = True
                break
            begun = ""
            shown += sentence
            yield sentence
        close = getattr(pieces, "close", None)
        if close:
            close()
        if not refused:
            return
        tries += 1


def _sentences(pieces: Iterator[str], before: str) -> Iterator[str]:
    """Whole sentences, the space before each included; a last one that is not whole is left out
    where there is another before it, and otherwise offered as it is."""
    held, some = "", bool(before)
    for piece in pieces:
        held += piece
        cut = next((end for end in sentence_ends(held) if end < len(held)), 0)
        while cut:
            yield held[:cut]
            held, some = held[cut:], True
            cut = next((end for end in sentence_ends(held) if end < len(held)), 0)
    if any(end == len(held.rstrip()) for end in sentence_ends(held)) or (held.strip() and not some):
        yield held
