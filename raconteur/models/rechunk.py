"""A chunked HTTP/1.1 answer in larger chunks: those that came together, as one.

Model servers send a chunk for each token, and the HTTP library takes some 15 µs for a chunk,
whatever is in it (h11 gives one event for each). A quick model says hundreds of tokens between two
readings of its socket: with their chunks joined before the library sees them, they cost together
what one does. Sizes are RFC 9112's (7.1); whatever is not understood goes on as it came, for the
library to judge.
"""

_HEAD_END = b"\r\n\r\n"
_CHUNKED = b"\r\ntransfer-encoding: chunked\r\n"
# Bytes that a head, or a chunk's first line, may have before it is taken for something else.
_LONGEST = 65_536


class Rechunker:
    """One connection's answers. `begin` before each request, then `feed` with all that is read."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A new request was sent: what is read next begins with a head."""
        self._rest = b""
        self._left = 0
        self._read = self._head

    def feed(self, data: bytes) -> bytes:
        """What the library may have of all that came so far; nothing where it must wait."""
        data, self._rest = self._rest + data, b""
        return self._read(data)

    def _head(self, data: bytes) -> bytes:
        end = data.find(_HEAD_END)
        if end < 0:
            return self._wait(data)
        end += len(_HEAD_END)
        if not data.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")):
            chunked = _CHUNKED in data[:end].lower()
            self._read = self._chunks if chunked else self._as_it_came
        return data[:end] + (self._read(data[end:]) if end < len(data) else b"")

    def _chunks(self, data: bytes) -> bytes:
        """`_left`: bytes of the present chunk that have not come, its line's end counted too."""
        parts: list[bytes] = []
        at, last = 0, len(data)
        while at < last:
            if self._left:
                if self._left > 2:
                    parts.append(data[at : at + self._left - 2])
                step = min(self._left, last - at)
                self._left -= step
                at += step
                continue
            end = data.find(b"\r\n", at)
            if end < 0:
                break
            size = _size(data[at:end])
            if not size:
                # The last chunk, with what may follow it, or nothing that we know.
                self._read = self._as_it_came
                return _chunk(parts) + data[at:]
            self._left = size + 2
            at = end + 2
        return _chunk(parts) + self._wait(data[at:])

    def _wait(self, data: bytes) -> bytes:
        """Keep what is not whole yet; nothing of it goes on, unless it never will be."""
        if len(data) > _LONGEST:
            self._read = self._as_it_came
            return data
        self._rest = data
        return b""

    def _as_it_came(self, data: bytes) -> bytes:
        return data


def _size(line: bytes) -> int:
    """The size a chunk's first line says; 0 for the last one, and for no size at all."""
    said = line.partition(b";")[0].rstrip()
    try:
        # `int` would also take a sign or an underscore.
        return int(said, 16) if said.isalnum() else 0
    except ValueError:
        return 0


def _chunk(parts: list[bytes]) -> bytes:
    data = b"".join(parts)
    return b"%x\r\n%b\r\n" % (len(data), data) if data else b""
