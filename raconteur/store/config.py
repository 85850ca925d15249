"""Default configuration: one row a setting, inserted when missing."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from raconteur.store.base import Base


class Config(Base):
    __tablename__ = "config"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    # A JSON null is a value here ("no default"), not a missing one.
    value: Mapped[object] = mapped_column(sa.JSON(none_as_null=False))


_EVERY = sa.select(Config.name, Config.value)


def read(session: Session) -> dict[str, object]:
    return {row.name: row.value for row in session.execute(_EVERY)}


def insert_missing(session: Session, defaults: Mapping[str, object]) -> None:
    present = read(session)
    for name, value in defaults.items():
        if name not in present:
            session.add(Config(name=name, value=value))
    session.flush()


def write(session: Session, values: Mapping[str, object]) -> None:
    rows = {row.name: row for row in session.scalars(sa.select(Config))}
    for name, value in values.items():
        if name in rows:
            rows[name].value = value
        else:
            session.add(Config(name=name, value=value))
    session.flush()
