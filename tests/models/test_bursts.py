"""Events are read the same wherever the network cut them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.models.bursts import bursts

STREAM = (
    '\ufeffdata: {"a": 1}\n\n'
    ": a comment\n"
    "event: message\ndata: two\ndata:  lines é🦔\nid: 7\n\n"
    "retry: 10\n\n"
    "data\n\n"
    "data: \n\n"
    "data: [DONE]\n\n"
    "data: never ended"
).encode()
DATA = ['{"a": 1}', "two\n lines é🦔", "[DONE]"]


def read(*chunks: bytes) -> list[str]:
    return [data for burst in bursts(chunks) for data in burst]


def test_what_one_reading_brings_comes_together() -> None:
    found = list(bursts([b"data: a\n\ndata: b\n\nda", b"ta: c\n\n"]))
    assert found == [["a", "b"], ["c"]]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_wherever_it_is_cut_the_same_is_read(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    assert read(*(STREAM[a:b] for a, b in pairwise(edges))) == DATA


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
@given(st.lists(st.integers(0, len(STREAM) + 20), max_size=8))
def test_so_are_other_ends_of_lines(end: bytes, cuts: list[int]) -> None:
    stream = STREAM.replace(b"\n", end)
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    assert read(*(stream[a:b] for a, b in pairwise(edges))) == DATA


def test_what_is_no_utf_8_is_an_error() -> None:
    with pytest.raises(UnicodeDecodeError):
        read(b"data: \xff\n\n")
