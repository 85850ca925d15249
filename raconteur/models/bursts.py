"""A stream of server-sent events, read a network packet at a time.

A quick model says hundreds of tokens between two readings of its socket. Taken one by one they cost
a reader 12 µs each, of which the JSON is 2; so the events of one packet are handed over together.
The format is the WHATWG's (HTML Living Standard, 9.2): what an event is called, and its id, are no
concern of a model's answer.
"""

from collections.abc import Iterable, Iterator

from raconteur.models.errors import ModelError

# For whose end is waited. An event has a token or two.
MOST_BYTES = 4_000_000
_BOM = b"\xef\xbb\xbf"


def bursts(chunks: Iterable[bytes]) -> Iterator[list[str]]:
    """The data of all events that were completed by one chunk, never an empty list.

    What stands after the last blank line is no event. Raises UnicodeDecodeError, and ModelError
    (nonsense) for an event that does not end.
    """
    rest, data, begun, length = b"", [], False, 0
    for chunk in chunks:
        length += len(chunk)
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
        if found or not (rest or data):
            length = 0
        if found:
            yield found
        elif length > MOST_BYTES:
            raise ModelError("nonsense", f"an event of more than {MOST_BYTES} bytes")


def _lines(text: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines of a text, and its beginning of another."""
    if b"\r" not in text:
        lines = text.split(b"\n")
        return lines[:-1], lines[-1]
    # A return that comes last may be half of a line's end.
    cut = len(text) - text.endswith(b"\r")
    lines = text[:cut].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return lines[:-1], lines[-1] + text[cut:]
