"""A library filled quickly: stories as they are after they were written, by one statement a table.

Every story has one passage of about 300 words with its plan, its brief and its spans, and the
passage's one revision, which has the text again. The rows are copies of one another, save for ids,
titles, prompts and the hour, and for a number in the text, so that no database stores them once.
"""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from bench.upstream import SENTENCE
from raconteur.store.keeping import places

WORDS = 300
BATCH = 50_000
_TEXT = "\n\n".join(" ".join([SENTENCE] * 6) for _ in range(WORDS // 60))
_BRIEF = json.dumps(
    {
        "model_name": "upstream",
        "prompt": "A bear who is lost in the snow",
        "language": "en",
        "genre": None,
        "tone": "cosy",
        "readers": [],
        "recent": [f"opener.{n}" for n in range(12)],
        "before_words": 0,
    }
)
_PLAN = json.dumps(
    {
        "craft": "guided",
        "version": 1,
        "for": "0123456789abcdef",
        "language": "en",
        "title": "The bear",
        "used": [f"opener.{n}" for n in range(12)],
        "scenes": [f"The bear walks on, and meets number {n}." for n in range(6)],
    }
)
_WHOLE = len("Bear 0000001. ") + len(_TEXT)
_LENGTHS = [_WHOLE // 10] * 9 + [_WHOLE - _WHOLE // 10 * 9]
_SPANS = json.dumps(
    [{"length": length, "author": "model", "chooser": "model"} for length in _LENGTHS]
)
_WHEN = "2026-01-01 12:00:00.000000"
_TYPES = {"at": "timestamptz", "brief": "json", "plan": "json", "spans": "json"}
_VALUES = {"text": _TEXT, "brief": _BRIEF, "plan": _PLAN, "spans": _SPANS, "at": _WHEN}

_STORY = """
insert into story (id, user_id, title, titled_by, prompt, language, genre, tone, length_words,
    craft, model, seed, readers, head_id, revision, created_at, updated_at)
select n, :user, 'The bear, part ' || n, 'talebook', 'A bear who is lost in the snow, ' || n, 'en',
    'bedtime', 'cosy', 300, 'guided', 'upstream', n, '[]', n, 2, {at}, {at} from {numbers}"""
_PASSAGE = """
insert into passage (id, story_id, kind, position, state, text, revision, fence, beat, unattended,
    model, craft, words, seed, brief, plan, spans, trace_id, created_at, started_at, finished_at)
select n, n, 'opening', 0, 'done', 'Bear ' || {number} || '. ' || :text, 1, 2, 30, {false},
    'upstream', 'guided', 300, n, {brief}, {plan}, {spans}, 'bench', {at}, {at}, {at}
from {numbers}"""
_REVISION = """
insert into passage_revision (id, passage_id, n, text, spans, author, at)
select n, n, 1, 'Bear ' || {number} || '. ' || :text, {spans}, 'upstream', {at} from {numbers}"""
_STATEMENTS = (_STORY, _PASSAGE, _REVISION)


def fill_sqlite(file: Path, stories: int) -> None:
    """Into a migrated database that holds no story yet."""
    words = {name: f":{name}" for name in _TYPES}
    words |= {"false": "0", "number": "printf('%07d', n)"}
    numbers = (
        "(with recursive numbers (n) as (select :first union all select n + 1 from numbers"
        " where n < :last) select n from numbers)"
    )
    database = sqlite3.connect(file)
    # What is half filled is thrown away: nothing need survive a crash.
    database.execute("pragma synchronous = off")
    [user] = database.execute("select min(id) from user").fetchone()

    def run(statement: str, first: int, last: int) -> None:
        asked = statement.format(**words, numbers=numbers)
        database.execute(asked, {**_VALUES, "user": user, "first": first, "last": last})
        database.commit()

    _in_batches(run, stories)
    database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    # The disk is not still busy with it when the measuring begins.
    places.sync(file)


def fill_postgres(url: str, stories: int) -> None:
    """Into a migrated database that holds no story yet."""
    words = {name: f"cast(:{name} as {kind})" for name, kind in _TYPES.items()}
    words |= {"false": "false", "number": "lpad(cast(n as text), 7, '0')"}
    numbers = "generate_series(cast(:first as int), cast(:last as int)) as numbers (n)"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        user = connection.scalar(sa.text('select min(id) from "user"'))

    def run(statement: str, first: int, last: int) -> None:
        asked = sa.text(statement.format(**words, numbers=numbers))
        with engine.begin() as connection:
            connection.execute(asked, {**_VALUES, "user": user, "first": first, "last": last})

    _in_batches(run, stories)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("story", "passage", "passage_revision"):
            connection.execute(
                sa.text(f"select setval(pg_get_serial_sequence('{table}', 'id'), {stories})")
            )
        connection.execute(sa.text("vacuum analyze"))
        connection.execute(sa.text("checkpoint"))
    engine.dispose()


def _in_batches(run: Callable[[str, int, int], None], stories: int) -> None:
    for first in range(1, stories + 1, BATCH):
        for statement in _STATEMENTS:
            run(statement, first, min(first + BATCH - 1, stories))
