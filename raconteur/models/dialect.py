"""What a particular server turned out not to understand.

Servers that call themselves compatible differ in the optional fields they take: OpenAI's reasoning
models want `max_completion_tokens` and no temperature, Mistral knows no `seed`, Gemini no
`stream_options`. Rather than a table of names that ages, we ask in full once, read which field
the refusal names, and leave it out from then on.
"""

import re

from raconteur.models.wire import Body

_RENAMED = {"max_tokens": "max_completion_tokens"}
# Without these the answer would be another one, or have no end.
_NEEDED = frozenset(
    {"model", "messages", "prompt", "stream", "grammar", "max_tokens", "max_completion_tokens"}
)


class Dialect:
    """The fields to leave out or to rename, learned from refusals. Safe to share by threads:
    each change is one assignment, and learning a thing twice does no harm."""

    def __init__(self) -> None:
        self._changes: dict[str, str | None] = {}

    def spoken(self, body: Body) -> Body:
        """The body as this server takes it."""
        changes = self._changes
        if not changes:
            return body
        spoken: Body = {}
        for name, value in body.items():
            kept = changes.get(name, name)
            if kept is not None:
                spoken[kept] = value
        return spoken

    def learn(self, refusal: str, body: Body) -> bool:
        """Whether this 400 or 422 names a field of `body` that we can do without."""
        words = frozenset(re.findall(r"\w+", refusal))
        for name in body.keys() & words:
            new_name = _RENAMED.get(name)
            if new_name in words or name not in _NEEDED:
                self._changes = {**self._changes, name: new_name}
                return True
        return False
