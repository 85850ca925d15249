"""While there are no accounts, only this machine's own browser may ask.

A foreign `Host` means another name was pointed at us (DNS rebinding); a forwarding header means a
gateway stands in front, so that others could reach us; a foreign `Origin` on a change means that
some other page asks in the user's name.
"""

from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from raconteur.services.acting import Visitor
from raconteur.settings import LOOPBACK
from raconteur.web.client import Client
from raconteur.web.door import SAFE, Refused, foreign_origin

FORWARDING = (
    "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP",
    "CF-Connecting-IP", "Via",
)  # fmt: skip


class Local:
    """The door of a server for one person, who is always let in and never asked."""

    def __init__(self, user_id: int, origins: frozenset[str]) -> None:
        self._visitor = Visitor(user_id)
        self._origins = origins

    async def admit(
        self,
        method: str,
        path: str,  # noqa: ARG002
        headers: Headers,
        client: Client,  # noqa: ARG002
    ) -> Visitor:
        if refused := refusal(method, headers, self._origins):
            raise Refused(403, refused)
        return self._visitor


def refusal(method: str, headers: Headers, allowed_origins: frozenset[str]) -> str | None:
    """Why this request is refused, or None."""
    host = headers.get("Host", "")
    if _name(host) not in LOOPBACK:
        return f"This server answers only to its own machine, not as {host[:100]!r}."
    for name in FORWARDING:
        if name in headers:
            return (
                f"This server has no accounts and does not stand behind a gateway ({name}): "
                "RACONTEUR_ACCOUNTS=on."
            )
    origin = foreign_origin(headers, allowed_origins)
    if origin and method not in SAFE:
        return f"{origin!r:.100} is not an origin that may change anything here."
    return None


def _name(host: str) -> str:
    """The host without its port."""
    return urlsplit(f"//{host}").hostname or "" if _well_formed(host) else ""


def _well_formed(host: str) -> bool:
    try:
        _ = urlsplit(f"//{host}").port
    except ValueError:
        return False
    return not set(host) & set("/?#@\\ ")
