import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raconteur.craft import write
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.pen import Request
from raconteur.craft.piece import Piece
from raconteur.craft.vocabulary import count_words, has_word
from tests.craft.pens import NOTHING, FakePen, until_broken

PROMPTS = {
    "en": (
        "A hedgehog who is afraid of the dark",
        "Two mice open a bakery behind the station",
        "The moon has disappeared and an owl goes to look for it",
        "A lonely robot",
        "Captain Rosa’s parrot cannot whistle",
        "the day it rained soup",
    ),
    "fr": (
        "Un hérisson qui a peur du noir",
        "L’escargot veut gagner la course",
        "Une pie a volé la clé de la reine",
        "Deux sœurs trouvent une carte",
        "Un robot qui s’ennuie",
        "Mon premier jour à l’école",
    ),
}
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(request: Request) -> str:
    """What a small model says: a choice under a grammar, else a plain comparison."""
    if request.grammar:
        return str(json.loads(request.grammar.removeprefix("root ::= ").split(" | ")[-1]))
    return " a very old slipper with a bell and"


def brief(
    prompt: str, language: str = "en", words: int = 300, seed: int = 1, **more: object
) -> Brief:
    readers = more.pop("readers", (Reader("Zoé", 5, likes=("strawberries",)),))
    return Brief(prompt, language, words, seed, "guided", readers=readers, **more)  # type: ignore[arg-type]


def told(asked: Brief, pen: FakePen | None = None) -> list[Piece]:
    return list(write(asked, "", None, None, pen or FakePen(answer)))


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    language = draw(st.sampled_from(["en", "fr"]))
    return brief(
        draw(st.sampled_from(PROMPTS[language])),
        language,
        draw(st.sampled_from([150, 220, 300, 400, 600])),
        draw(st.integers(0, 10_000)),
        genre=draw(st.sampled_from([None, "bedtime", "funny"])),
    )


@SLOW
@given(briefs(), st.data())
def test_a_story_resumed_from_any_piece_goes_on_identically(
    asked: Brief, data: st.DataObject
) -> None:
    pieces = told(asked)
    at = data.draw(st.integers(1, len(pieces)))
    done = pieces[:at]
    plan = next(piece.plan for piece in done if piece.plan)
    stored = json.loads(json.dumps(plan)), json.loads(json.dumps(done[-1].state))
    rest = list(write(asked, text_of(done), *stored, FakePen(answer)))
    assert [piece.text for piece in rest] == [piece.text for piece in pieces[at:]]


@SLOW
@given(briefs())
def test_spans_cover_every_piece_and_no_hole_is_left(asked: Brief) -> None:
    for piece in told(asked):
        assert sum(span.length for span in piece.spans) == len(piece.text)
        assert "{" not in piece.text
        assert "}" not in piece.text
        assert "  " not in piece.text
        assert '"' not in piece.text
        assert "'" not in piece.text


@SLOW
@given(briefs())
def test_a_story_keeps_its_length_and_its_hero(asked: Brief) -> None:
    pieces = told(asked)
    text = text_of(pieces)
    plan = next(piece.plan for piece in pieces if piece.plan)
    hero = plan["cast"]["hero"]["name"]  # type: ignore[index]
    assert abs(count_words(text) - asked.words) <= 0.1 * asked.words
    assert str(hero) in text[-len(text) // 3 :]


@SLOW
@given(
    briefs(),
    st.lists(
        st.sampled_from(
            ["dark", "thunder", "dogs", "geese", "moon", "water", "night", "noir", "lune", "mice"]
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_what_is_to_be_avoided_never_appears(asked: Brief, avoid: list[str]) -> None:
    reader = Reader("Zoé", 5, avoid=tuple(avoid))
    careful = brief(asked.prompt, asked.language, asked.words, asked.seed, readers=(reader,))
    assert not has_word(text_of(told(careful)), avoid)


def test_the_prompt_s_trouble_stands_in_the_story() -> None:
    text = text_of(told(brief("A hedgehog who is afraid of the dark")))
    assert "hedgehog" in text
    assert "afraid of the dark" in text


def test_the_reader_is_the_companion_when_the_prompt_names_none() -> None:
    assert "Zoé" in text_of(told(brief("A hedgehog who is afraid of the dark")))


def test_a_prompt_about_nobody_is_about_the_reader() -> None:
    pieces = told(brief("the day it rained soup"))
    assert "Zoé" in text_of(pieces)
    assert "soup" in text_of(pieces)


def test_what_a_reader_likes_comes_by_itself() -> None:
    found = [
        "strawberries" in text_of(told(brief("A goat who cannot whistle", seed=seed)))
        for seed in range(8)
    ]
    assert sum(found) >= 6


def test_a_second_reader_passes_by_or_takes_part() -> None:
    readers = (Reader("Zoé", 5), Reader("Max", 8), Reader("Lina", 6))
    text = text_of(told(brief("A goat who cannot whistle", words=400, readers=readers)))
    assert "Zoé" in text
    assert "Max" in text


def test_what_was_used_lately_is_chosen_last() -> None:
    asked = brief("A hedgehog who is afraid of the dark")
    first = next(piece.plan for piece in told(asked) if piece.plan)
    used = tuple(map(str, first["used"]))  # type: ignore[call-overload]
    again = brief("A hedgehog who is afraid of the dark", recent=used)
    second = next(piece.plan for piece in told(again) if piece.plan)
    tales = [plan["chapters"][0]["tale"] for plan in (first, second)]  # type: ignore[index]
    assert tales[0] != tales[1]


def test_a_long_story_has_chapters_with_troubles_of_their_own() -> None:
    pieces = told(brief("A hedgehog who is afraid of the dark", words=1000))
    plan = next(piece.plan for piece in pieces if piece.plan)
    tales = [chapter["tale"] for chapter in plan["chapters"]]  # type: ignore[attr-defined]
    assert len(set(tales)) == len(tales) == 3
    assert "Chapter 2" in text_of(pieces)


def test_the_title_comes_once_and_not_over_a_persons() -> None:
    titles = [piece.title for piece in told(brief("A lonely robot")) if piece.title]
    assert len(titles) == 1
    assert not any(piece.title for piece in told(brief("A lonely robot", title="Mine")))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_continuation_keeps_its_people_and_follows_the_wish(language: str) -> None:
    opening = brief(PROMPTS[language][0], language)
    before = text_of(told(opening))
    wish = {"en": "They meet a giant", "fr": "Ils rencontrent un géant"}[language]
    asked = brief(
        opening.prompt, language, kind="continuation", before=before, instruction=wish, seed=9
    )
    pieces = told(asked)
    earlier = next(piece.plan for piece in told(opening) if piece.plan)
    later = next(piece.plan for piece in pieces if piece.plan)
    name = earlier["cast"]["hero"]["name"]  # type: ignore[index]
    assert later["cast"]["hero"]["name"] == name  # type: ignore[index]
    assert ("giant" if language == "en" else "géant") in text_of(pieces)


def test_a_wish_tells_what_they_do_next() -> None:
    before = text_of(told(brief("An old sailor befriends a whale")))
    asked = brief(
        "An old sailor befriends a whale",
        kind="continuation",
        before=before,
        instruction="They build a raft and sail to the moon",
    )
    assert "built a raft and sailed to the moon" in text_of(told(asked))


def test_a_thief_in_a_wish_is_no_friend() -> None:
    before = text_of(told(brief("An old sailor befriends a whale")))
    asked = brief(
        "An old sailor befriends a whale",
        kind="continuation",
        before=before,
        instruction="Now a dragon steals their lunch",
    )
    plan = next(piece.plan for piece in told(asked) if piece.plan)
    rogue = plan["chapters"][0]["values"]["rogue"]  # type: ignore[index]
    assert rogue["kind"]["text"] == "dragon"
    assert plan["cast"]["companion"]["kind"]["text"] == "whale"  # type: ignore[index]


def test_a_pen_that_fails_raises_and_the_story_goes_on_from_there() -> None:
    asked = brief("A hedgehog who is afraid of the dark")
    whole = text_of(told(asked))
    done = until_broken(write(asked, "", None, None, FakePen(answer, breaks_after=10)))
    plan = next(piece.plan for piece in done if piece.plan)
    rest = list(write(asked, text_of(done), plan, done[-1].state, FakePen(answer)))
    assert text_of(done) + text_of(rest) == whole


def test_without_any_ability_the_seed_tells_the_whole_story() -> None:
    pieces = told(brief("A lonely robot"), FakePen(answer, NOTHING))
    assert count_words(text_of(pieces)) > 250
    assert {span.author for piece in pieces for span in piece.spans} <= {"talebook", "person"}


def test_where_the_model_chose_the_spans_say_so() -> None:
    choosers = {span.chooser for p in told(brief("A lonely robot")) for span in p.spans}
    assert "model" in choosers
