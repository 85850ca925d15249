"""The gateway's configuration, whole: `files(inventory, host)` is what lies below /etc/nginx."""

import re
from ipaddress import ip_network
from pathlib import Path

from ops.inventory import Host, Inventory, Site, Wrong
from ops.nginx import words
from ops.nginx.place import DEBIAN, Place
from ops.rendering import render
from raconteur.web import guards

_HERE = Path(__file__).parent

# As the application answers (raconteur/web/cors.py; a test holds them together).
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REQUEST_HEADERS = (
    "Origin", "Content-Type", "Accept", "Authorization", "X-Client-Info", "X-Trace-Id",
    "X-Requested-With", "X-HTTP-Method-Override", "DNT", "Keep-Alive", "User-Agent",
    "If-Modified-Since", "Cache-Control", "Content-Range", "Range", "Last-Event-ID",
    "Idempotency-Key", "X-CSRF-Token",
)  # fmt: skip
EXPOSED = ("X-Trace-Id", "Link", "Location", "Retry-After")
CORS = ("Allow-Origin", "Allow-Credentials", "Allow-Methods", "Allow-Headers", "Max-Age")
CORS_HEADERS = tuple(f"Access-Control-{name}" for name in (*CORS, "Expose-Headers"))

# As much as the application reads (raconteur/web/app.py).
MOST_BODY_BYTES = 1_000_000
FIRST_PORT = 5000
TIMEOUT_S = 600

# In which a visitor could say to be somebody, or somewhere, else.
SAID_BY_GATEWAYS = (
    "Forwarded", "Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Forwarded-Email",
    "X-Forwarded-Preferred-Username", "X-Forwarded-Groups", "X-Auth-Request-User",
    "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL",
    "CF-Connecting-IP", "True-Client-IP",
)  # fmt: skip

# The page that is shown while nothing else answers: one style sheet of its own.
AWAY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

_PARTS = ("http", "tls", "said", "limits", "log", "upstream", "redirects", "page")
_INCLUDED = ("proxy", "guards")


def files(inventory: Inventory, host: Host, at: Place = DEBIAN) -> dict[str, str]:
    """Path to content. Needs the certificate; `bootstrap` is for before."""
    values = _values(inventory, host, at)
    found = {f"{at.etc}/nginx.conf": render("nginx/nginx.conf.j2", **values)}
    parts = [*_PARTS, *(["api"] if inventory.site.api else [])]
    parts += ["cloudflare"] if inventory.site.cloudflare else []
    for name in parts:
        found[f"{at.etc}/raconteur/{name}.conf"] = render(f"nginx/{name}.conf.j2", **values)
    for name in _INCLUDED:
        found[f"{at.etc}/raconteur/{name}.inc"] = render(f"nginx/{name}.inc.j2", **values)
    return found | _pages(at)


def bootstrap(inventory: Inventory, host: Host, at: Place = DEBIAN) -> dict[str, str]:
    """Port 80 alone, which answers Let's Encrypt: Nginx does not start without a certificate."""
    values = _values(inventory, host, at)
    return {f"{at.etc}/nginx.conf": render("nginx/bootstrap.conf.j2", **values)}


def origins(site: Site, port: str = "") -> tuple[str, ...]:
    """The pages that may use the API: its own, and those that were added."""
    own = [site.name, *([site.api] if site.api else [])]
    return (*(f"https://{name}{port}" for name in own), *site.cors)


def webs(inventory: Inventory, host: Host) -> tuple[str, ...]:
    """Where the application answers, as the gateway `host` reaches it."""
    serving = [(each, 1) for each in inventory.of("serve")]
    serving += [(each, each.webs) for each in inventory.of("web")]
    return tuple(
        f"{_in_url(inventory.reach(host, each))}:{FIRST_PORT + number}"
        for each, count in serving
        for number in range(count)
    )


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _values(inventory: Inventory, host: Host, at: Place) -> dict[str, object]:
    if "gateway" not in host.roles:
        raise Wrong(f'hosts.{host.name}.roles: is no "gateway"; there is nothing for it here')
    site, settings = inventory.site, inventory.settings
    user_header = settings.get("PROXY_USER_HEADER")
    api_origin = f"https://{site.api}{at.port}" if site.api else ""
    return {
        "at": at,
        "site": site,
        "servers": at.webs or webs(inventory, host),
        "origins": [re.escape(each).replace(r"\-", "-") for each in origins(site, at.port)],
        "api_origin": api_origin,
        "page_policy": guards.page_policy(api_origin),
        "closed_policy": guards.CLOSED,
        "docs_policy": guards.DOCS,
        "away_policy": AWAY_POLICY,
        "everywhere": [_said(*each) for each in (*guards.EVERYWHERE, guards.BY_HTTPS)],
        "hidden": [*(name for name, _ in map(_text, guards.EVERYWHERE)), *CORS_HEADERS],
        "cleared": sorted({*SAID_BY_GATEWAYS, *([user_header] if user_header else [])}),
        "methods": ", ".join(METHODS),
        "request_headers": ", ".join(REQUEST_HEADERS),
        "exposed": ", ".join(EXPOSED),
        "most_body": MOST_BODY_BYTES,
        "timeout": f"{TIMEOUT_S}s",
        "shown": words.pattern(site.path),
        "cloudflare": cloudflare(),
    }


def cloudflare() -> list[str]:
    """Its networks. A line that is none raises ValueError."""
    lines = (_HERE / "cloudflare.txt").read_text(encoding="utf-8").splitlines()
    return [str(ip_network(line)) for line in lines if not line.startswith("#")]


def _pages(at: Place) -> dict[str, str]:
    return {
        f"{at.etc}/raconteur/pages/{each.name}": each.read_text(encoding="utf-8")
        for each in sorted((_HERE / "pages").iterdir())
    }


def _text(header: guards.Header) -> tuple[str, str]:
    return header[0].decode(), header[1].decode()


def _said(name: bytes, value: bytes) -> tuple[str, str]:
    """As it is usually written: `X-Robots-Tag`."""
    return "-".join(word.capitalize() for word in name.decode().split("-")), value.decode()
