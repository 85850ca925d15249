"""Learning what a server does not take."""

import pytest

from raconteur.models.dialect import Dialect
from raconteur.models.wire import Body

BODY: Body = {"model": "m", "messages": [], "max_tokens": 5, "seed": 1, "temperature": 0.5}


@pytest.mark.parametrize(
    ("refusal", "spoken"),
    [
        ('{"error": {"message": "Unsupported value", "param": "temperature"}}', {"temperature"}),
        ('{"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs"}]}', {"seed"}),
        ('Invalid JSON payload. Unknown name "seed": Cannot find field.', {"seed"}),
    ],
)
def test_a_field_that_is_named_is_left_out(refusal: str, spoken: set[str]) -> None:
    dialect = Dialect()
    assert dialect.learn(refusal, BODY)
    assert BODY.keys() - dialect.spoken(BODY).keys() == spoken


def test_a_field_with_another_name_is_renamed() -> None:
    dialect = Dialect()
    assert dialect.learn("'max_tokens' is not supported. Use 'max_completion_tokens'", BODY)
    assert dialect.spoken(BODY)["max_completion_tokens"] == 5
    assert "max_tokens" not in dialect.spoken(BODY)


@pytest.mark.parametrize(
    "refusal",
    ["the model does not exist", "max_tokens is too large: 5", "failed to parse grammar", "no"],
)
def test_what_cannot_be_left_out_is_an_error(refusal: str) -> None:
    dialect = Dialect()
    assert not dialect.learn(refusal, {**BODY, "grammar": "root ::= ("})
    assert dialect.spoken(BODY) is BODY
