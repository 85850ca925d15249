"""Where Nginx and what it serves are on a host. The tests put it elsewhere, on high ports."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

# `http2 on` is known since then; before, it is said where a port is listened to.
HTTP2_IS_A_DIRECTIVE = (1, 25, 1)
BROTLI = ("ngx_http_brotli_filter_module.so", "ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class Limits:
    """Of one address (one network of 64 bits in IPv6). What is above them is answered 429.

    api, sign_in    requests a second, and a minute; after a burst
    at_once         requests of the API that are being answered
    streams         event streams that are open: a class behind one address has thirty
    """

    api: int = 30
    api_burst: int = 120
    sign_in: int = 20
    sign_in_burst: int = 10
    at_once: int = 64
    streams: int = 200


@dataclass(frozen=True)
class Place:
    """webs: upstreams in the place of the inventory's, as `address:port`."""

    etc: str = "/etc/nginx"
    mime: str = "/etc/nginx/mime.types"
    modules: str = "/etc/nginx/modules-enabled/*.conf"
    page: str = "/opt/raconteur/current/frontend/dist"
    page_before: str = "/opt/raconteur/previous/frontend/dist"
    letsencrypt: str = "/etc/letsencrypt"
    challenges: str = "/var/www/letsencrypt"
    maintenance: str = "/var/www/raconteur.maintenance"
    logs: str = "/var/log/nginx"
    state: str = "/var/lib/nginx"
    pid: str = "/run/nginx.pid"
    user: str = "www-data"
    addresses: tuple[str, ...] = ("", "[::]:")
    http: int = 80
    https: int = 443
    webs: tuple[str, ...] = ()
    version: tuple[int, ...] = (1, 22)
    brotli: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def certificates(self) -> str:
        return f"{self.letsencrypt}/live"

    @property
    def http2_is_a_directive(self) -> bool:
        return self.version >= HTTP2_IS_A_DIRECTIVE

    @property
    def port(self) -> str:
        """What stands behind a name in an address."""
        return "" if self.https == 443 else f":{self.https}"

    def with_nginx(self, said: str, modules: Collection[str] = ()) -> "Place":
        """With the Nginx that is there: what `nginx -v` says, and the files of its modules."""
        found = re.search(r"nginx/(\d+)\.(\d+)(?:\.(\d+))?", said)
        if not found:
            raise ValueError(f"nginx -v said {said.strip()!r:.80}; install nginx first")
        version = tuple(int(each) for each in found.groups() if each is not None)
        return replace(self, version=version, brotli=set(BROTLI) <= set(modules))


DEBIAN = Place()
