"""Certificates by the real certbot from pebble, through the real Nginx, by the steps of a host."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from ops import certificates
from ops.inventory import Inventory
from ops.nginx.place import Place
from tests.parts.gateway import ALSO, API, NAME, binary, inventory, place
from tests.parts.pebble import Pebble
from tests.parts.process import Part, listens

LONGEST_S = 60


class Here:
    """Does on this machine what Fabric does on a host. There is no systemd, and Nginx is
    not at its own place: programs of two lines stand for both."""

    def __init__(self, home: Path, at: Place, pebble: Pebble) -> None:
        self.at, self.told = at, [""]
        programs = home / "bin"
        programs.mkdir()
        reload = f'[ "$*" = "reload nginx" ] && kill -HUP "$(cat {at.pid})"'
        words = f'[ "$3" ] || set -- "$@" -c {at.etc}/nginx.conf'
        for name, body in {
            "systemctl": reload,
            "nginx": f'{words}\nexec {binary()} -e {home}/n.log "$@"',
        }.items():
            (programs / name).write_text(f"#!/bin/sh\n{body}\n")
            (programs / name).chmod(0o755)
        self.env = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "REQUESTS_CA_BUNDLE": str(pebble.trust),
        }
        self.nginx = Part(
            [binary(), "-c", f"{at.etc}/nginx.conf", "-e", f"{home}/n.log", "-g", "daemon off;"],
            lambda: listens(at.http),
            home / "nginx.out",
        )

    def run(self, *command: str) -> None:
        self.told.append(" ".join(command[:2]))
        if command == certificates.RELOAD:
            self._reload()
            return
        done = subprocess.run(
            command, env=self.env, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"

    def has(self, path: str) -> bool:
        return Path(path).exists()

    def put(self, files: Mapping[str, str], mode: int = 0o644) -> bool:
        changed = False
        for path, content in files.items():
            file = Path(path)
            if not file.exists() or file.read_text() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content)
                file.chmod(mode)
                changed = True
        return changed

    def _reload(self) -> None:
        if self.nginx.alive:
            os.kill(self.nginx.pid, signal.SIGHUP)
        else:
            self.nginx.start()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Here, Inventory, Pebble]]:
    if not shutil.which("certbot"):
        raise RuntimeError("no certbot here: sudo apt install certbot")
    at = place(tmp_path, [1])
    for name in ("logs", "state", "challenges", "page"):
        (tmp_path / name).mkdir()
    with Pebble(tmp_path / "pebble", at.http) as pebble:
        found = inventory(api=API)
        found = replace(found, certificates=replace(found.certificates, acme=pebble.url))
        here = Here(tmp_path, at, pebble)
        yield here, found, pebble
        here.nginx.stop()


def _served(at: Place, name: str, root: str) -> x509.Certificate:
    """What a visitor is shown who trusts pebble's authority alone."""
    context = ssl.create_default_context(cadata=root)
    with (
        socket.create_connection(("127.0.0.1", at.https), 5) as raw,
        context.wrap_socket(raw, server_hostname=name) as line,
    ):
        der = line.getpeercert(binary_form=True)
    assert der
    return x509.load_der_x509_certificate(der)


def _new(at: Place, root: str, before: int) -> int:
    """The serial that is served once a reload has come through."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with contextlib.suppress(ConnectionRefusedError):
            if (serial := _served(at, NAME, root).serial_number) != before:
                return serial
        time.sleep(0.02)
    raise AssertionError("no new certificate is served")


def test_a_host_gets_its_certificate_keeps_it_and_renews_it(
    host: tuple[Here, Inventory, Pebble],
) -> None:
    here, found, pebble = host
    certificates.ensure(here, found, found.hosts[0], here.at)
    root = pebble.root()
    first = _new(here.at, root, 0)
    for name in (NAME, ALSO, API):
        assert _served(here.at, name, root).serial_number == first

    # Again: nothing is asked for and nothing reloaded.
    here.told.clear()
    certificates.ensure(here, found, found.hosts[0], here.at)
    assert certificates.RELOAD[0] not in " ".join(here.told)
    assert _served(here.at, NAME, root).serial_number == first

    # When its time comes, the timer's own command brings a new one, and the hook has it served.
    here.run(*certificates.RENEW, *certificates.elsewhere(here.at))
    assert _served(here.at, NAME, root).serial_number == first
    here.run(*certificates.RENEW, "--force-renewal", *certificates.elsewhere(here.at))
    assert _new(here.at, root, first) != first


def test_a_name_that_comes_later_is_in_the_next_certificate(
    host: tuple[Here, Inventory, Pebble],
) -> None:
    here, found, pebble = host
    fewer = replace(found, site=replace(found.site, api="", also=()))
    certificates.ensure(here, fewer, fewer.hosts[0], here.at)
    first = _new(here.at, pebble.root(), 0)
    certificates.ensure(here, found, found.hosts[0], here.at)
    second = _new(here.at, pebble.root(), first)
    assert _served(here.at, API, pebble.root()).serial_number == second
