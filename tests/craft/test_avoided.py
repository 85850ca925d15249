"""What a reader avoids stays out of free writing with a small model."""

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.pen import Request
from raconteur.craft.piece import Piece
from raconteur.craft.vocabulary import count_words, has_word
from tests.craft.pens import FakePen, prose

DOGS = ("dog", "dogs", "puppy", "puppies")
CLEAN = " went out to look at the moon. It was very round that night. Nobody else was awake."
BAD = " met a big dog behind the shed. It was very round that night."


def brief(prompt: str = "A hedgehog who is afraid of the dark", words: int = 200) -> Brief:
    zoe = Reader("Zoé", 5, avoid=("dogs",))
    return Brief(prompt, "en", words, 3, "free", readers=(zoe,))


def told(pen: FakePen, asked: Brief | None = None) -> list[Piece]:
    return list(write(asked or brief(), "", None, None, pen))


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


class Stubborn:
    """Says what it must not until it has been asked `times` times for the same place."""

    def __init__(self, times: int) -> None:
        self.times, self.asked = times, dict[str, int]()

    def __call__(self, request: Request) -> str:
        place = request.prompt or ""
        self.asked[place] = self.asked.get(place, 0) + 1
        return BAD if self.asked[place] <= self.times else CLEAN


def test_a_sentence_with_a_refused_word_is_drawn_again() -> None:
    text = text_of(told(FakePen(Stubborn(2))))
    assert not has_word(text, DOGS)
    assert "look at the moon" in text
    assert text.endswith(".")


def test_it_is_drawn_again_with_another_seed_and_a_bias() -> None:
    pen = FakePen(Stubborn(1))
    told(pen)
    first, second = pen.requests[:2]
    assert first.prompt == second.prompt
    assert first.seed != second.seed
    assert first.logit_bias == ()
    assert " dogs" in dict(second.logit_bias)


def test_a_model_that_insists_is_cut_before_it_and_the_story_ends_whole() -> None:
    text = text_of(told(FakePen(lambda _: BAD)))
    assert not has_word(text, DOGS)
    assert text.endswith(".")
    assert count_words(text) > 20


def test_the_good_sentences_before_a_bad_one_stay() -> None:
    text = text_of(told(FakePen(lambda _: CLEAN + " Then a puppy barked.")))
    assert "Nobody else was awake." in text
    assert not has_word(text, DOGS)


def test_a_word_split_over_pieces_is_found() -> None:
    pen = FakePen(lambda _: " saw the puppies of the miller. All was well.")
    assert "pupp" not in text_of(told(pen))


def test_a_prompt_that_names_what_is_avoided_is_not_told_to_the_model() -> None:
    pen = FakePen(lambda _: " " + prose(70))
    told(pen, brief("A dog who lost his bone"))
    assert not has_word(pen.requests[0].prompt or "", DOGS)


def test_nothing_yielded_is_withdrawn_when_it_goes_on_after_a_crash() -> None:
    whole = told(FakePen(lambda _: CLEAN))
    done = whole[: len(whole) // 2]
    plan = next(piece.plan for piece in done if piece.plan)
    pen = FakePen(Stubborn(1))
    rest = text_of(list(write(brief(), text_of(done), plan, done[-1].state, pen)))
    assert not has_word(rest, DOGS)
    assert rest.endswith(".")


def test_without_anything_to_avoid_text_flows_as_before() -> None:
    zoe = Reader("Zoé", 5)
    asked = Brief("A hedgehog who is afraid of the dark", "en", 200, 3, "free", readers=(zoe,))
    assert len(told(FakePen(lambda _: " " + prose(70)), asked)) > 100
