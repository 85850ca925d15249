"""An answer's chunks are joined, and nothing else of it changes."""

from itertools import pairwise

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.models.rechunk import Rechunker

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
TOKENS = [b"data: one\n\n", b"data: deux \xc3\xa9\r\n\r\n", b"x" * 300, b"\r\n", b"0"]
CHUNKED = b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in TOKENS)
ANSWER = HEAD + CHUNKED + b"0\r\nTrailer: yes\r\n\r\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n3\r\nab"


def parts(answer: bytes, cuts: list[int]) -> list[bytes]:
    return [answer[a:b] for a, b in pairwise([0, *sorted(cuts), len(answer)])]


def heard(*came: bytes) -> tuple[bytes, int]:
    """The body that h11 reads of it, and in how many pieces."""
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    client.send(h11.EndOfMessage())
    rechunker, body = Rechunker(), []
    for data in came:
        if joined := rechunker.feed(data):
            client.receive_data(joined)
        while not isinstance(event := client.next_event(), type):
            if isinstance(event, h11.Data):
                body.append(bytes(event.data))
            if isinstance(event, h11.EndOfMessage):
                return b"".join(body), len(body)
    raise AssertionError("the answer did not end")


def test_chunks_that_came_together_are_read_as_one() -> None:
    assert heard(HEAD, CHUNKED, b"0\r\n\r\n") == (b"".join(TOKENS), 1)


@given(st.lists(st.integers(0, len(ANSWER)), max_size=20))
def test_wherever_it_is_cut_the_body_is_the_same(cuts: list[int]) -> None:
    assert heard(*parts(ANSWER, cuts))[0] == b"".join(TOKENS)


def test_what_has_come_of_a_chunk_does_not_wait_for_its_end() -> None:
    rechunker = Rechunker()
    assert rechunker.feed(HEAD + b"a\r\n01234") == HEAD + b"5\r\n01234\r\n"
    assert rechunker.feed(b"56789\r\n") == b"5\r\n56789\r\n"


@given(st.lists(st.integers(0, len(PLAIN)), max_size=6))
def test_an_answer_with_a_length_stays_as_it_is(cuts: list[int]) -> None:
    assert heard(*parts(PLAIN, cuts))[0] == b"3\r\nab"


def test_an_interim_answer_is_not_the_answer() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\n\r\n"
    rechunker = Rechunker()
    assert rechunker.feed(early + HEAD + CHUNKED).startswith(early + HEAD + b"14")


def test_every_request_begins_with_a_head() -> None:
    rechunker = Rechunker()
    rechunker.feed(ANSWER)
    rechunker.begin()
    assert rechunker.feed(PLAIN) == PLAIN


@pytest.mark.parametrize("begun", [b"HTTP/1.1 200 OK\r\nX: ", HEAD + b"5;"])
def test_what_never_ends_is_not_kept_for_ever(begun: bytes) -> None:
    rechunker, came = Rechunker(), begun
    passed = rechunker.feed(begun)
    for _ in range(100):
        came += b"x" * 1_000
        passed += rechunker.feed(b"x" * 1_000)
    assert passed == came


@pytest.mark.parametrize("nonsense", [b"zz\r\nabc\r\n", b"\r\nabc\r\n", b"-5\r\nabc\r\n"])
def test_what_is_no_chunk_goes_on_for_the_library_to_refuse(nonsense: bytes) -> None:
    with pytest.raises(h11.RemoteProtocolError):
        heard(HEAD, nonsense)
