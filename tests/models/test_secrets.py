"""A key is in no words of ours, whoever repeats it."""

import traceback

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.craft.pen import Request
from raconteur.models.ask import Asker
from raconteur.models.errors import ModelError, keeping
from raconteur.models.registry import Endpoint
from tests.models.canned import Answer, canned, event, plain, stream_head
from tests.models.samples import client

KEY = "sk-proj-0123456789abcdefghijklmnop"


def said_by(error: BaseException) -> str:
    """All that a log could have of it."""
    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "answer",
    [
        [plain(401, f'{{"error": {{"message": "Incorrect API key provided: {KEY}"}}}}')],
        [plain(401, "x" * 290 + KEY)],
        [plain(302, "", f"Location: http://127.0.0.1:1/?key={KEY}")],
        [plain(200, f'{{"error": "not with {KEY}"}}')],
        [stream_head() + event({"error": {"message": f"no such key {KEY}"}})],
        [stream_head() + f"data: {KEY}\n\n".encode()],
    ],
)
def test_a_server_that_repeats_it_is_not_quoted(answer: Answer) -> None:
    with canned(answer, answer, answer) as server:
        with pytest.raises(ModelError) as caught:
            client(server.url, key=KEY).complete(Request(prompt="Once"))
        assert KEY[:12] not in said_by(caught.value)
        with pytest.raises(ModelError) as caught, Asker(server.url, KEY, 2.0) as asker:
            asker.api("models")
        assert KEY[:12] not in said_by(caught.value)


def test_what_a_library_says_of_a_header_is_not_repeated() -> None:
    cause = httpx.LocalProtocolError(f"Illegal header value b'Bearer {KEY}'")
    with pytest.raises(ModelError) as caught, keeping(KEY):
        raise ModelError("bad_request", str(cause), permanent=True) from cause
    assert (caught.value.code, caught.value.permanent) == ("bad_request", True)
    assert KEY[:12] not in said_by(caught.value)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12), st.data())
def test_nor_any_telling_part_of_it(key: str, data: st.DataObject) -> None:
    part = key[: data.draw(st.integers(6, len(key)))]
    with pytest.raises(ModelError) as caught, keeping(key):
        raise ModelError("refused", f"> {part}", retry_after=3.0)
    assert part not in str(caught.value).removeprefix("> ") or part in "***"
    assert caught.value.retry_after == 3.0


def test_what_says_nothing_of_it_stays_as_it_is() -> None:
    error = ModelError("died", "the answer broke off")
    for key in (KEY, ""):
        with pytest.raises(ModelError) as caught, keeping(key):
            raise error
        assert caught.value is error


def test_an_endpoint_that_is_printed_does_not_show_it() -> None:
    assert KEY not in repr(Endpoint("own:1", "Mine", "url", "http://x/v1", "m", KEY))
