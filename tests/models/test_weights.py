"""Which weights a machine writes with, and what is said where there are none."""

from pathlib import Path

import pytest

from raconteur.models import bundled
from raconteur.models.errors import ModelError
from raconteur.models.weights import chosen


def test_a_file_that_was_named_goes_before_the_one_in_the_box(tmp_path: Path) -> None:
    boxed, named = bundled.path(tmp_path), tmp_path / "mine.gguf"
    for each in (boxed, named):
        each.write_bytes(b"GGUF")
    assert chosen(named, tmp_path) == named
    assert chosen(None, tmp_path) == boxed


def test_where_there_are_none_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="`raconteur models fetch` gets it"):
        chosen(None, tmp_path)


def test_what_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").write_text("a bear")
    with pytest.raises(ModelError, match=r"not a GGUF file: .*mine"):
        chosen(tmp_path / "mine.gguf", tmp_path)
