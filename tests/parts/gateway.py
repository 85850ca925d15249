"""The real gateway on loopback: Nginx with what ops/nginx writes, on high ports."""

import getpass
import shutil
import ssl
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from ops import nginx, page
from ops.inventory import Inventory, parse
from ops.nginx.place import Limits, Place
from tests.parts.authority import certificate
from tests.parts.process import Part, free_port, listens

ROOT = Path(__file__).parents[2]
NAME, API, ALSO = "example.com", "api.example.com", "www.example.com"
MODULES = Path("/usr/lib/nginx/modules")


def binary() -> str:
    """Raises RuntimeError where there is none."""
    found = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(found).exists():
        raise RuntimeError("no Nginx here: sudo apt install nginx-light")
    return found


def inventory(settings: Mapping[str, str] | None = None, **site: Any) -> Inventory:
    """One host with everything; `site` over what a site has by itself."""
    return parse(
        {
            "site": {"name": NAME, "also": [ALSO], "mail": "ada@example.com", **site},
            "login": {"user": "admin", "from": ["203.0.113.7/32"]},
            "settings": dict(settings or {}),
            "hosts": {"stories": {"address": "203.0.113.10", "roles": ["gateway", "serve"]}},
        },
        ROOT,
    )


def place(home: Path, webs: Sequence[int] = (), **values: Any) -> Place:
    """On this machine, below `home`."""
    found = Place(
        etc=str(home / "etc"),
        modules=str(home / "modules" / "*.conf"),
        page=str(home / "page"),
        page_before=str(home / "before"),
        letsencrypt=str(home / "letsencrypt"),
        challenges=str(home / "challenges"),
        maintenance=str(home / "maintenance"),
        logs=str(home / "logs"),
        state=str(home / "state"),
        pid=str(home / "nginx.pid"),
        user=getpass.getuser(),
        addresses=("127.0.0.1:",),
        http=free_port(),
        https=free_port(),
        webs=tuple(f"127.0.0.1:{port}" for port in webs),
    )
    said = subprocess.run([binary(), "-v"], capture_output=True, text=True, check=True).stderr
    return replace(found.with_nginx(said), **values)


class Gateway:
    """start(), then `ask` and the like, then stop(). `home` is a folder that is its own.

    webs      ports of the application
    dist      the built page; a small one that says nothing when None
    limits    instead of the gateway's own
    site      of the inventory: path, api, cors, cloudflare
    """

    def __init__(
        self,
        home: Path,
        webs: Sequence[int],
        dist: Path | None = None,
        limits: Limits | None = None,
        settings: Mapping[str, str] | None = None,
        **site: Any,
    ) -> None:
        self.home = home
        self.inventory = inventory(settings, **site)
        self.at = place(home, webs, limits=limits or Limits())
        for name in ("logs", "state", "modules", "challenges"):
            (home / name).mkdir(parents=True)
        page.prepared(
            dist or _small_page(home / "dist"), self.inventory.site, home / "page", self.at.port
        )
        self._load_brotli()
        live = Path(self.at.certificates) / NAME
        live.mkdir(parents=True)
        self.root = certificate(live, self.inventory.site.names)
        self.trust = ssl.create_default_context(cafile=str(self.root))
        self.write()
        configuration = f"{self.at.etc}/nginx.conf"
        self.part = Part(
            [binary(), "-c", configuration, "-e", str(home / "start.log"), "-g", "daemon off;"],
            lambda: listens(self.at.https),
            home / "nginx.out",
        )

    def before(self, webs: Sequence[int]) -> None:
        """Other ports than it was made with; to be said before it starts."""
        self.at = replace(self.at, webs=tuple(f"127.0.0.1:{port}" for port in webs))
        self.write()

    def settings(self) -> dict[str, str]:
        """Those of an application behind it."""
        return {
            "RACONTEUR_ACCOUNTS": "on",
            "RACONTEUR_TRUSTED_PROXIES": "127.0.0.1",
            "RACONTEUR_PUBLIC_URL": self.url.rstrip("/"),
            "RACONTEUR_CORS_ORIGINS": ",".join(nginx.origins(self.inventory.site, self.at.port)),
        }

    def write(self) -> None:
        for path, content in nginx.files(self.inventory, self.inventory.hosts[0], self.at).items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(content, encoding="utf-8")

    def __enter__(self) -> "Gateway":
        self.part.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.part.stop()

    @property
    def url(self) -> str:
        """Of the page, as it calls itself; the name leads nowhere by itself."""
        return f"https://{NAME}{self.at.port}{self.inventory.site.path}"

    @property
    def chain(self) -> Path:
        return Path(self.at.certificates) / NAME / "fullchain.pem"

    @property
    def origin(self) -> str:
        return f"https://{NAME}{self.at.port}"

    @property
    def api_url(self) -> str:
        site = self.inventory.site
        return f"https://{API}{self.at.port}/" if site.api else f"{self.url}api/"

    def client(self, name: str = NAME, **values: Any) -> "Client":
        return Client(self, name, **values)

    def logged(self) -> str:
        """All that was written to its logs, and to what it says."""
        files = [*(self.home / "logs").iterdir(), self.home / "nginx.out"]
        return "".join(each.read_text(encoding="utf-8") for each in files)

    def _load_brotli(self) -> None:
        found = [MODULES / f"ngx_http_brotli_{kind}_module.so" for kind in ("filter", "static")]
        if all(each.exists() for each in found):
            lines = "".join(f"load_module {each};\n" for each in found)
            (self.home / "modules" / "brotli.conf").write_text(lines)
            self.at = replace(self.at, brotli=True)


class Client(httpx.Client):
    """By TLS to a name of the gateway's, wherever that leads."""

    def __init__(self, gateway: Gateway, name: str, **values: Any) -> None:
        self._name, self._port = name, gateway.at.port
        super().__init__(
            base_url=f"https://127.0.0.1{gateway.at.port}",
            verify=gateway.trust,
            trust_env=False,
            timeout=30,
            **values,
        )

    def build_request(self, *words: Any, **values: Any) -> httpx.Request:
        values["headers"] = {"Host": f"{self._name}{self._port}", **(values.get("headers") or {})}
        extensions = dict(values.get("extensions") or {})
        values["extensions"] = {"sni_hostname": self._name, **extensions}
        return super().build_request(*words, **values)


def _small_page(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    html = '<!doctype html><base href="/" /><meta name="raconteur-api" content="api" /><p>The page'
    (folder / "index.html").write_text(html)
    (folder / "early.js").write_text("1;\n")
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets" / "main-AbCd_123.js").write_text("2;\n")
    (folder / "assets" / "plain.js").write_text("3;\n")
    return folder
