"""A model's thinking aloud, kept out of the story."""

_TAGS = ("think", "thinking", "reasoning")
_OPENERS = tuple(f"<{tag}>" for tag in _TAGS)


class ReasoningFilter:
    """Drops `<think>…</think>` from a text that comes in pieces cut anywhere.

    A piece without "<" passes untouched; the beginning of what may be a tag is held back until
    it is known to be one. Blank lines between the thinking and the answer go with the thinking.
    """

    def __init__(self) -> None:
        self._held = ""
        self._closer: str | None = None
        self._trim = False

    def feed(self, piece: str) -> str:
        """What of the text so far may be shown now."""
        if not self._held and self._closer is None and not self._trim and "<" not in piece:
            return piece
        self._held += piece
        shown = ""
        while self._held:
            step = self._outside() if self._closer is None else self._inside()
            if step is None:
                break
            shown += step
        return shown

    def rest(self) -> str:
        """What was held back when the text ended: all of it outside thinking, else nothing."""
        rest = self._held if self._closer is None else ""
        self._held = ""
        return rest

    def _outside(self) -> str | None:
        """Text up to the next tag; None where more must come before it is known."""
        if self._trim:
            self._held = self._held.lstrip()
            if not self._held:
                return None
            self._trim = False
        at = self._held.find("<")
        if at > 0 or at < 0:
            end = at if at > 0 else len(self._held)
            shown, self._held = self._held[:end], self._held[end:]
            return shown
        for opener in _OPENERS:
            if self._held.startswith(opener):
                self._closer = f"</{opener[1:]}"
                self._held = self._held[len(opener) :]
                return ""
            if opener.startswith(self._held):
                return None
        shown, self._held = self._held[0], self._held[1:]
        return shown

    def _inside(self) -> str | None:
        closer = self._closer or ""
        _, found, after = self._held.partition(closer)
        if not found:
            self._held = self._held[-len(closer) :]
            return None
        self._held, self._closer, self._trim = after, None, True
        return ""
