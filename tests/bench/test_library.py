"""A library that was filled by statements is one that the application reads like its own."""

import sqlite3
from pathlib import Path

from bench.library import _migrate
from bench.shelves import fill_sqlite
from raconteur.store.check import examine


def test_a_filled_library_is_without_a_fault(tmp_path: Path) -> None:
    _migrate(tmp_path)
    fill_sqlite(tmp_path / "raconteur.db", 50)
    assert not examine(f"sqlite:///{tmp_path / 'raconteur.db'}", repair=False).left
    with sqlite3.connect(tmp_path / "raconteur.db") as database:
        [text] = database.execute("select text from passage where id = 7").fetchone()
    assert 250 < len(text.split()) < 350
