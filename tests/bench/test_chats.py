"""A streamed chat completion is timed and counted by what it says."""

import asyncio

import pytest

from bench.chats import of_model, tokens
from bench.model import Upstream

SAID = (
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    b'2c\r\ndata: {"choices":[{"delta":{"content":""}}]}\n\n\r\n'
    b'30\r\ndata: {"choices":[{"delta":{"content": " A"}}]}\n\nda\r\n'
    b'2f\r\nta: {"choices":[{"delta":{"content":" \\"b"}}]}\n\n\r\n'
    b"10\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"
)


@pytest.mark.parametrize("size", [5, 64, 1000])
def test_tokens_are_counted_wherever_the_packets_end(size: int) -> None:
    assert tokens([SAID[at : at + size] for at in range(0, len(SAID), size)]) == 2


def test_a_model_says_its_first_token_at_once_and_all_of_them_in_their_time() -> None:
    with Upstream(100) as model:
        assert 0 < of_model(model, 20).first_token() < 0.1
        rate = asyncio.run(of_model(model, 100).fastest())
    assert 80 < rate < 120
