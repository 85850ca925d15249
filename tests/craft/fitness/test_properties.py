"""Whatever the text: the rules never raise, end soon, and are not fooled by how it is written."""

import random
import time
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from raconteur.craft.fitness import judge
from raconteur.craft.fitness.folding import fold
from tests.safety.corpus import Row, load

SECONDS = 2.0
"""Of the processor, for 20,000 characters."""
CAUGHT = [
    row
    for row in load()
    if row.kind != "hidden" and not judge(row.text, row.language, 5, where=row.where).fit
]
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

caught = st.sampled_from(CAUGHT)
unhurried = settings(deadline=None, max_examples=80)
seeds = st.randoms(use_true_random=False)


def refused(row: Row, text: str) -> bool:
    return not judge(text, row.language, 5, where=row.where).fit


@unhurried
@given(caught, seeds)
def test_characters_that_are_not_seen_switch_no_verdict_off(
    row: Row, chance: random.Random
) -> None:
    assert refused(row, "".join(c + chance.choice(("", "", *UNSEEN)) for c in row.text))


@unhurried
@given(caught, seeds)
def test_neither_does_case(row: Row, chance: random.Random) -> None:
    text = "".join(chance.choice((c.lower(), c.upper())) for c in row.text)
    assert refused(row, text)


@unhurried
@given(caught, seeds)
def test_nor_accents_more_or_fewer(row: Row, chance: random.Random) -> None:
    bare = "".join(
        c for c in unicodedata.normalize("NFD", row.text) if not unicodedata.combining(c)
    )
    assert refused(row, bare)
    marked = (c + chance.choice(("", "", "\u0301", "\u0308")) if c.isalpha() else c for c in bare)
    assert refused(row, "".join(marked))


@unhurried
@given(caught, seeds)
def test_nor_wider_spaces_between_the_words(row: Row, chance: random.Random) -> None:
    gaps = (" ", "  ", "\t", "\n", "\u00a0", " \u202f ")
    assert refused(row, "".join(chance.choice(gaps) if c == " " else c for c in row.text))


@unhurried
@given(caught)
def test_nor_letters_from_elsewhere(row: Row) -> None:
    assert refused(row, row.text.translate(str.maketrans("aeopcxs", "аеорсхѕ")))


@unhurried
@given(st.sampled_from(["kill", "murder", "stab", "blood"]))
def test_nor_letters_set_apart(word: str) -> None:
    for gap in " .-_*":
        assert not judge(f"a story: {gap.join(word)}", "en", 5).fit


@unhurried
@given(st.text(max_size=400), st.sampled_from(["en", "fr", "de", "xx", ""]))
@example("&#xD800; %ff%fe \\ud800 aGVsbG8gd29ybGQhISEh==", "en")
def test_any_text_gets_a_verdict(text: str, language: str) -> None:
    for where in ("request", "piece", "whole"):
        judge(text, language, 5, avoid=("x", text[:9]), where=where)


@unhurried
@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@unhurried
@given(
    st.text(alphabet=st.sampled_from("ak1 .*,\n%6&=ée'kill the"), min_size=1, max_size=30),
    st.sampled_from(["en", "fr", "de"]),
)
@example("a", "en")
@example("a*", "fr")
@example("k i l l  ", "en")
@example("how explain show teach steps build ", "en")
@example("shoot the ", "en")
@example("le la mort de ", "de")
@example("6b ", "en")
@example("not, kill, ", "en")
def test_twenty_thousand_characters_take_no_longer_than_a_blink(part: str, language: str) -> None:
    text = (part * (20_000 // len(part) + 1))[:20_000]
    began = time.process_time()
    judge(text, language, 5, avoid=("dogs",), where="whole")
    assert time.process_time() - began < SECONDS
