"""PostgreSQL: its own programs do the work; where, they are told by the environment alone."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import sqlalchemy as sa

from raconteur.store.base import open_engine
from raconteur.store.keeping import places
from raconteur.store.keeping.contents import Contents
from raconteur.store.keeping.errors import KeepingError
from raconteur.store.tenancy import Occupied, Tenancy

HEADER = b"PGDMP"
DEBIANS = Path("/usr/lib/postgresql")

_VERSION = sa.text("SELECT version_num FROM alembic_version")
_STORIES = sa.text("SELECT count(*) FROM story")
_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
# What a later version added is not in the archive, and would be in the way of the next migration.
_CLEAR = """
DO $$
DECLARE each text;
BEGIN
  FOR each IN
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', each);
  END LOOP;
END $$;
"""


def dump(url: str, target: Path) -> Contents:
    """Fill the file `target` with an archive of one state of the database; what it holds.

    Raises KeepingError, and DatabaseError when the database does not answer.
    """
    with _connected(url) as connection:
        found = _contents(connection)
        if found is None:
            raise KeepingError("this database holds nothing of Raconteur's yet")
        # The count and the archive are of the same state.
        snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        options = ("--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        _run(url, "pg_dump", "--no-password", *options)
    insist_on_an_archive(target)
    return found


def look(url: str) -> Contents | None:
    """What a database holds; None before its first migration. Raises DatabaseError."""
    with _connected(url) as connection:
        return _contents(connection)


def insist_on_an_archive(file: Path) -> None:
    """Raises KeepingError for what `pg_restore` cannot make out, or has no tables of ours."""
    with places.told_of(file), file.open("rb") as stream:
        if stream.read(len(HEADER)) != HEADER:
            raise KeepingError(f"{file} is not an archive of PostgreSQL's")
    listed = _run(None, "pg_restore", "--list", str(file))
    if not re.search(rb"TABLE DATA \S+ alembic_version ", listed):
        raise KeepingError(f"{file} is not a backup of Raconteur's")


def version_in(file: Path) -> str:
    """The last migration an archive has seen. Raises KeepingError."""
    script = _run(
        None, "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)
    )
    found = re.search(r"^COPY .*alembic_version .*;\n(\S+)\n\\\.$", script.decode(), re.MULTILINE)
    if found is None:
        raise KeepingError(f"{file} does not say which version it is of")
    return found[1]


@contextmanager
def printed(file: Path) -> Iterator[IO[bytes]]:
    """An archive's rows as SQL, as they come. Raises KeepingError where it cannot be read to the
    end, or was not."""
    command = [_program("pg_restore"), "--data-only", "--no-owner", "--file=-", str(file)]
    with tempfile.TemporaryFile() as said, places.told_of("pg_restore"):
        running = subprocess.Popen(  # noqa: S603 (PostgreSQL's own, without a shell)
            command, env=_environment(None), stdout=subprocess.PIPE, stderr=said
        )
        with running:
            yield cast("IO[bytes]", running.stdout)
        if running.returncode:
            said.seek(0)
            raise KeepingError(_complaint("pg_restore", said.read()))


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Nobody else is connected, and during the block no server or writer begins to work.

    Raises KeepingError while anybody is; DatabaseError as `look`.
    """
    with _connected(url) as connection:
        others = connection.scalar(_OTHERS)
    if others:
        raise KeepingError(_in_use(f"{others} other connections"))
    place = Tenancy(url, alone=True)
    try:
        place.take()
    except Occupied as error:
        raise KeepingError(_in_use("somebody who has just begun")) from error
    try:
        yield
    finally:
        place.leave()


def _in_use(by: str) -> str:
    return f"the database is in use by {by}: end servers and writers first"


def bring_back(url: str, file: Path, script: Path) -> None:
    """Put what an archive holds in the place of all tables, or change nothing.

    script  an empty file for what is done, which may become large
    """
    # All of it is read before anything is changed: an archive may be cut off.
    kept_out = ("--no-owner", "--no-privileges")
    whole = ("--clean", "--if-exists", *kept_out, f"--file={script}", str(file))
    _run(None, "pg_restore", *whole)
    careful = ("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1")
    at_once = ("--single-transaction", f"--command={_CLEAR}", f"--file={script}")
    _run(url, "psql", *careful, *at_once)


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _contents(connection: sa.Connection) -> Contents | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(_VERSION)
    return Contents(connection.scalar(_STORIES) or 0, version) if version else None


def _run(url: str | None, name: str, *arguments: str) -> bytes:
    """What a program prints. Raises KeepingError with what it complains of."""
    command = [_program(name), *arguments]
    with places.told_of(name):
        done = subprocess.run(  # noqa: S603 (PostgreSQL's own, without a shell)
            command, env=_environment(url), capture_output=True, check=False
        )
    if done.returncode:
        raise KeepingError(_complaint(name, done.stderr))
    return done.stdout


def _complaint(name: str, printed: bytes) -> str:
    lines = printed.decode(errors="replace").strip().splitlines() or ["no reason given"]
    # Psql says much before what matters.
    said = next((line for line in lines if "ERROR" in line or "error:" in line), lines[-1])
    return f"{name}: {said.removeprefix(f'{name}: ').removeprefix('error: ')}"


def _program(name: str) -> str:
    """In the path, or where Debian keeps it: a folder a version."""
    versions = sorted(DEBIANS.glob(f"*/bin/{name}"), key=lambda each: _number(each.parts[-3]))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        raise KeepingError(f"{name} is not installed (on Debian: postgresql-client)")
    return found


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0.0


def _environment(url: str | None) -> dict[str, str]:
    """Ours, and where the database is: a password among the arguments could be seen by all."""
    if url is None:
        return dict(os.environ)
    from psycopg import pq

    variables = {each.keyword: each.envvar for each in pq.Conninfo.get_defaults() if each.envvar}
    parsed = sa.make_url(url)
    _, given = parsed.get_dialect()().create_connect_args(parsed)
    named = {
        variables[key.encode()]: value for key, value in given.items() if key.encode() in variables
    }
    return {**os.environ, **{name.decode(): str(value) for name, value in named.items()}}
