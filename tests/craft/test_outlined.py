import re
from dataclasses import replace

import pytest

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.outline import parse
from raconteur.craft.pen import Request
from raconteur.craft.piece import Piece
from raconteur.craft.vocabulary import count_words
from tests.craft.pens import CAPABLE, FakePen, prose, said_of, until_broken


def outline(count: int) -> str:
    lines = "\n".join(f"{n}. Secret{n} happens to Pip." for n in range(1, count + 1))
    return f"Title: The Night of Pip\n\n{lines}"


class Talkative:
    """A model that writes a share more or less than it is asked for."""

    def __init__(self, share: float = 1.0, outlined: str | None = None) -> None:
        self.share, self.outlined, self.scenes = share, outlined, 0

    def __call__(self, request: Request) -> str:
        said = said_of(request)
        if "numbered lines" in said:
            count = int(re.findall(r"exactly (\d+)", said)[0])
            return self.outlined if self.outlined is not None else outline(count)
        self.scenes += 1
        asked = int(re.findall(r"in about (\d+) words", said)[-1])
        return prose(max(12, round(asked * self.share)))


def brief(words: int = 600, language: str = "en", **more: object) -> Brief:
    reader = Reader("Zoé", 5, likes=("plums",), avoid=("geese",))
    asked = Brief("A hedgehog in the dark", language, words, 3, "free", readers=(reader,))
    return replace(asked, **more)  # type: ignore[arg-type]


def told(pen: FakePen, asked: Brief) -> list[Piece]:
    return list(write(asked, "", None, None, pen))


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("words", [150, 300, 600, 1000, 1500])
@pytest.mark.parametrize("share", [0.6, 1.0, 1.6])
def test_the_length_is_kept_though_the_model_is_terse_or_talkative(
    words: int, share: float
) -> None:
    text = text_of(told(FakePen(Talkative(share), CAPABLE), brief(words)))
    assert abs(count_words(text) - words) <= 0.15 * words
    assert text.endswith(".")


def test_the_plan_holds_the_outline_and_the_title_is_its() -> None:
    pieces = told(FakePen(Talkative(), CAPABLE), brief())
    assert pieces[0].title == "The Night of Pip"
    assert pieces[0].plan
    assert pieces[0].plan["scenes"][0] == "Secret1 happens to Pip."  # type: ignore[index]


def test_the_future_of_the_outline_is_kept_out_of_a_scene() -> None:
    pen = FakePen(Talkative(), CAPABLE)
    told(pen, brief())
    first_scene = said_of(pen.requests[1])
    assert "Secret1" in first_scene
    assert "Secret2" not in first_scene


def test_the_ending_is_asked_for_only_at_the_end() -> None:
    pen = FakePen(Talkative(), CAPABLE)
    told(pen, brief())
    asked = ["last scene" in said_of(request) for request in pen.requests[1:]]
    assert asked[-1]
    assert not any(asked[:-1])


def test_readers_and_language_reach_the_model() -> None:
    pen = FakePen(Talkative(), CAPABLE)
    told(pen, brief(language="de"))
    for part in ("German", "Zoé", "plums", "geese", "5"):
        assert part in said_of(pen.requests[1])


@pytest.mark.parametrize("nonsense", ["", "I cannot do that.", "1. Only one.", "{}", "- a\n- b"])
def test_an_outline_that_cannot_be_used_is_replaced_by_ours(nonsense: str) -> None:
    pieces = told(FakePen(Talkative(outlined=nonsense), CAPABLE), brief(300))
    assert abs(count_words(text_of(pieces)) - 300) <= 45


def test_outlines_come_in_many_shapes() -> None:
    found = parse("**Titre :** La nuit\n\n### Scene 1: Pip wakes.\n2) **Pip** walks.\n", 3)
    assert found.title == "La nuit"
    assert found.scenes == ("Pip wakes.", "Pip walks.")


def test_too_many_scenes_are_put_together() -> None:
    assert len(parse(outline(9), 3).scenes) == 3


@pytest.mark.parametrize("prefix", [True, False])
def test_it_goes_on_from_the_middle_of_a_sentence(prefix: bool) -> None:
    abilities = replace(CAPABLE, prefix=prefix)
    done = until_broken(write(brief(), "", None, None, FakePen(Talkative(), abilities, 200)))
    text = text_of(done)
    assert not text.endswith(".")
    pen = FakePen(Talkative(), abilities)
    rest = text_of(list(write(brief(), text, done[0].plan, done[-1].state, pen)))
    assert rest[0] == " "
    assert rest[1] != " "
    assert abs(count_words(text + rest) - 600) <= 90
    assert (pen.requests[0].messages[-1].role == "assistant") is prefix


def test_words_repeated_at_the_seam_are_dropped() -> None:
    asked = brief(150)
    plan = told(FakePen(Talkative(), CAPABLE), asked)[0].plan
    pen = FakePen(
        lambda _: "went down to the river and swam. " + prose(60), replace(CAPABLE, prefix=False)
    )
    begun = "One evening Pip went down to the river"
    rest = text_of(list(write(asked, begun, plan, {"scene": 0, "at": 0}, pen)))
    assert (begun + rest).startswith("One evening Pip went down to the river and swam.")


def test_what_is_sent_fits_the_context() -> None:
    abilities = replace(CAPABLE, context_tokens=2048)
    pen = FakePen(Talkative(), abilities)
    told(pen, brief(1500, before=prose(3000)))
    for request in pen.requests[1:]:
        assert len(said_of(request)) / 3.2 + request.max_tokens <= 2048


def test_a_models_own_words_are_the_models() -> None:
    pieces = told(FakePen(Talkative(), CAPABLE), brief())
    assert {span.author for piece in pieces for span in piece.spans} == {"model"}
    assert all(sum(s.length for s in piece.spans) == len(piece.text) for piece in pieces)


def test_where_there_is_no_tale_book_a_guided_story_is_written_freely() -> None:
    pieces = told(FakePen(Talkative(), CAPABLE), brief(300, "de", craft="guided"))
    assert pieces[0].plan
    assert pieces[0].plan["craft"] == "outlined"
