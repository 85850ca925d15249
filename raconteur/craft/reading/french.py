"""Reading French prompts: the turns of phrase."""

from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.values import Noun


class FrenchSpeech:
    """See speech.Speech."""

    def __init__(self, lex: Lexicon) -> None:
        self.lex = lex

    def noun(self, phrase: str) -> Noun | None:
        return None

    def definite(self, noun: Noun) -> str:
        return noun.text

    def feared(self, phrase: str) -> str:
        return phrase

    def have(self, phrase: str) -> str:
        return phrase

    def verbal(self, sort: str, phrase: str) -> str:
        return phrase

    def past(self, phrase: str) -> str:
        return phrase

    def animate(self, noun: Noun) -> bool:
        return False

    def find_again(self, phrase: str) -> str:
        return phrase

    def owner_before(self, whole: str, kin: str) -> str:
        return kin

    def event(self, text: str, after: int, many: bool) -> str | None:
        return None

    def occasion(self, text: str) -> str | None:
        return None
