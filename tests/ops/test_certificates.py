"""The steps to a certificate, by a hand that writes down what it is told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from ops import certificates
from ops.inventory import Certificates, Host, Wrong
from tests.parts.gateway import inventory

HERE = "/etc/letsencrypt/live/example.com/fullchain.pem"


class Hand:
    """Remembers. `certbot` brings the certificate."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.modes: dict[str, int] = {}
        self.told: list[str] = []

    def run(self, *command: str) -> None:
        self.told.append(" ".join(command[:2]))
        if command[0] == "certbot":
            self.files[HERE] = "a certificate"

    def has(self, path: str) -> bool:
        return path in self.files

    def put(self, files: Mapping[str, str], mode: int = 0o644) -> bool:
        changed = any(self.files.get(path) != content for path, content in files.items())
        self.files.update(files)
        self.modes.update(dict.fromkeys(files, mode))
        return changed


def test_the_first_time_nginx_answers_by_plain_http_until_there_is_a_certificate() -> None:
    hand, found = Hand(), inventory()
    certificates.ensure(hand, found, found.hosts[0])
    assert hand.told == [
        *("nginx -t", "systemctl reload-or-restart"),
        "certbot certonly",
        "nginx -t",
        *("nginx -t", "systemctl reload-or-restart"),
    ]
    assert "raconteur/tls.conf" in hand.files["/etc/nginx/nginx.conf"]
    hook = "/etc/letsencrypt/renewal-hooks/deploy/raconteur-nginx"
    assert hand.files[hook].splitlines()[-2:] == ["nginx -t -q", "systemctl reload nginx"]
    assert hand.modes[hook] == 0o755


def test_a_second_time_asks_certbot_and_reloads_nothing() -> None:
    hand, found = Hand(), inventory()
    certificates.ensure(hand, found, found.hosts[0])
    hand.told.clear()
    certificates.ensure(hand, found, found.hosts[0])
    assert hand.told == ["nginx -t", "certbot certonly", "nginx -t"]


def test_a_name_that_is_new_is_known_to_nginx_before_it_is_asked_for() -> None:
    hand, found = Hand(), inventory()
    certificates.ensure(hand, found, found.hosts[0])
    hand.told.clear()
    more = inventory(api="api.example.com")
    certificates.ensure(hand, more, more.hosts[0])
    reloaded, asked = (hand.told.index(each) for each in (_reload(), "certbot certonly"))
    assert reloaded < asked


def _reload() -> str:
    return " ".join(certificates.RELOAD[:2])


def test_certbot_is_asked_for_all_names_at_once() -> None:
    said = " ".join(certificates.issue(inventory(api="api.example.com")))
    assert "--webroot --webroot-path /var/www/letsencrypt" in said
    assert said.endswith("--domain example.com --domain api.example.com --domain www.example.com")
    for option in (
        "--cert-name example.com",
        "--keep-until-expiring",
        "--non-interactive",
        "--email ada@example.com",
        "--server https://acme-v02.api.letsencrypt.org/directory",
    ):
        assert option in said
    assert "--config-dir" not in said


def test_by_dns_cloudflare_s_token_is_for_root_alone(tmp_path: Path) -> None:
    token = tmp_path / "cloudflare"
    token.write_text("a-token\n")
    by_dns = Certificates("cloudflare", token=token)
    found = replace(inventory(cloudflare=True), certificates=by_dns)
    hand = Hand()
    certificates.ensure(hand, found, found.hosts[0])
    path = "/etc/letsencrypt/cloudflare.ini"
    assert hand.files[path] == "dns_cloudflare_api_token = a-token\n"
    assert hand.modes[path] == 0o600
    said = " ".join(certificates.issue(found))
    assert f"--dns-cloudflare --dns-cloudflare-credentials {path}" in said
    assert "--webroot" not in said
    assert "a-token" not in said


def test_by_webroot_there_is_one_gateway() -> None:
    found = inventory()
    second = Host("other", "203.0.113.11", roles=frozenset({"gateway"}))
    several = replace(found, hosts=(*found.hosts, second))
    with pytest.raises(Wrong, match=r"^certificates\.by: "):
        certificates.ensure(Hand(), several, several.hosts[0])
