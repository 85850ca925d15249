from pathlib import Path

import pytest

from raconteur.craft.book import KINDS, LANGUAGES, ROOT, Book, BookError, open_book, read_tale
from raconteur.craft.check import faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tale_book_has_nothing_to_mend(language: str) -> None:
    assert list(faults(Book(ROOT / language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_trouble_has_two_tales(language: str) -> None:
    assert all(len(open_book(language).tales_of(kind)) >= 2 for kind in KINDS)


def test_there_is_no_book_in_a_strange_language() -> None:
    with pytest.raises(BookError):
        open_book("tlh")


def test_a_slip_in_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lost-x.toml"
    path.write_text('id = "lost.x"\nkind = "lost"\nabout = "x"\n[[beat]]\nid = "a"\ncolour = 1\n')
    with pytest.raises(BookError, match=r"lost-x\.toml: beat a: unknown key colour"):
        read_tale(path)


def test_the_checker_finds_what_writers_slip_on(tmp_path: Path) -> None:
    book = tmp_path / "en"
    (book / "lists").mkdir(parents=True)
    (book / "tales").mkdir()
    (book / "lists" / "soft.toml").write_text(
        'id = "soft"\nof = "phrases"\nabout = "x"\nitems = ["a cat", "A cat"]\n'
    )
    (book / "tales" / "lost-x.toml").write_text(
        'id = "lost.x"\nkind = "lost"\nabout = "x"\ntitles = ["One"]\n'
        '[[beat]]\nid = "a"\n[[beat.opener]]\ntext = "{hero.he} was {nobody} and no stop"\n'
    )
    found = "\n".join(faults(Book(book)))
    for slip in ("stands twice", "30 are wanted", "two titles", "3 are wanted", "nobody", "whole"):
        assert slip in found
