"""Every setting, typed, read in this one place: `RACONTEUR_*` variables, a `.env` file, `*_FILE`.

A bad value stops the start with one line that names it (`SettingsError`). Every process reads its
settings, also those that validate nothing else, and must stay small: so no pydantic here.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from dotenv import dotenv_values
from msgspec import Meta

from raconteur.places import Place, place

PREFIX = "RACONTEUR_"
SECRETS = (
    *("database_url", "model_key", "broker_url", "bus_url", "oidc_client_secret", "smtp_url"),
    *("secret_key", "moderation_key", "metrics_token"),
)
HIDDEN = (*SECRETS, "embedded_key")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What guesses at a secret key cost nothing, so that it must not be one that people make up.
SHORTEST_KEY = 32
# How an address begins that we can use. What waits for one of another kind would wait for ever.
SCHEMES = {
    "database_url": ("postgresql+psycopg://", "postgresql://", "sqlite://"),
    "broker_url": ("amqp://", "amqps://", "redis://", "rediss://"),
    "bus_url": ("redis://", "rediss://", "unix://"),
    "model_url": ("http://", "https://"),
    "moderation_url": ("http://", "https://"),
    "ollama_url": ("http://", "https://"),
    "public_url": ("http://", "https://"),
    "oidc_issuer": ("http://", "https://"),
    "proxy_sign_out": ("http://", "https://"),
    "smtp_url": ("smtp://", "smtps://"),
}
# A header's name without an underscore, which gateways and servers take for a hyphen, or not.
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# What a request says of itself, not a gateway of it.
NOT_A_NAME = ("authorization", "content-type", "cookie", "host", "origin", "referer", "user-agent")


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what is wrong."""


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "raconteur"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a host may choose. Names are relied on: `RACONTEUR_` and the field in capitals.

    accounts          "on": everybody signs in; "off": for one person on this machine; "auto": on
                      where others can reach the server
    public_url        how others reach it: for links, and so that cookies go by HTTPS alone
    oidc_*            a provider of OpenID Connect by whose word people can sign in, too
    trusted_proxies   gateways whose word about a client's address is taken
    proxy_*           the header in which they say who somebody is, what becomes of a name that
                      nobody has, and where people sign out of the gateway
    smtp_*            by which mail server, and from which address, a link for a new password goes
    keep_*_days       how long what is in the trash, the audit log and the gates' notes is kept; 0:
                      for ever
    model_patience_s  seconds a passage waits for a model elsewhere
    model_networks    where models may be that no administrator added, besides public addresses
    secret_key        seals the keys that people give for their models; several, the first seals
    moderation        who is asked beside the rules whether a text is fit for its readers
    moderation_*      where, and how many seconds it may take
    metrics_*         where `/metrics` is to be had besides the page, and what whoever asks shows
    broker_url        between machines: a message queue, RabbitMQ or Redis
    bus_url           between machines: Redis, for what is told to readers
    writers           stories written at once
    stories_at_once   passages of one user written at once
    embedded_*        set by `raconteur serve` for the process it starts, not by people
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 5000
    data_dir: Path = msgspec.field(default_factory=_default_data_dir)
    database_url: str = ""
    log_file: Path | None = None
    log_level: str = "INFO"
    cors_origins: str = "http://localhost:3000"
    accounts: Literal["auto", "on", "off"] = "auto"
    public_url: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    trusted_proxies: str = ""
    proxy_user_header: str = ""
    proxy_unknown: Literal["refused", "writer"] = "refused"
    proxy_sign_out: str = ""
    smtp_url: str = ""
    smtp_from: str = ""
    keep_trash_days: Annotated[int, Meta(ge=0, le=36500)] = 0
    keep_audit_days: Annotated[int, Meta(ge=0, le=36500)] = 365
    keep_notes_days: Annotated[int, Meta(ge=0, le=36500)] = 90
    page_dir: Path = Path(__file__).resolve().parent.parent / "frontend" / "dist"

    model_url: str = ""
    model_name: str = ""
    model_key: str = ""
    model_file: Path | None = None
    ollama_url: str = "http://127.0.0.1:11434"
    model_patience_s: Annotated[float, Meta(ge=0, le=86400)] = 300.0
    model_networks: str = ""
    secret_key: str = ""

    moderation: Literal["rules", "endpoint", "model"] = "rules"
    moderation_url: str = ""
    moderation_name: str = ""
    moderation_key: str = ""
    moderation_timeout_s: Annotated[float, Meta(gt=0, le=120)] = 5.0

    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Meta(ge=0, le=65535)] = 0
    metrics_token: str = ""

    broker_url: str = ""
    bus_url: str = ""

    writers: Annotated[int, Meta(ge=1, le=64)] = 4
    stories_at_once: Annotated[int, Meta(ge=1, le=1000)] = 4

    embedded_url: str = ""
    embedded_key: str = ""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'raconteur.db'}"

    @property
    def log_path(self) -> Path:
        return self.log_file or self.data_dir / "logs" / "raconteur.log"

    @property
    def models_dir(self) -> Path:
        return self.data_dir / "models"

    @property
    def backups_dir(self) -> Path:
        """Where copies go that nobody asked for by name."""
        return self.data_dir / "backups"

    @property
    def origins(self) -> list[str]:
        return _listed(self.cors_origins)

    @property
    def proxies(self) -> list[str]:
        return _listed(self.trusted_proxies)

    @property
    def model_places(self) -> list[Place]:
        return [place(each) for each in _listed(self.model_networks)]

    @property
    def secret_keys(self) -> list[str]:
        return _listed(self.secret_key)

    @property
    def secret_key_file(self) -> Path:
        """Where a server that is alone keeps a key of its own, when it is given none."""
        return self.data_dir / "secret.key"

    @property
    def address(self) -> str:
        """Where people find the page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def is_by_https(self) -> bool:
        """Whether people reach it by HTTPS, and in no other way."""
        return self.public_url.startswith("https:")

    @property
    def has_accounts(self) -> bool:
        return self.accounts == "on" or (self.accounts == "auto" and self.host not in LOOPBACK)

    def __repr__(self) -> str:
        """For a log or a debugger: nothing that is secret."""
        names = (name for name in self.__struct_fields__ if name not in HIDDEN)
        return f"Settings({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def but(self, **values: object) -> "Settings":
        """The same with other values."""
        return msgspec.structs.replace(self, **values)


def _listed(value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


PATHS = ("data_dir", "log_file", "page_dir", "model_file")


def load() -> Settings:
    """The settings of this process. Raises SettingsError naming the first bad variable."""
    beside = {name: value or "" for name, value in dotenv_values(".env").items()}
    # What is nearer goes before: the environment before `.env`, a value before a file of one.
    found = {
        **_files(beside),
        **_named(beside),
        **_files(os.environ),
        **_named(os.environ),
    }
    return judged(found)


def judged(found: Mapping[str, str]) -> Settings:
    """What texts by fields' names say. Raises SettingsError naming the first bad one."""
    given = {name: value for name, value in found.items() if value or name not in PATHS}
    try:
        settings = msgspec.convert(given, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingsError(_said(error)) from error
    return _usable(settings)


def _named(variables: Mapping[str, str]) -> dict[str, str]:
    """Fields by the names of their variables, which may be written in small letters too."""
    by_name = {name.upper(): value for name, value in variables.items()}
    found = {name: by_name.get(_variable(name)) for name in Settings.__struct_fields__}
    return {name: value for name, value in found.items() if value is not None}


def _files(variables: Mapping[str, str]) -> dict[str, str]:
    """`RACONTEUR_MODEL_KEY_FILE=/run/secrets/key` gives `model_key` what is in that file."""
    by_name = {name.upper(): value for name, value in variables.items()}
    found = {}
    for name in SECRETS:
        variable = f"{_variable(name)}_FILE"
        if path := by_name.get(variable):
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{variable}: {error.strerror}: {path}") from error
            except UnicodeDecodeError as error:
                raise SettingsError(f"{variable}: not a text file: {path}") from error
    return found


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _path(_type: type, value: Any) -> Path:
    return Path(value).expanduser().absolute()


def _said(error: msgspec.ValidationError) -> str:
    """The library's "Expected `int` <= 65535 - at `$.port`", with the variable before it."""
    what, _, where = str(error).partition(" - at ")
    field = re.search(r"\w+", where)
    kind, _, limit = what.replace("`", "").removeprefix("Expected ").partition(" ")
    variable = _variable(field[0]) if field else PREFIX
    if kind == "Invalid":
        return f"{variable}: {limit.removeprefix('enum value ')} is none of its values"
    said = {"int": "a whole number", "int,": "a whole number"}.get(kind, "a number")
    within = limit if limit and "got" not in limit else ""
    return f"{variable}: must be {said} {within}".rstrip()


def _usable(found: Settings) -> Settings:
    """What the types do not say. Raises SettingsError."""
    if found.log_level.upper() not in LEVELS:
        raise SettingsError(f"RACONTEUR_LOG_LEVEL: must be {', '.join(LEVELS)}")
    if found.accounts == "off" and found.host not in LOOPBACK:
        raise SettingsError(
            f"RACONTEUR_ACCOUNTS: off, and RACONTEUR_HOST={found.host} is not a loopback address: "
            "anyone who can reach this server could read and change every story"
        )
    if found.moderation == "endpoint" and not found.moderation_url:
        raise SettingsError("RACONTEUR_MODERATION_URL: which endpoint? Give its address")
    try:
        for each in found.proxies:
            ipaddress.ip_network(each, strict=False)
    except ValueError as error:
        raise SettingsError(f"RACONTEUR_TRUSTED_PROXIES: {error}") from error
    if any(len(each) < SHORTEST_KEY for each in found.secret_keys):
        raise SettingsError(
            f"RACONTEUR_SECRET_KEY: must have {SHORTEST_KEY} characters or more, by chance: "
            "`openssl rand -base64 32` makes one"
        )
    if 0 < len(found.metrics_token) < SHORTEST_KEY:
        raise SettingsError(
            f"RACONTEUR_METRICS_TOKEN: must have {SHORTEST_KEY} characters or more, by chance: "
            "`openssl rand -base64 32` makes one"
        )
    if found.metrics_port and found.metrics_host not in LOOPBACK and not found.metrics_token:
        raise SettingsError(
            f"RACONTEUR_METRICS_TOKEN: needed, as RACONTEUR_METRICS_HOST={found.metrics_host} is "
            "not a loopback address: `openssl rand -base64 32` makes one"
        )
    try:
        for each in _listed(found.model_networks):
            place(each)
    except ValueError as error:
        raise SettingsError(f"RACONTEUR_MODEL_NETWORKS: {error}") from error
    for name, schemes in SCHEMES.items():
        value = getattr(found, name)
        if value and not value.startswith(schemes):
            raise SettingsError(f"{_variable(name)}: must begin with {' or '.join(schemes)}")
    _gateway_is_usable(found)
    _mail_is_usable(found)
    return found.but(
        log_level=found.log_level.upper(),
        # The server listens on addresses, and knows no names.
        host="127.0.0.1" if found.host == "localhost" else found.host,
        metrics_host="127.0.0.1" if found.metrics_host == "localhost" else found.metrics_host,
        model_url=found.model_url.rstrip("/"),
        moderation_url=found.moderation_url.rstrip("/"),
        public_url=found.public_url.rstrip("/"),
    )


def _gateway_is_usable(found: Settings) -> None:
    """That it says who somebody is. Raises SettingsError."""
    header, variable = found.proxy_user_header, _variable("proxy_user_header")
    if not header:
        return
    if not HEADER.fullmatch(header) or header.lower() in NOT_A_NAME:
        raise SettingsError(f"{variable}: must be a header of the gateway's own, like Remote-User")
    if not found.proxies:
        raise SettingsError(f"{variable}: needs RACONTEUR_TRUSTED_PROXIES, who may say so")
    if not found.has_accounts:
        raise SettingsError(f"{variable}: needs RACONTEUR_ACCOUNTS=on")


def _mail_is_usable(found: Settings) -> None:
    """Raises SettingsError, which says nothing of what is secret."""
    if not found.smtp_url:
        return
    how = "must be smtp://user:password@host:587 or smtps://user:password@host:465"
    try:
        parts = urlsplit(found.smtp_url)
        _ = parts.port
    except ValueError:
        raise SettingsError(f"RACONTEUR_SMTP_URL: {how}") from None
    is_whole = bool(parts.username) == bool(parts.password)
    if not parts.hostname or not is_whole or parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingsError(f"RACONTEUR_SMTP_URL: {how}")
    if not re.fullmatch(r"[^\s<>,;:\"@]+@[A-Za-z0-9.-]+", found.smtp_from, re.ASCII):
        raise SettingsError("RACONTEUR_SMTP_FROM: must be an address, like stories@example.com")
    if not found.public_url:
        raise SettingsError("RACONTEUR_SMTP_URL: needs RACONTEUR_PUBLIC_URL, for links in mails")
