"""A stream of server-sent events, read a network packet at a time.

A quick model says hundreds of tokens between two readings of its socket. Taken one by one they cost
a reader 12 µs each, of which the JSON is 2; so the events of one packet are handed over together.
The format is the WHATWG's (HTML Living Standard, 9.2): what an event is called, and its id, are no
concern of a model's answer.
"""

from collections.abc import Iterable, Iterator

_BOM = b"\xef\xbb\xbf"


def bursts(chunks: Iterable[bytes]) -> Iterator[list[str]]:
    """The data of all events that were completed by one chunk, never an empty list.

    What stands after the last blank line is no event. Raises UnicodeDecodeError.
    """
    rest, data, begun = b"", [], False
    for chunk in chunks:
        lines, rest = _lines(rest + chunk)
        if lines and not begun:
            lines[0], begun = lines[0].removeprefix(_BOM), True
        found: list[str] = []
        for line in lines:
            if line.startswith(b"data:"):
                data.append(line[5:].removeprefix(b" "))
            elif not line and data:
                if said := b"\n".join(data).decode():
                    found.append(said)
                data = []
        if found:
            yield found


def _lines(text: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines of a text, and its beginning of another."""
    if b"\r" not in text:
        lines = text.split(b"\n")
        return lines[:-1], lines[-1]
    # A return that comes last may be half of a line's end.
    cut = len(text) - text.endswith(b"\r")
    lines = text[:cut].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return lines[:-1], lines[-1] + text[cut:]
