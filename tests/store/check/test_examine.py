"""A database is looked at and mended while others write; many faults at once are mended too."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
import sqlalchemy as sa

from raconteur.settings import Settings
from raconteur.store import pieces
from raconteur.store.base import Sessions, for_writing, writing
from raconteur.store.check import examine
from raconteur.store.keeping.errors import KeepingError
from raconteur.store.passages import FINAL, LIVE, Passage, Revision
from raconteur.store.pieces import PassagePiece
from raconteur.store.stories import Story
from tests.store.check.conftest import Mend
from tests.store.conftest import Command, Shelf, rows, spans, unchecked


@contextmanager
def somebody_writes(shelf: Shelf) -> Iterator[None]:
    """Pieces are committed to a passage, one after the other."""
    passage_id = shelf.begin()
    fence, offset = shelf.claim(passage_id), 0
    begun, enough = threading.Event(), threading.Event()
    refused: list[int] = []

    def write() -> None:
        nonlocal offset
        while not enough.is_set():
            if not shelf.grow(passage_id, fence, offset, "word "):
                refused.append(offset)
            offset += 5
            begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(30)
        yield
    finally:
        enough.set()
        writer.join()
    assert refused == []


def test_in_a_healthy_database_nothing_is_found(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    first = shelf.finished("Once ", "there was.")
    shelf.goes_on(first, "And then.")
    shelf.being_written("Once ", "more")
    shelf.begin()
    resumed = shelf.finished("Half")
    with writing(sessions) as session:
        pieces.requeue(session, session.get_one(Passage, resumed))
    shelf.grow(resumed, shelf.claim(resumed), 4, " and half")
    for repair in (False, True):
        report = examine(settings.database, repair=repair)
        assert (report.left, report.mended) == ([], [])
    assert report.lines() == ["Nothing is wrong in 4 stories with 5 passages."]


def test_what_is_paused_is_not_wrong_nor_mended(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    shelf.paused("Once ", "there")
    then = rows(sessions)
    for repair in (False, True):
        report = examine(settings.database, repair=repair)
        assert (report.left, report.mended) == ([], [])
    assert rows(sessions) == then


def test_what_is_being_written_is_not_wrong(settings: Settings, shelf: Shelf) -> None:
    shelf.finished("Once.")
    with somebody_writes(shelf):
        for _ in range(20):
            assert examine(settings.database).left == []


def test_others_write_while_something_is_mended(
    settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    broken = shelf.finished("Once.")
    with somebody_writes(shelf):
        for _ in range(5):
            with writing(sessions) as session:
                session.execute(sa.update(Passage).where(Passage.id == broken).values(revision=9))
            report = examine(settings.database, repair=True)
            assert (len(report.mended), report.left) == (1, [])
    assert examine(settings.database).left == []


def test_the_command_says_what_it_found_and_what_it_did(
    command: Command, sessions: Sessions, shelf: Shelf
) -> None:
    passage_id = shelf.finished("Once.")
    with writing(sessions) as session:
        session.execute(sa.update(Passage).values(revision=9))
    line = f"passage {passage_id} of story 1: it counts 9 revisions, the last is 1"
    found = command("check")
    assert (found.exit_code, found.stdout.splitlines()) == (1, [line, "1 left."])
    mended = command("check", "--repair")
    assert mended.exit_code == 0
    cure = "its text is its last revision; none was taken away"
    assert mended.stdout.splitlines() == [f"{line} ({cure})", "1 mended, 0 left."]
    assert command("check").stdout == "Nothing is wrong in 1 stories with 1 passages.\n"


def test_a_database_of_another_version_is_not_judged(command: Command, sessions: Sessions) -> None:
    with writing(sessions) as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    done = command("check", "--repair")
    assert done.exit_code == 1
    assert done.stderr == (
        "raconteur: this database is of version 0001: run `raconteur migrate` first\n"
    )


def test_nothing_is_mended_while_somebody_is_about_to_change_it(
    settings: Settings, sessions: Sessions, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sessions.kw["bind"].dialect.name != "postgresql":
        pytest.skip("in a file who begins to write is alone already")
    broken = shelf.finished("Once.")
    with writing(sessions) as session:
        session.execute(sa.update(Passage).values(revision=9))
    # The package has a function of that name.
    monkeypatch.setattr(import_module("raconteur.store.check.examine"), "TRIES", 2)
    with sessions() as session:
        for_writing(session)
        session.get_one(Passage, broken, with_for_update=True)
        with pytest.raises(KeepingError, match="too busy"):
            examine(settings.database, repair=True)
    assert examine(settings.database, repair=True).left == []


@pytest.mark.usefixtures("sqlite")
def test_a_damaged_file_is_not_mended(
    command: Command, settings: Settings, sessions: Sessions, shelf: Shelf
) -> None:
    shelf.finished("Once.")
    with writing(sessions) as session:
        page = session.scalar(
            sa.text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_passage_done'")
        )
        size = session.scalar(sa.text("PRAGMA page_size"))
    sessions.kw["bind"].dispose()
    with (settings.data_dir / "raconteur.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))
    done = command("check", "--repair")
    assert done.exit_code == 1
    assert "restore a backup" in done.stdout, done.stderr


@pytest.mark.parametrize("seed", range(12))
def test_many_faults_at_once_are_mended_without_losing_text(
    sessions: Sessions, shelf: Shelf, mend: Mend, seed: int
) -> None:
    for n in range(3):
        first = shelf.finished(f"Once {n} ", "there was.")
        second = shelf.goes_on(first, f"And then {n}.")
        shelf.goes_on(second, f"And so on {n}.")
    for n in range(3):
        shelf.being_written(f"Live {n} ", "goes ", "on")
    chance = random.Random(seed)
    # Places where no other piece begins.
    offsets = chance.sample([-3, 1, 2, 3, 5, 8, 9, 11, 15, 40], 10)
    with unchecked(sessions) as session:
        for _ in range(chance.randint(3, 8)):
            session.execute(_fault(chance, rows(sessions), offsets.pop()))
        # Chance may have changed nothing.
        session.execute(sa.update(Passage).where(Passage.id == 4).values(position=99))
    mend()


def _fault(
    chance: random.Random, there: dict[str, list[tuple[object, ...]]], offset: int
) -> sa.Executable:
    """Any change to any row that keeps the text (a text that is written over is gone)."""
    ids = {table: [int(str(row[0])) for row in found] for table, found in there.items()}
    passage = chance.choice(ids["passage"])
    story = chance.choice(ids["story"])
    any_id = chance.choice([*ids["passage"], 999])
    number = chance.choice([-1, 0, 1, 3, 9])
    word = chance.choice(["Once ", "there", "wolf "])
    state = chance.choice([*LIVE, *FINAL, "sleeping"])
    of_passage = sa.update(Passage).where(Passage.id == passage)
    piece = sa.insert(PassagePiece).values(
        passage_id=any_id, offset=offset, text=word, spans=spans(word)
    )
    return chance.choice(
        [
            of_passage.values(parent_id=any_id),
            of_passage.values(story_id=chance.choice([*ids["story"], 999])),
            of_passage.values(position=number),
            of_passage.values(revision=number),
            of_passage.values(fence=number, beat=-number),
            of_passage.values(state=state),
            of_passage.values(spans=spans(word)),
            sa.update(Story).where(Story.id == story).values(head_id=any_id),
            sa.update(Story).where(Story.id == story).values(user_id=any_id),
            sa.delete(Story).where(Story.id == story),
            sa.delete(Passage).where(Passage.id == passage, Passage.text.in_(_kept(Passage))),
            sa.update(PassagePiece)
            .where(PassagePiece.offset == 5, PassagePiece.passage_id == passage)
            .values(offset=offset + 100),
            piece,
        ]
    )


def _kept(table: type[Passage]) -> sa.Select[str]:
    """Texts that are among the revisions too."""
    return sa.select(Revision.text).where(Revision.passage_id == table.id)
