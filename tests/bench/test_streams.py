"""Event streams are read as they come over the wire, in whatever parts."""

import pytest

from bench.streams import Wire

SENT = (
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    b'45\r\n:\n\nevent: state\ndata: {"passage":1,"state":"writing","error":null}\n\n\r\n'
    b'41\r\nevent: text\nid: 1:3\ndata: {"passage":1,"offset":0,"text":"The"}\n\n\r\n'
    b'43\r\nevent: text\nid: 1:8\ndata: {"passage":1,"offset":3,"text":" bear"}\n\n\r\n'
)


@pytest.mark.parametrize("size", [7, 50, 1000])
def test_every_event_is_found_once_wherever_the_packets_end(size: int) -> None:
    wire = Wire()
    parts = [SENT[at : at + size] for at in range(0, len(SENT), size)]
    wire.read = [(float(n), part) for n, part in enumerate(parts)]
    found = list(wire.events())
    assert [event.name for event in found] == ["state", "text", "text"]
    assert "".join(str(event.data.get("text", "")) for event in found) == "The bear"


def test_an_event_has_the_time_at_which_it_was_whole() -> None:
    wire = Wire()
    wire.read = [(1.0, SENT[:-20]), (2.0, SENT[-20:])]
    assert [event.when for event in wire.events()] == [1.0, 1.0, 2.0]
