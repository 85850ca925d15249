"""A model's stream as finished text: whole words, real quotation marks, no markdown.

What leaves here never changes again, so a word that may still grow, a dot that may become an
ellipsis and a hyphen that may become a dash are held back until the next piece decides.
"""

import re
from collections.abc import Iterator

NARROW = "\u202f"
_HELD = re.compile(r"(?:\s*[^\s—]+|\s+)$")
_SENTENCE_END = re.compile(r"[.!?…]+[\s\u202f]»(?=\s|$)|[.!?…]+[”’»\")]*(?=\s|$)")
_ABBREVIATED = re.compile(r"\b(\w+)\.$")
_STRETCHES = re.compile(r"[^\W_]+|.", re.DOTALL)
_LETTERED = re.compile(r"[^\W_]")
_MARKS = str.maketrans("", "", "*#_`~|<>[]{}\\")


class Typography:
    """One stretch of text being set, character by character, in one language's manner."""

    def __init__(self, language: str, before: str) -> None:
        self.french = language == "fr"
        self.last = before[-1:]
        self.newlines = len(before) - len(before.rstrip("\n"))
        self.open = in_speech(before)

    def set(self, text: str) -> str:
        """The characters as they will stand. `text` must not break inside a word."""
        text = text.translate(_MARKS).replace("...", "…").replace("\u00a0", " ")
        text = re.sub(r"(?<=\s)--?(?=\s)|--", "—", text)
        if self.french:
            text = re.sub(r"[ \u202f]+(?=[;:!?»])", NARROW, text)
        return "".join([self._stretch(stretch) for stretch in _STRETCHES.findall(text)])

    def _stretch(self, stretch: str) -> str:
        """Plain letters pass together; what may change goes one by one."""
        if len(stretch) == 1 and not stretch.isalnum():
            return self._one(stretch)
        self.newlines = 0
        self.last = stretch[-1]
        return stretch

    def _one(self, character: str) -> str:
        made = self._quoted(character)
        if made == "\n":
            self.newlines += 1
            if self.newlines > 2 or not self.last:
                return ""
        elif made.isspace() and made != NARROW:
            if not self.last or self.last.isspace():
                return ""
        elif self.french and made[:1] in ";:!?»":
            made = self._narrow(made)
        if not made.isspace():
            self.newlines = 0
        self.last = made[-1:] or self.last
        return made

    def _opens(self) -> bool:
        """A straight mark opens after a space; in French, where both sides have one, in turn."""
        if self.french:
            return not self.open
        return not self.last or self.last.isspace() or self.last in "(—"

    def _narrow(self, mark: str) -> str:
        doubled = mark != "»" and self.last in ";:!?"
        return mark if doubled or not self.last or self.last.isspace() else NARROW + mark

    def _quoted(self, character: str) -> str:
        if character == "'":
            return "’"
        if character not in '"“”':
            return character
        if not self.french and character in "“”":
            self.open = character == "“"
            return character
        opening = character == "“" or (character == '"' and self._opens())
        self.open = opening
        if self.french:
            return "«" + NARROW if opening else "»"
        return "“" if opening else "”"


def in_speech(text: str) -> bool:
    """Whether a quotation is still open in the text's last paragraph."""
    said = text.rpartition("\n")[2]
    return said.count("“") + said.count("«") > said.count("”") + said.count("»")


def closing(text: str) -> str:
    """What the last sentence lacks to be whole: a full stop, a quotation mark."""
    stop = "" if ends_whole(text) or text.rstrip().endswith((".", "!", "?", "…")) else "."
    if not in_speech(text):
        return stop
    return stop + ("”" if "“" in text.rpartition("\n")[2] else f"{NARROW}»")


class Tally:
    """Words counted as text comes, cut anywhere: half a word and its other half are one."""

    def __init__(self) -> None:
        self.words = 0
        self._joins = self._counted = False

    def add(self, text: str) -> int:
        """The words so far."""
        stretches = text.split()
        if not stretches:
            self._joins = self._joins and not text
            return self.words
        counted = [bool(_LETTERED.search(stretch)) for stretch in stretches]
        self.words += sum(counted)
        if self._joins and not text[0].isspace():
            self.words -= self._counted and counted[0]
            counted[0] = counted[0] or self._counted
        self._joins, self._counted = not text[-1].isspace(), counted[-1]
        return self.words


def whole_words(pieces: Iterator[str]) -> Iterator[str]:
    """The same text, each piece ending where a word does; the last one as it comes."""
    held = ""
    for piece in pieces:
        held += piece
        tail = _HELD.search(held)
        cut = tail.start() if tail else len(held)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def sentence_ends(text: str, start: int = 0) -> Iterator[int]:
    """Where sentences end in `text`, at or after `start`."""
    for match in _SENTENCE_END.finditer(text, start):
        # No abbreviation is longer, and looking further back takes as long as the text is.
        word = _ABBREVIATED.search(text[max(0, match.end() - 8) : match.end()])
        if word and word[1] in ("Mr", "Mrs", "Ms", "Dr", "St", "M", "Mme", "Sr", "Sra"):
            continue
        yield match.end()


def ends_whole(text: str) -> bool:
    """Whether the text ends with a whole sentence."""
    text = text.rstrip()
    return not text or any(end == len(text) for end in sentence_ends(text, max(0, len(text) - 8)))


def seam(left: str, incoming: str, joined: bool) -> str:
    """What is new in `incoming` after `left`: repeated words dropped, the space between mended.

    joined  the model went on from the very text, so a space it left out is no mistake of ours
    """
    words = [match.span() for match in re.finditer(r"\S+", left[-400:])]
    tail = left[-400:]
    for start, _ in words:
        again = tail[start:].strip()
        if len(again.split()) < 2 and len(again) < 12:
            break
        if _begins(incoming.lstrip(), again):
            incoming = incoming.lstrip()[len(again) :]
            break
    if not left or not incoming:
        return incoming.lstrip() if not left else incoming
    if left[-1].isspace():
        return incoming.lstrip(" ") if not left.endswith("\n") else incoming.lstrip()
    if incoming[0].isspace() or incoming[0] in ".,;:!?…”’'»)—-":
        return incoming
    return incoming if joined and not left[-1].isalnum() else " " + incoming


def _begins(text: str, start: str) -> bool:
    if len(text) < len(start):
        return False
    same = text[: len(start)].casefold() == start.casefold()
    return same and not text[len(start) : len(start) + 1].isalnum()
