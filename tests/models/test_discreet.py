"""What goes into the log of a model's error."""

from raconteur.models.discreet import discreet

ASKED = "Write a story for Zoé, 5. She meets a small brown hedgehog under the porch today."


def test_what_a_server_says_by_itself_stays() -> None:
    said = "400: maximum context length is 4096 tokens, a story of 5000 was asked for"
    assert discreet(said, ASKED) == said


def test_a_name_does_not() -> None:
    said = discreet("400: cannot tokenize 'Zoé' (input)", ASKED)
    assert said == "400: cannot tokenize '*' (input)"


def test_nor_what_was_asked_for() -> None:
    said = discreet(f"422: value error, input: {ASKED[:60]}", ASKED)
    assert said.startswith("422: value error, input: *")
    for word in ("Zoé", "story", "hedgehog", "brown"):
        assert word not in said


def test_where_nothing_was_asked_nothing_is_hidden() -> None:
    assert discreet("502: Bad Gateway", "") == "502: Bad Gateway"
