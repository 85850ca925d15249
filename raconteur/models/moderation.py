"""A moderation endpoint beside the rules: `POST {base}/moderations`, as OpenAI's and others'.

What each of its categories means for a band is said here; what it does not know is left to the
rules. It sees the text and nothing of whose it is.
"""

import threading
from collections.abc import Mapping, Sequence

from raconteur.craft.fitness import Signal, Where
from raconteur.models.ask import Asker, Json, member
from raconteur.models.errors import ModelError

# A category of ours and the youngest band that may meet it (5: nobody), for those of OpenAI and
# of Mistral. Advice on health, law and money, and talk of prompts, are nobody's harm in a story.
MEANINGS: Mapping[str, tuple[str, int]] = {
    "harassment": ("language", 2),
    "harassment/threatening": ("violence", 3),
    "hate": ("hate", 4),
    "hate/threatening": ("hate", 5),
    "illicit": ("crime", 4),
    "illicit/violent": ("crime", 5),
    "self-harm": ("self_harm", 3),
    "self-harm/intent": ("self_harm", 4),
    "self-harm/instructions": ("self_harm", 5),
    "sexual": ("sexual", 4),
    "sexual/minors": ("sexual", 5),
    "violence": ("violence", 2),
    "violence/graphic": ("cruelty", 4),
    "hate_and_discrimination": ("hate", 4),
    "violence_and_threats": ("violence", 2),
    "dangerous_and_criminal_content": ("crime", 4),
    "selfharm": ("self_harm", 4),
}
FLAGGED = 0.5
"""The least score of what the endpoint itself says is there: its thresholds are its own."""


class Moderation:
    """Safe from any thread. timeout: seconds to connect, and for each part of its answer."""

    name = "moderation"

    def __init__(self, url: str, model: str, key: str, timeout: float) -> None:
        self._url, self._model, self._key, self._timeout = url, model, key or None, timeout
        self._asker: Asker | None = None
        self._lock = threading.Lock()

    def classify(self, text: str, language: str, where: Where) -> Sequence[Signal]:  # noqa: ARG002
        """Raises ModelError."""
        body: Json = {"input": text}
        if self._model:
            body["model"] = self._model
        found = self._ready().post("moderations", body)
        results = found.get("results")
        if not isinstance(results, list) or not results:
            raise ModelError("nonsense", "no results of a moderation")
        return [signal for result in results for signal in _signals(result)]

    def _ready(self) -> Asker:
        """Made when it is first needed: its certificates take 20 ms."""
        with self._lock:
            if self._asker is None:
                self._asker = Asker(self._url, self._key, self._timeout)
            return self._asker


def _signals(result: object) -> list[Signal]:
    """Raises ModelError for what is no result."""
    flags, scores = member(result, "categories"), member(result, "category_scores")
    if not isinstance(flags, dict):
        raise ModelError("nonsense", "no categories in a moderation")
    found = []
    for name, (category, severity) in MEANINGS.items():
        said = scores.get(name) if isinstance(scores, dict) else None
        score = float(said) if isinstance(said, int | float) else 0.0
        if flags.get(name) is True:
            score = max(score, FLAGGED)
        if score > 0:
            found.append(Signal(category, severity, score))
    return found
