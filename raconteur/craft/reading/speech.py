"""What reading needs to know of a language beyond its word lists."""

from typing import Protocol

from raconteur.craft.values import Noun


class Speech(Protocol):
    """Small turns of one language, used on pieces of a prompt."""

    def noun(self, phrase: str) -> Noun | None:
        """ "her red umbrella" as a noun without its article; None when it is none."""
        ...

    def feared(self, phrase: str) -> str:
        """What stands after "afraid of", to be put back there."""
        ...

    def have(self, phrase: str) -> str:
        """ "a hat" as a wish in the infinitive: "have a hat"."""
        ...

    def verbal(self, sort: str, phrase: str) -> str:
        """A verb phrase in the infinitive ("ger": as what is feared)."""
        ...

    def past(self, phrase: str) -> str:
        """A verb phrase in the past, as told."""
        ...

    def animate(self, noun: Noun) -> bool:
        """Whether it is somebody rather than something."""
        ...

    def find_again(self, phrase: str) -> str:
        """Looking for somebody who is lost, in the infinitive."""
        ...

    def owner_before(self, whole: str, kin: str) -> str:
        """ "his mother" out of "has lost his mother"."""
        ...

    def event(self, text: str, after: int, many: bool) -> str | None:
        """What the hero, mentioned before `after`, did: a verb phrase in the past."""
        ...

    def wondered(self, question: str) -> str | None:
        """A question as it is put after "find out"; None when it cannot be turned."""
        ...

    def occasion(self, text: str) -> str | None:
        """A prompt that is a mere noun phrase, as something that the hero did."""
        ...
