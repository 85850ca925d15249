"""What a moderation endpoint answers, in our categories; what is no answer is an error."""

import json
import threading

import pytest

from raconteur.craft.fitness import band_of
from raconteur.models.errors import ModelError
from raconteur.models.moderation import MEANINGS, Moderation
from raconteur.services.judging import Judge
from tests.models.canned import Answer, canned, plain


def said(flags: dict[str, bool], scores: dict[str, float] | None = None) -> bytes:
    result: dict[str, object] = {"flagged": any(flags.values()), "categories": flags}
    if scores is not None:
        result["category_scores"] = scores
    return plain(200, json.dumps({"id": "modr-1", "model": "m", "results": [result]}))


def asked(url: str, **more: object) -> Moderation:
    return Moderation(url, str(more.get("model", "")), str(more.get("key", "")), 2.0)


def test_it_is_asked_for_the_text_and_told_nothing_else() -> None:
    with canned([said({})]) as server:
        found = asked(server.url, model="omni", key="s3cret").classify("A bear", "en", "piece")
    assert list(found) == []
    assert server.bodies == [{"input": "A bear", "model": "omni"}]
    assert server.heads[0].startswith("POST /v1/moderations HTTP")
    assert "authorization: bearer s3cret" in server.heads[0].lower()


def test_what_it_flags_is_for_the_bands_that_may_meet_it() -> None:
    flags = {"violence": True, "sexual": False, "violence/graphic": False}
    scores = {"violence": 0.31, "sexual": 0.02, "violence/graphic": 0.7}
    with canned([said(flags, scores)], [said(flags, scores)]) as server:
        judge = Judge(asked(server.url))
        young = judge("A bear", "en", band_of(10))
        older = judge("A bear", "en", band_of(40))
    # Its own threshold counts, and ours where it has a score alone.
    assert {reason.category for reason in young.reasons} == {"cruelty"}
    assert older.fit


def test_without_scores_its_flags_count() -> None:
    with canned([said({"sexual/minors": True, "unheard of": True})]) as server:
        [signal] = asked(server.url).classify("A text", "en", "piece")
    assert (signal.category, signal.severity) == MEANINGS["sexual/minors"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (plain(200, "{}"), "nonsense"),
        (plain(200, '{"results": []}'), "nonsense"),
        (plain(200, '{"results": [{"flagged": true}]}'), "nonsense"),
        (plain(200, "<html>", kind="text/html"), "nonsense"),
        (plain(401, '{"error": {"message": "no"}}'), "unauthorised"),
        (plain(404, "{}"), "not_found"),
        (plain(429, "{}"), "overloaded"),
    ],
)
def test_what_is_no_answer_is_an_error(answer: bytes, code: str) -> None:
    with canned([answer]) as server, pytest.raises(ModelError) as caught:
        asked(server.url).classify("A bear", "en", "piece")
    assert caught.value.code == code


def test_who_is_silent_is_not_waited_for() -> None:
    silence: Answer = [threading.Event()]
    with canned(silence) as server:
        silent = Moderation(server.url, "", "", 0.2)
        with pytest.raises(ModelError) as caught:
            silent.classify("A bear", "en", "piece")
        assert caught.value.code == "timeout"
        silence[0].set()  # type: ignore[union-attr]


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(ModelError) as caught:
        Moderation("http://127.0.0.1:1/v1", "", "", 0.5).classify("A bear", "en", "piece")
    assert caught.value.code == "unreachable"
