import json

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.pen import Request
from raconteur.craft.piece import Piece
from raconteur.craft.vocabulary import count_words
from tests.craft.pens import FakePen, prose


def brief(words: int = 200, language: str = "en") -> Brief:
    prompt = "A hedgehog who is afraid of the dark"
    return Brief(prompt, language, words, 3, "free", readers=(Reader("Zoé", 5),))


def told(pen: FakePen, words: int = 200) -> list[Piece]:
    return list(write(brief(words), "", None, None, pen))


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def answer(_: Request) -> str:
    return " " + prose(70)


def test_the_first_sentences_are_given_and_marked_as_ours() -> None:
    first = next(piece for piece in told(FakePen(answer)) if piece.text)
    assert "hedgehog" in first.text
    assert "afraid of the dark" in first.text
    assert first.spans[0].author == "talebook"


def test_it_comes_near_the_length_and_ends_with_a_whole_sentence() -> None:
    text = text_of(told(FakePen(answer)))
    assert 180 <= count_words(text) <= 230
    assert text.endswith(".")


def test_scenes_keep_naming_the_hero() -> None:
    pieces = told(FakePen(answer))
    name = str(next(piece.plan for piece in pieces if piece.plan)["hero"])
    text = text_of(pieces)
    assert name in text[len(text) * 2 // 3 :]


def test_text_flows_word_by_word() -> None:
    assert len(told(FakePen(answer))) > 100


def test_it_goes_on_from_the_middle_of_a_sentence() -> None:
    pieces = told(FakePen(answer))
    at = next(n for n, piece in enumerate(pieces) if piece.text.endswith("word5"))
    done = pieces[: at + 1]
    plan = next(piece.plan for piece in done if piece.plan)
    pen = FakePen(answer)
    rest = text_of(list(write(brief(), text_of(done), plan, done[-1].state, pen)))
    assert rest.startswith(" word0")
    assert pen.requests[0].prompt is not None
    assert pen.requests[0].prompt.endswith("word5")


def test_a_model_that_says_nothing_comes_to_an_end() -> None:
    text = text_of(told(FakePen(lambda _: "")))
    assert text.endswith((".", "it."))


def test_an_open_quotation_is_closed_at_the_end() -> None:
    text = text_of(told(FakePen(lambda _: ' said "yes and yes and yes'), 60))
    assert text.rstrip().endswith("”")


def test_what_is_sent_fits_the_context() -> None:
    pen = FakePen(answer)
    told(pen, 2000)
    longest = max(len(request.prompt or "") for request in pen.requests)
    assert longest / 3.2 + 160 < pen.abilities.context_tokens


def test_the_plan_is_json() -> None:
    plan = next(piece.plan for piece in told(FakePen(answer)) if piece.plan)
    assert json.loads(json.dumps(plan)) == plan
