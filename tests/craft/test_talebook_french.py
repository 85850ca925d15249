"""The French tale-book, as a reader would find it."""

import re

import pytest

from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.check import faults
from raconteur.craft.guided import write
from raconteur.craft.plan import make
from raconteur.craft.sample import NoPen
from raconteur.craft.vocabulary import count_words

TALES = [tale.id for tale in open_book("fr").tales]


def told(tale: str, words: int, seed: int) -> str:
    """One tale for Inès, who is five and plays with Rose."""
    readers = (Reader("Inès", 5, "fr", ("les trains",)), Reader("Rose", 7))
    brief = Brief("une histoire", "fr", words, seed, "guided", readers=readers)
    plan = make(brief, tale=tale)
    return "".join(piece.text for piece in write(brief, "", plan, None, NoPen()))


def test_the_book_has_no_slip() -> None:
    assert list(faults(open_book("fr"))) == []


@pytest.mark.parametrize("tale", TALES)
def test_every_tale_can_be_told_short_and_long_in_good_french(tale: str) -> None:
    for words in (150, 400):
        text = told(tale, words, seed=words)
        assert abs(count_words(text) - words) <= 0.15 * words
        assert "Inès" in text
        assert not re.search(r"[{}\"']| {2}|[.] [a-zéèà]|\b(?:que|(?<!-)je|ne|se) [aeiouéè]", text)
        assert text.count("«") == text.count("»")
