"""One file says what there is: the site, its hosts, and what each of them does.

Everything is judged here before anything is touched (`Wrong`, from ops/tables.py).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.judging import judge
from ops.tables import Table, Wrong

__all__ = ["ROLES", "Host", "Inventory", "Site", "Wrong", "load", "parse"]

ROLES = ("gateway", "serve", "web", "writer", "database", "model", "metrics", "logs")
PATH = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory"


@dataclass(frozen=True)
class Site:
    """What people see: names, and what is at which path.

    api   the API's own host; empty where the API is below the page's, at /api
    path  begins and ends with "/"
    cors  further origins that may use the API
    """

    name: str
    also: tuple[str, ...] = ()
    api: str = ""
    path: str = "/"
    cloudflare: bool = False
    mail: str = ""
    cors: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that has a certificate, the page's first."""
        return (self.name, *((self.api,) if self.api else ()), *self.also)

    @property
    def url(self) -> str:
        """Where the page is, without the slash at its end."""
        return f"https://{self.name}{self.path}".rstrip("/")


@dataclass(frozen=True)
class Certificates:
    """by: "webroot" or "cloudflare". token: the file with Cloudflare's, None by webroot."""

    by: str = "webroot"
    acme: str = LETS_ENCRYPT
    token: Path | None = None


@dataclass(frozen=True)
class Login:
    """Who comes in by SSH, from where, and by which keys hosts are known."""

    user: str
    sources: tuple[str, ...]
    known_hosts: Path
    key: Path | None = None


@dataclass(frozen=True)
class Backups:
    keep_days: int = 14
    bucket: str = ""


@dataclass(frozen=True)
class Host:
    """private: its address in the network between the hosts, empty where there is one alone."""

    name: str
    address: str
    private: str = ""
    port: int = 22
    roles: frozenset[str] = frozenset()
    webs: int = 2
    writers: int = 1


@dataclass(frozen=True)
class Inventory:
    """secrets: files by the setting's name (`SECRET_KEY`). dns: as it stands, for ops/dns."""

    site: Site
    certificates: Certificates
    login: Login
    settings: Mapping[str, str]
    secrets: Mapping[str, Path]
    backups: Backups
    dns: Mapping[str, Any]
    hosts: tuple[Host, ...]
    folder: Path

    def of(self, role: str) -> tuple[Host, ...]:
        return tuple(host for host in self.hosts if role in host.roles)

    def reach(self, host: Host, other: Host) -> str:
        """By which address `host` gets to `other`."""
        return "127.0.0.1" if host.name == other.name else other.private


def load(path: Path) -> Inventory:
    """The inventory in a file. Raises Wrong, with the file's name before it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Wrong(
            f"{path}: there is no such file; begin with a copy of ops/inventory.example.toml"
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Wrong(f"{path}: {error}") from error
    try:
        return parse(values, path.resolve().parent)
    except Wrong as error:
        raise Wrong(f"{path}: {error}") from None


def parse(values: Mapping[str, Any], folder: Path) -> Inventory:
    """The inventory that a TOML file holds; names of files in it are beside it. Raises Wrong."""
    known = ("site", "certificates", "login", "settings", "secrets", "backups", "dns", "hosts")
    for name in values:
        if name not in known:
            raise Wrong(f"{name}: no such table; there are {', '.join(known)}")

    def table(name: str) -> Table:
        return Table(name, values.get(name, {}))

    hosts = Table("hosts", values.get("hosts", {}))
    found = Inventory(
        site=_site(table("site")),
        certificates=_certificates(table("certificates"), folder),
        login=_login(table("login"), folder),
        settings=_settings(values.get("settings", {})),
        secrets=_secrets(values.get("secrets", {}), folder),
        backups=_backups(table("backups")),
        dns=values.get("dns", {}),
        hosts=tuple(_host(name, Table(f"hosts.{name}", hosts.any(name))) for name in hosts.left()),
        folder=folder,
    )
    judge(found)
    return found


def _site(table: Table) -> Site:
    path = table.text("path", "/")
    if not PATH.fullmatch(path):
        raise table.wrong("path", 'must begin and end with a slash: "/" or "/stories/"')
    site = Site(
        name=table.name("name"),
        also=table.names("also"),
        api=table.name("api", ""),
        path=path,
        cloudflare=table.flag("cloudflare", False),
        mail=table.text("mail", ""),
        cors=table.origins("cors"),
    )
    table.done()
    return site


def _certificates(table: Table, folder: Path) -> Certificates:
    by = table.one_of("by", ("webroot", "cloudflare"), "webroot")
    acme, token = table.text("acme", LETS_ENCRYPT), table.text("token", "")
    if not acme.startswith("https://"):
        raise table.wrong("acme", "must begin with https://")
    if by == "cloudflare" and not token:
        raise table.wrong("token", "is missing: the file with Cloudflare's token")
    table.done()
    return Certificates(by, acme, _beside(folder, token) if token else None)


def _login(table: Table, folder: Path) -> Login:
    key = table.text("key", "")
    login = Login(
        user=table.text("user"),
        sources=table.networks("from"),
        known_hosts=_beside(folder, table.text("known_hosts", "known_hosts")),
        key=_beside(folder, key) if key else None,
    )
    if not login.sources:
        raise table.wrong("from", "nobody could come in; name the networks that may")
    table.done()
    return login


def _backups(table: Table) -> Backups:
    bucket = table.text("bucket", "")
    if bucket and not bucket.startswith("s3://"):
        raise table.wrong("bucket", "must begin with s3://, or be empty")
    backups = Backups(table.number("keep_days", 14, 1, 3650), bucket)
    table.done()
    return backups


def _settings(values: object) -> dict[str, str]:
    """Settings as the environment holds them: numbers may be written as numbers."""
    table = Table("settings", values)
    return {key.upper(): table.scalar(key) for key in table.left()}


def _secrets(values: object, folder: Path) -> dict[str, Path]:
    table = Table("secrets", values)
    return {key.upper(): _beside(folder, table.text(key)) for key in table.left()}


def _host(name: str, table: Table) -> Host:
    roles = table.texts("roles", None)
    for role in roles:
        if role not in ROLES:
            raise table.wrong("roles", f"{role!r} is none of {', '.join(ROLES)}")
    host = Host(
        name=name,
        address=table.host("address"),
        private=table.ip("private"),
        port=table.number("port", 22, 1, 65535),
        roles=frozenset(roles),
        webs=table.number("webs", 2, 1, 64),
        writers=table.number("writers", 1, 1, 64),
    )
    table.done()
    return host


def _beside(folder: Path, name: str) -> Path:
    return folder / Path(name).expanduser()
