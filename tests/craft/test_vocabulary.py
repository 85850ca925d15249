from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.vocabulary import count_words, vocabulary


def words_of(age: int | None = None, avoid: tuple[str, ...] = (), language: str = "en"):  # type: ignore[no-untyped-def]
    brief = Brief("x", language, 300, 1, "guided", readers=(Reader("Zoé", age, avoid=avoid),))
    return vocabulary(brief, open_book(language))


def test_a_word_to_avoid_covers_its_plural_and_its_kin() -> None:
    words = words_of(avoid=("big dogs",))
    assert not words.allows("A dog barked.")
    assert not words.allows("two puppies and a puppy")
    assert words.allows("a dogma")


def test_french_avoidance_covers_its_kin() -> None:
    words = words_of(avoid=("les araignées",), language="fr")
    assert not words.allows("une araignée")
    assert words.allows("une arène")


def test_the_youngest_reader_sets_what_is_unfit() -> None:
    assert not words_of(age=5).allows("They found a gun.")
    assert words_of(age=40).allows("They found a gun.")


def test_marks_alone_are_no_words() -> None:
    assert count_words("« Oui ! » — dit-il\u202f!") == 2
    assert count_words("_ __a_ 1 _") == 2


def test_a_long_line_of_marks_is_looked_through_at_once() -> None:
    assert count_words("_" * 200_000) == 0
