"""Who is let in: asked once, at the edge, for both halves of the web process.

A request shows a cookie or a token, or comes through a gateway that says who it is. Without
accounts `web.local` stands here; with them, everything below `/api` asks who somebody is, but the
ways in.
"""

import asyncio
import hmac
import logging
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.http import parse_cookie

from raconteur.observe.listener import may_see
from raconteur.services.accounts import proxied
from raconteur.services.accounts.visitor import PREFIX, Shown, who
from raconteur.services.acting import Visitor
from raconteur.services.errors import SignInNeeded
from raconteur.store.base import DatabaseError, Sessions
from raconteur.web.client import Client
from raconteur.web.problems import DATABASE_FAILED

log = logging.getLogger(__name__)

# Where the door leaves the visitor for those behind it.
VISITOR = "raconteur.visitor"
COOKIE = "raconteur"
# By HTTPS a cookie has a name that a browser takes from this very host alone, by HTTPS alone: no
# neighbour on the same domain can put another in its place.
HOST_ONLY = "__Host-"
CSRF = "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")

# What nobody needs to be known for: how to come in, and what somebody shared. What is not below
# /api is the page, which is the same for everybody, and whether the server is well.
WAYS_IN = (
    ("GET", "/api/session"),
    ("POST", "/api/session"),
    ("POST", "/api/session/forgotten"),
    ("POST", "/api/session/oidc"),
    ("GET", "/api/session/oidc/back"),
    ("POST", "/api/invitations/look"),
    ("POST", "/api/invitations/accept"),
    ("POST", "/api/shared"),
)
METRICS = "/metrics"


@dataclass
class Refused(Exception):
    """An answer of the door's own. `kind` tells problems of one status apart."""

    status: int
    detail: str
    kind: str = ""


class Door(Protocol):
    async def admit(
        self, method: str, path: str, headers: Headers, client: Client
    ) -> Visitor | None:
        """Who this is; None where nobody needs to be known. Raises Refused."""
        ...


class Accounts:
    """Everybody shows who they are. A change by a browser also says what only our page knows."""

    def __init__(
        self,
        sessions: Sessions,
        origins: frozenset[str],
        *,
        by_https: bool = False,
        makes_writers: bool = False,
        metrics_token: str = "",
    ) -> None:
        """by_https: everybody comes so, whatever a gateway says. makes_writers: as in `proxied`.
        metrics_token: who shows it may see `/metrics`, also while the database is away."""
        self._sessions = sessions
        self._origins = origins
        self._by_https = by_https
        self._makes_writers = makes_writers
        self._metrics_token = metrics_token

    async def admit(
        self, method: str, path: str, headers: Headers, client: Client
    ) -> Visitor | None:
        if method == "OPTIONS" or _is_page(path):
            return None
        shown = headers.get("Authorization", "")
        if path == METRICS and method == "GET" and may_see(self._metrics_token, shown):
            return None
        changes = method not in SAFE
        if changes and (origin := foreign_page(headers, self._origins)):
            raise Refused(403, f"{origin!r:.100} is not an origin that may change anything here.")
        is_open = (method, path) in WAYS_IN
        visitor = await self._who(headers, client, is_open)
        if is_open:
            return visitor
        if visitor is None:
            raise Refused(401, "Sign in first.", "sign-in")
        is_page = visitor.token_id is None
        if changes and is_page and not _is_same(headers.get(CSRF, ""), visitor.csrf):
            raise Refused(403, f"The page has to say {CSRF}. Load it again.", "csrf")
        scope = "metrics" if path == METRICS else "write" if changes else "read"
        if scope not in visitor.scopes:
            raise Refused(403, f"This token may not {scope}.")
        if scope == "metrics" and visitor.role != "administrator":
            raise Refused(403, "Only an administrator may see this.")
        return visitor

    async def _who(self, headers: Headers, client: Client, is_open: bool) -> Visitor | None:
        if client.user is None:
            raise Refused(400, "The gateway before this server names nobody, or several.")
        shown = _shown(headers, cookie_name(COOKIE, https=client.https or self._by_https))
        if shown is None and not client.user:
            return None
        try:
            return await asyncio.to_thread(self._found, shown, client.user)
        except proxied.Unwelcome as error:
            if is_open:
                return None
            raise Refused(403, str(error), "gateway") from error
        except SignInNeeded as error:
            if is_open:
                return None
            raise Refused(401, str(error), "token") from error
        except DatabaseError as error:
            log.exception("the database failed")
            raise Refused(503, DATABASE_FAILED) from error

    def _found(self, shown: Shown | None, named: str) -> Visitor | None:
        """Raises Unwelcome, SignInNeeded."""
        # A gateway may leave a key of its own in the place of ours.
        is_program = shown is not None and shown.token.startswith(PREFIX)
        if named and not is_program:
            return proxied.who(self._sessions, named, makes_writers=self._makes_writers)
        return who(self._sessions, shown) if shown else None


def cookie_name(name: str, *, https: bool) -> str:
    """Where HTTPS is, the other name counts for nothing: anybody on the way could have set it."""
    return HOST_ONLY + name if https else name


def foreign_page(headers: Headers, allowed: frozenset[str]) -> str | None:
    """As `foreign_origin`, and by what a browser says about a page whose origin it keeps back."""
    if origin := foreign_origin(headers, allowed):
        return origin
    site = headers.get("Sec-Fetch-Site", "")
    return site if site in ("cross-site", "same-site") and "Origin" not in headers else None


def foreign_origin(headers: Headers, allowed: frozenset[str]) -> str | None:
    """The page that asks, when it is neither ours nor one of the allowed."""
    origin = headers.get("Origin")
    if not origin or origin in allowed or urlsplit(origin).netloc == headers.get("Host", ""):
        return None
    return origin


def _is_same(said: str, known: str) -> bool:
    return hmac.compare_digest(said.encode(), known.encode())


def _is_page(path: str) -> bool:
    """And whether the server is well."""
    return path != METRICS and path != "/api" and not path.startswith("/api/")


def _shown(headers: Headers, cookie_name: str) -> Shown | None:
    kind, _, token = headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return Shown(token=token.strip()[:200])
    cookie = parse_cookie(headers.get("Cookie")).get(cookie_name, "")
    return Shown(cookie=cookie[:200]) if cookie else None
