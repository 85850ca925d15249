"""Which provider holds the domain, and the tokens for it: from files or the environment."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from octodns.provider.base import BaseProvider
from octodns_cloudflare import CloudflareProvider

from ops.dns.godaddy import GoDaddy
from ops.tables import Wrong

NAMES = {"cloudflare": "Cloudflare", "godaddy": "GoDaddy"}
CLOUDFLARE_API = "https://api.cloudflare.com/client/v4"
LOCAL = ("127.0.0.1", "::1", "localhost")


def secret(variable: str, file: Path | None) -> str:
    """A token: from the inventory's file, `VARIABLE_FILE`'s, or `VARIABLE`. Raises Wrong."""
    there = file or (
        Path(os.environ[f"{variable}_FILE"]) if f"{variable}_FILE" in os.environ else None
    )
    if there:
        try:
            value = there.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise Wrong(
                f"{there}: cannot be read; it shall hold the token and nothing else"
            ) from None
    else:
        value = os.environ.get(variable, "").strip()
    if not value:
        raise Wrong(f"{variable} is missing: put it into a file and name that in {variable}_FILE")
    # Otherwise the HTTP client refuses it later, in a message that shows it.
    if not value.isascii() or not value.isprintable() or " " in value:
        raise Wrong(
            f"{there or variable}: this is no token; it shall hold the token and nothing else"
        )
    return value


def judged(api: str) -> str:
    """Another address for the provider's API. Raises Wrong: a token is never sent in the clear."""
    parts = urlsplit(api)
    if api and parts.scheme != "https" and parts.hostname not in LOCAL:
        raise Wrong(f"--api {api}: must begin with https://")
    return api


def choose(
    provider: str, domain: str, table: Mapping[str, Any], folder: Path, api: str = ""
) -> BaseProvider:
    """The provider by its name; `table` is the inventory's [dns]. Raises Wrong."""

    def file(key: str) -> Path | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise Wrong(f"dns.{key}: must be a text, a file's name")
        return folder / value

    api = judged(api)
    if provider == "cloudflare":
        token = secret("CLOUDFLARE_TOKEN", file("token"))
        # It waits minutes between its own tries; here somebody looks on and may try again.
        return CloudflareProvider(
            "cloudflare", token=token, api_url=api or CLOUDFLARE_API, pagerules=False, retry_count=0
        )
    if provider == "godaddy":
        key = secret("GODADDY_KEY", file("key"))
        return GoDaddy(domain, key, secret("GODADDY_SECRET", file("secret")), api)
    raise Wrong(f"provider {provider!r}: must be {' or '.join(NAMES)}")
