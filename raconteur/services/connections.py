"""Models that people add: their own, and those that administrators share with everybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from raconteur.models.connection import host_and_port
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound
from raconteur.models.wire import endpoint
from raconteur.services import once
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid, NotFound
from raconteur.services.permissions import (
    ADMINISTRATOR,
    insist_on_a_grown_up,
    insist_on_a_person,
    insist_on_administrator,
)
from raconteur.services.sealing import SealingError, Seals
from raconteur.store import audit, connections
from raconteur.store.base import Sessions, for_writing, writing
from raconteur.store.connections import Connection

MOST = 10
_PRINTED = re.compile("[!-~]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """seals     for the keys
    outbound  where those may lead that no administrator made
    """

    seals: Seals = field(default_factory=Seals)
    outbound: Outbound = field(default_factory=Outbound)


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """Without its key; of somebody else's, a person who is no administrator is shown the server
    alone, not the path."""

    id: int
    label: str
    url: str
    name: str
    has_key: bool
    shared: bool
    mine: bool


def listed(acting: Acting) -> list[ConnectionView]:
    """One's own and everybody's, newest first. Raises Forbidden for a child."""
    insist_on_a_grown_up(acting)
    return [_view(acting, each) for each in connections.listed(acting.session, acting.user_id)]


def add(acting: Acting, terms: Terms, values: Mapping[str, object]) -> ConnectionView:
    """`values`: label, url, name, key, shared. Raises Forbidden, Invalid."""
    insist_on_a_grown_up(acting)
    insist_on_a_person(acting)
    _may_share(acting, values)
    for_writing(acting.session)
    if (made := once.made(acting)) is not None:
        return _view(acting, _get(acting, made))
    if connections.count(acting.session, acting.user_id) >= MOST:
        raise Invalid({"url": [f"You have {MOST} already. Remove one that you do not need."]})
    row = Connection(
        user_id=acting.user_id,
        label=values["label"],
        url=_address(acting, terms.outbound, str(values["url"])),
        name=values.get("name") or "",
        shared=bool(values.get("shared")),
    )
    acting.session.add(row)
    acting.session.flush()
    _put_key(terms.seals, row, values.get("key"))
    once.keep(acting, row.id)
    _kept(acting, "connection-added", row)
    return _view(acting, row)


def change(
    acting: Acting, terms: Terms, connection_id: int, values: Mapping[str, object]
) -> ConnectionView:
    """Set what is given; `key` None takes it away. A key stays with its server: another address
    needs it again. Raises NotFound, Forbidden, Invalid."""
    for_writing(acting.session)
    row = _get(acting, connection_id)
    insist_on_a_grown_up(acting)
    insist_on_a_person(acting)
    _may_share(acting, values)
    before = about(row)
    for name in ("label", "name", "shared"):
        if name in values:
            setattr(row, name, values[name] if values[name] is not None else "")
    if "url" in values:
        row.url = _address(acting, terms.outbound, str(values["url"]))
    if "key" in values:
        _put_key(terms.seals, row, values["key"])
    elif row.sealed is not None and about(row) != before:
        said = "This is another server. Give its key, or null where it needs none."
        raise Invalid({"key": [said]})
    _kept(acting, "connection-changed", row)
    return _view(acting, row)


def remove(acting: Acting, connection_id: int) -> None:
    """What still waits to be written with it fails; a new take is written with another. Raises
    NotFound, Forbidden."""
    for_writing(acting.session)
    row = _get(acting, connection_id)
    insist_on_a_person(acting)
    acting.session.delete(row)
    _kept(acting, "connection-removed", row)


def about(row: Connection) -> str:
    """What the seal of a key is bound to: the row, and the server that it is sent to."""
    scheme = endpoint(row.url, "").scheme
    host, port = host_and_port(row.url)
    return f"connection {row.id} {scheme}://{host}:{port}"


def seal_anew(sessions: Sessions, seals: Seals) -> tuple[int, list[int]]:
    """With the newest key what an older one sealed: how many, and which do not open at all."""
    done, closed = 0, []
    with writing(sessions) as session:
        for row in connections.with_keys(session):
            sealed = row.sealed or ""
            if seals.is_newest(sealed, about(row)):
                continue
            try:
                row.sealed = seals.seal(seals.open(sealed, about(row)), about(row))
            except SealingError:
                closed.append(row.id)
            else:
                done += 1
    return done, closed


def _get(acting: Acting, connection_id: int) -> Connection:
    administers = acting.visitor.role == ADMINISTRATOR
    row = connections.get(acting.session, acting.user_id, connection_id, shared=administers)
    if row is None:
        raise NotFound(f"There is no connection {connection_id}.")
    return row


def _view(acting: Acting, row: Connection) -> ConnectionView:
    mine = row.user_id == acting.user_id
    return ConnectionView(
        id=row.id,
        label=row.label,
        url=row.url if mine or acting.visitor.role == ADMINISTRATOR else server_of(row.url),
        name=row.name,
        has_key=row.sealed is not None,
        shared=row.shared,
        mine=mine,
    )


def server_of(url: str) -> str:
    """An address without its path."""
    found = endpoint(url, "")
    return f"{found.scheme}://{found.netloc.decode('ascii')}"


def _address(acting: Acting, outbound: Outbound, url: str) -> str:
    """An address as it is kept. Raises Invalid."""
    try:
        found = endpoint(url, "")
        if not _PRINTED.fullmatch(url.strip()) or not 0 < host_and_port(url)[1] < 65536:
            raise ModelError("bad_request", "no address")
        _insist_on_brackets_in_pairs(url)
        if found.userinfo or found.query or found.fragment or "?" in url or "#" in url:
            raise Invalid({"url": ["An address goes without a name, a password, a ? or a #."]})
        if acting.visitor.role != ADMINISTRATOR:
            outbound.insist_on_host(*host_and_port(url))
    except ModelError as error:
        raise Invalid({"url": [_why(error)]}) from error
    return url.strip().rstrip("/")


def _insist_on_brackets_in_pairs(url: str) -> None:
    """What httpx takes and Python's own reading of addresses, which is used for them elsewhere,
    does not. Raises ModelError."""
    try:
        urlsplit(url.strip())
    except ValueError as error:
        raise ModelError("bad_request", str(error)) from error


def _why(error: ModelError) -> str:
    if error.code != "not_allowed":
        return "An address begins with http:// or https://, and usually ends in /v1."
    return (
        "Only a public address can be used, like https://api.example.com/v1. An administrator can "
        "add this one, or allow it (RACONTEUR_MODEL_NETWORKS)."
    )


def _put_key(seals: Seals, row: Connection, key: object) -> None:
    """Raises Invalid where it cannot be sealed."""
    try:
        row.sealed = seals.seal(str(key), about(row)) if key else None
    except SealingError as error:
        raise Invalid({"key": [f"{str(error)[:1].upper()}{str(error)[1:]}."]}) from error


def _may_share(acting: Acting, values: Mapping[str, object]) -> None:
    if values.get("shared"):
        insist_on_administrator(acting)


def _kept(acting: Acting, what: audit.What, row: Connection) -> None:
    audit.write(acting.session, acting.user_id, what, connection=row.id, shared=row.shared)
    acting.session.commit()
