"""Which words can be the verb of a sentence, in any language that is read."""

from raconteur.craft.reading import conjugation, tenses
from raconteur.craft.reading.lexicon import Lexicon


def finite(word: str, lex: Lexicon) -> bool:
    """Whether it can be the verb of "she ..."."""
    return tenses.finite(word) if lex.language == "en" else conjugation.finite(word)


def forms(lex: Lexicon) -> frozenset[str]:
    """Every form known of every verb known."""
    return tenses.forms() if lex.language == "en" else conjugation.forms()
