"""A database that answers and takes nothing is known before anybody is refused."""

import pytest
import sqlalchemy as sa

from raconteur.store.base import Sessions, reading
from raconteur.store.standby import only_reads


def asked(sessions: Sessions) -> bool:
    with reading(sessions) as session:
        return only_reads(session)


def test_one_that_takes_what_it_is_given_is_not_such(sessions: Sessions) -> None:
    assert not asked(sessions)


def test_a_server_that_only_reads_is_known_and_that_it_writes_again_too(sessions: Sessions) -> None:
    bind = sessions.kw["bind"]
    if bind.dialect.name != "postgresql":
        pytest.skip("a file is not taken over by another one")
    insistent = {"options": "-c default_transaction_read_only=off"}
    owner = sa.create_engine(bind.url, connect_args=insistent, poolclass=sa.NullPool)
    alter = f"ALTER DATABASE {bind.url.database} SET default_transaction_read_only = "
    with owner.begin() as connection:
        connection.exec_driver_sql(alter + "on")
    bind.dispose()
    assert asked(sessions)
    with owner.begin() as connection:
        connection.exec_driver_sql(alter + "off")
    assert not asked(sessions)
