"""An edited text remembers which of its words are whose."""

from raconteur.services.spans import respan


def spans(*parts: tuple[int, str, str]) -> list[dict[str, object]]:
    return [{"length": n, "author": author, "chooser": chooser} for n, author, chooser in parts]


def test_an_untouched_text_keeps_its_spans() -> None:
    before = spans((4, "talebook", "talebook"), (4, "model", "model"))
    assert respan("One two.", before, "One two.") == before


def test_a_word_put_in_by_hand_is_the_persons() -> None:
    after = respan("One three.", spans((10, "model", "model")), "One two three.")
    assert [span["author"] for span in after] == ["model", "person", "model"]
    assert [span["length"] for span in after] == [4, 4, 6]


def test_a_rewritten_text_is_all_the_persons() -> None:
    assert respan("abc", spans((3, "model", "model")), "xyz!") == spans((4, "person", "person"))


def test_spans_always_cover_the_text() -> None:
    after = respan("A b c", spans((5, "model", "model")), "A  quite new b c end")
    assert sum(int(str(span["length"])) for span in after) == len("A  quite new b c end")
