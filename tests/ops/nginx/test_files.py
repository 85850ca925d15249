"""What is written below /etc/nginx: parsed, and every value that others rely on looked up."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import crossplane
import pytest

from ops import nginx
from ops.inventory import Inventory, Wrong, parse
from ops.nginx.place import DEBIAN, Place
from raconteur.web import app, cors, guards
from tests.parts.gateway import inventory

LAYOUTS: dict[str, dict[str, Any]] = {
    "one host": {},
    "two hosts": {"api": "api.example.com"},
    "under a path": {"path": "/stories/"},
    "two hosts, under a path": {"api": "api.example.com", "path": "/stories/"},
    "behind Cloudflare": {"cloudflare": True, "cors": ["https://other.example.com"]},
}
NEWER = replace(DEBIAN, version=(1, 26, 3), brotli=True)


def _written(folder: Path, at: Place = DEBIAN, **site: Any) -> Path:
    """Below `folder`, with what Debian has there; the main file."""
    at = replace(at, etc=str(folder), mime=str(folder / "mime.types"))
    (folder / "mime.types").write_text("types { text/html html; }\n")
    found = inventory(**site)
    for path, content in nginx.files(found, found.hosts[0], at).items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content, encoding="utf-8")
    return folder / "nginx.conf"


class Read:
    """The configuration as Nginx would read it: every directive with where it stands."""

    def __init__(self, main: Path) -> None:
        read = crossplane.parse(str(main), combine=True)
        assert read["status"] == "ok", read["errors"]
        self.all = list(_walked(read["config"][0]["parsed"], ()))

    def values(self, name: str, inside: str = "") -> list[str]:
        return [
            " ".join(args) for where, each, args in self.all if each == name and inside in where
        ]


def _walked(block: list[dict[str, Any]], where: tuple[str, ...]) -> Any:
    for each in block:
        yield " > ".join(where), each["directive"], each["args"]
        if "block" in each:
            own = " ".join([each["directive"], *each["args"]])
            if each["directive"] == "server":
                own = f"server {_first(each, 'server_name')} {_first(each, 'listen')}"
            yield from _walked(each["block"], (*where, own))


def _first(server: dict[str, Any], name: str) -> str:
    found: str = next(one["args"][0] for one in server["block"] if one["directive"] == name)
    return found


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Read:
    return Read(_written(tmp_path_factory.mktemp("one")))


@pytest.mark.parametrize("at", [DEBIAN, NEWER], ids=["1.22", "1.26"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_gixy_finds_nothing(tmp_path: Path, layout: str, at: Place) -> None:
    main = _written(tmp_path, at, **LAYOUTS[layout])
    gixy = Path(sys.executable).with_name("gixy")
    done = subprocess.run([gixy, main], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert Read(main).values("server_name")


def test_what_others_rely_on(one: Read) -> None:
    assert one.values("server", "upstream") == ["127.0.0.1:5000 max_fails=1 fail_timeout=1s"]
    assert set(one.values("proxy_read_timeout")) == {"600s"}
    assert set(one.values("proxy_send_timeout")) == {"600s"}
    assert set(one.values("send_timeout")) == {"600s"}
    passed = dict(value.partition(" ")[::2] for value in one.values("proxy_set_header"))
    assert passed["X-Real-IP"] == passed["X-Forwarded-For"] == "$remote_addr"
    assert passed["X-Forwarded-Proto"] == "$scheme"
    assert passed["X-Trace-Id"] == "$trace_id"
    assert set(one.values("proxy_http_version")) == {"1.1"}
    assert set(one.values("proxy_next_upstream")) == {"error timeout"}
    assert one.values("1", "$cors_max_age") == ["3600"]
    assert one.values("server_tokens") == ["off"]
    assert one.values("ssl_protocols") == ["TLSv1.2 TLSv1.3"]
    assert not one.values("ssl_stapling")


def test_bounds_and_headers_are_those_of_the_application(one: Read) -> None:
    assert one.values("client_max_body_size") == [str(app.MOST_BODY_BYTES)]
    assert nginx.METHODS == cors.METHODS
    assert nginx.REQUEST_HEADERS == cors.REQUEST_HEADERS
    assert nginx.EXPOSED == cors.EXPOSED
    assert one.values("1", "$cors_methods") == [", ".join(cors.METHODS)]
    assert one.values("1", "$cors_headers") == [", ".join(cors.REQUEST_HEADERS)]


def test_what_a_browser_refuses_has_one_source(tmp_path: Path, one: Read) -> None:
    said = one.values("add_header", "location /api/")
    for name, value in (*guards.EVERYWHERE, guards.BY_HTTPS):
        assert f"{name.decode()} {value.decode()} always".lower() in [each.lower() for each in said]
    policy = "Content-Security-Policy {} always".format
    assert policy(guards.CLOSED) in said
    assert policy(guards.DOCS) in one.values("add_header", "location /api/docs/")
    assert policy(guards.page_policy()) in one.values("add_header", "location /assets/")
    two = Read(_written(tmp_path, api="api.example.com"))
    elsewhere = policy(guards.page_policy("https://api.example.com"))
    assert elsewhere in two.values("add_header", "location /assets/")


def test_every_header_that_the_gateway_says_is_hidden_where_the_web_says_it_too(one: Read) -> None:
    said = {value.split()[0].lower() for value in one.values("add_header", "location /api/docs/")}
    hidden = {value.lower() for value in one.values("proxy_hide_header", "location /api/docs/")}
    assert said <= hidden


def test_streams_are_not_held_back(one: Read) -> None:
    inside = r"location ~ ^/api/stories/\d{1,15}/events$"
    assert one.values("proxy_buffering", inside) == ["off"]
    assert one.values("gzip", inside) == ["off"]
    assert not one.values("limit_req", inside)
    assert one.values("limit_conn", inside) == ["streams 200"]
    for packs in ("gzip_types", "brotli_types"):
        assert "event-stream" not in str(one.values(packs))


@pytest.mark.parametrize(("at", "listens"), [(DEBIAN, "443 ssl http2"), (NEWER, "443 ssl")])
def test_http_2_is_said_as_this_nginx_knows_it(tmp_path: Path, at: Place, listens: str) -> None:
    read = Read(_written(tmp_path, at))
    page = "server example.com 443"
    assert read.values("listen", page) == [listens, f"[::]:{listens}"]
    assert read.values("http2", page) == ([] if "http2" in listens else ["on"])
    assert read.values("ssl_reject_handshake") == ["on"]
    assert bool(read.values("brotli_static")) is at.brotli


def test_several_webs_on_several_hosts_are_all_asked(tmp_path: Path) -> None:
    hosts = {
        "gate": {"address": "203.0.113.10", "private": "192.0.2.1", "roles": ["gateway", "web"]},
        "more": {"address": "203.0.113.11", "private": "192.0.2.2", "roles": ["web"], "webs": 1},
        "six": {"address": "203.0.113.12", "private": "2001:db8::6", "roles": ["writer", "web"]},
        "data": {
            "address": "203.0.113.13",
            "private": "192.0.2.4",
            "roles": ["database", "model"],
        },
    }
    site = {"name": "example.com", "mail": "ada@example.com"}
    login = {"user": "admin", "from": ["203.0.113.7/32"]}
    found = parse({"site": site, "login": login, "hosts": hosts}, tmp_path)
    assert nginx.webs(found, found.hosts[0]) == (
        *("127.0.0.1:5000", "127.0.0.1:5001"),
        "192.0.2.2:5000",
        *("[2001:db8::6]:5000", "[2001:db8::6]:5001"),
    )
    with pytest.raises(Wrong, match=r"hosts\.more\.roles"):
        nginx.files(found, found.hosts[1])


def test_a_name_of_the_gateway_s_own_header_is_cleared_too() -> None:
    found = inventory({"PROXY_USER_HEADER": "X-Whoever"})
    written = nginx.files(found, found.hosts[0])["/etc/nginx/raconteur/proxy.inc"]
    assert 'proxy_set_header X-Whoever "";' in written


def test_the_list_of_origins_takes_no_point_for_any_letter() -> None:
    found: Inventory = inventory(cors=["https://a-b.example.com"])
    written = nginx.files(found, found.hosts[0])["/etc/nginx/raconteur/said.conf"]
    assert r'"~^https://a-b\.example\.com$" ours;' in written
    assert r'"~^https://example\.com$" ours;' in written


def test_behind_cloudflare_its_networks_and_no_others_are_believed(tmp_path: Path) -> None:
    read = Read(_written(tmp_path, cloudflare=True))
    assert read.values("set_real_ip_from") == nginx.cloudflare()
    assert len(nginx.cloudflare()) == 22
    assert read.values("real_ip_header") == ["CF-Connecting-IP"]
    first = (Path(nginx.__file__).parent / "cloudflare.txt").read_text().splitlines()[0]
    assert "as known on 20" in first


def test_without_cloudflare_nobody_is_believed(one: Read) -> None:
    assert not one.values("set_real_ip_from")
    assert not one.values("real_ip_header")


def test_before_there_is_a_certificate_only_its_question_is_answered(tmp_path: Path) -> None:
    found = inventory(api="api.example.com")
    at = replace(DEBIAN, etc=str(tmp_path), mime=str(tmp_path / "mime.types"))
    (tmp_path / "mime.types").write_text("types { text/html html; }\n")
    [(path, content)] = nginx.bootstrap(found, found.hosts[0], at).items()
    Path(path).write_text(content)
    read = Read(Path(path))
    assert "443" not in content
    assert read.values("server_name") == ["_", "example.com api.example.com www.example.com"]
    inside = "location ^~ /.well-known/acme-challenge/"
    assert read.values("root", inside) == ["/var/www/letsencrypt"]
