"""The judge of the three gates, as a server has it: the rules, and what a host plugged in beside.

The rules are always asked. A classifier can only add reasons; where it does not answer, a text for
children up to twelve counts as not fit, one for older readers passes.
"""

import logging
import time
from collections.abc import Callable, Sequence

from raconteur.craft import LANGUAGES
from raconteur.craft.fitness import (
    BANDS,
    Band,
    Classifier,
    Reason,
    Verdict,
    Where,
    judge,
    may_be_grave,
)
from raconteur.models.errors import ModelError

log = logging.getLogger(__name__)

UNCHECKED = "unchecked"
# Seconds for which a classifier that did not answer is not asked again.
PAUSE_S = 10.0
# The number of the oldest band whose readers see nothing that was to be checked and was not.
OLDEST_SHELTERED = 2


class Judge:
    """Safe from any thread.

    classifier  besides the rules; None: the rules alone
    clock       seconds, which never go back
    """

    def __init__(
        self, classifier: Classifier | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._classifier, self._clock = classifier, clock
        self._silent_until = float("-inf")

    @property
    def asks(self) -> bool:
        """Whether anybody is asked besides the rules."""
        return self._classifier is not None

    def warm(self) -> None:
        """Read the rules: for whoever comes first that would take a tenth of a second."""
        for language in LANGUAGES:
            self.rules("-", language, BANDS[0])
        may_be_grave("-")

    def rules(
        self,
        text: str,
        language: str,
        band: Band,
        avoid: Sequence[str] = (),
        where: Where = "piece",
    ) -> Verdict:
        """What the rules alone say: at once, and without raising anything."""
        return judge(text, language, band, avoid, where)

    def classifier(self, text: str, language: str, band: Band, where: Where = "piece") -> Verdict:
        """What the classifier says; where there is none, that it is fit."""
        asked = self._classifier
        if asked is None or not text.strip():
            return Verdict(band.id, where)
        if self._clock() < self._silent_until:
            return _unchecked(band, where, asked.name)
        try:
            return judge(text, language, band, (), where, (asked,))
        except ModelError as error:
            log.warning("%s did not say what it thinks of a text: %s", asked.name, error)
            self._silent_until = self._clock() + PAUSE_S
            return _unchecked(band, where, asked.name)

    def __call__(
        self,
        text: str,
        language: str,
        band: Band,
        avoid: Sequence[str] = (),
        where: Where = "piece",
    ) -> Verdict:
        """What both say; who breaks a rule is not asked about any further."""
        verdict = self.rules(text, language, band, avoid, where)
        return verdict if not verdict.fit else self.classifier(text, language, band, where)


def _unchecked(band: Band, where: Where, name: str) -> Verdict:
    if band.number > OLDEST_SHELTERED:
        return Verdict(band.id, where)
    key = "request.unchecked" if where == "request" else "story"
    return Verdict(band.id, where, (Reason(UNCHECKED, band.number + 1, "", key, name),))
