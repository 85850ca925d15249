"""Every setting, typed, read in this one place: `RACONTEUR_*` variables, a `.env` file, `*_FILE`.

A bad value stops the start with one line that names it (`SettingsError`).
"""

import os
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "RACONTEUR_"
SECRETS = ("database_url", "model_key", "broker_url", "bus_url")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# How an address begins that we can use. What waits for one of another kind would wait for ever.
SCHEMES = {
    "database_url": ("postgresql+psycopg://", "postgresql://", "sqlite://"),
    "broker_url": ("amqp://", "amqps://", "redis://", "rediss://"),
    "bus_url": ("redis://", "rediss://", "unix://"),
    "model_url": ("http://", "https://"),
    "ollama_url": ("http://", "https://"),
}


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what is wrong."""


def _default_data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "raconteur"


class _SecretFiles(EnvSettingsSource):
    """`RACONTEUR_MODEL_KEY_FILE=/run/secrets/key` gives `model_key` what is in that file.

    named  where such variables are looked for: the environment, or `.env`
    """

    def __init__(self, settings_cls: type[BaseSettings], named: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._named = named.env_vars if isinstance(named, EnvSettingsSource) else {}

    def __call__(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in SECRETS:
            variable = f"{PREFIX}{name.upper()}_FILE"
            if path := self._named.get(variable.lower()):
                try:
                    found[name] = Path(path).read_text(encoding="utf-8").strip()
                except OSError as error:
                    raise SettingsError(f"{variable}: {error.strerror}: {path}") from error
                except UnicodeDecodeError as error:
                    raise SettingsError(f"{variable}: not a text file: {path}") from error
        return found


class Settings(BaseSettings):
    """What a host may choose. Names are relied on: `RACONTEUR_` and the field in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", protected_namespaces=()
    )

    host: str = "127.0.0.1"
    port: int = Field(default=5000, ge=1, le=65535)
    data_dir: Path = Field(default_factory=_default_data_dir)
    database_url: str = ""
    log_file: Path | None = None
    log_level: str = "INFO"
    cors_origins: str = "http://localhost:3000"
    page_dir: Path = Path(__file__).resolve().parent.parent / "frontend" / "dist"

    model_url: str = ""
    model_name: str = ""
    model_key: str = ""
    model_file: Path | None = None
    ollama_url: str = "http://127.0.0.1:11434"

    model_patience_s: float = Field(
        default=300.0, ge=0, le=86400, description="seconds a passage waits for a model elsewhere"
    )

    # Between machines: a message queue (RabbitMQ or Redis), and Redis for what is told to readers.
    broker_url: str = ""
    bus_url: str = ""

    writers: int = Field(default=4, ge=1, le=64, description="stories written at once")

    stories_at_once: int = Field(
        default=4, ge=1, le=1000, description="passages of one user written at once"
    )

    # Set by `raconteur serve` for the process it starts, not by people.
    embedded_url: str = ""
    embedded_key: str = ""

    @field_validator("data_dir", "model_file", "log_file", "page_dir", mode="after")
    @classmethod
    def _expand(cls, value: Path | None) -> Path | None:
        return value.expanduser().absolute() if value else None

    @field_validator("log_level", mode="after")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("host", mode="after")
    @classmethod
    def _loopback_until_accounts(cls, value: str) -> str:
        if value not in LOOPBACK:
            raise ValueError(
                f"{value} is not a loopback address: there are no accounts yet, so anyone who can "
                "reach this server could read and change every story. Use 127.0.0.1"
            )
        # The server listens on addresses, and knows no names.
        return "127.0.0.1" if value == "localhost" else value

    @field_validator(*SCHEMES, mode="after")
    @classmethod
    def _known_scheme(cls, value: str, info: ValidationInfo) -> str:
        schemes = SCHEMES[info.field_name or ""]
        if value and not value.startswith(schemes):
            raise ValueError(f"must begin with {' or '.join(schemes)}")
        return value

    @field_validator("model_url", mode="after")
    @classmethod
    def _without_an_end(cls, value: str) -> str:
        return value.rstrip("/")

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
        return [origin.strip() for origin in self.cors_origins.split(",") if origin.strip()]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the base's signature)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (
            init_settings,
            env_settings,
            _SecretFiles(settings_cls, env_settings),
            dotenv_settings,
            _SecretFiles(settings_cls, dotenv_settings),
        )


def load(**overrides: object) -> Settings:
    """The settings of this process. Raises SettingsError naming the first bad variable."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        variable = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{variable}: {first['msg'].removeprefix('Value error, ')}") from error
