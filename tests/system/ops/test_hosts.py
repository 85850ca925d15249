"""The hosts that the tests of ops run on are what they claim to be."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.hosts.machine import Machine
from tests.hosts.starting import hosts
from tests.hosts.tree import LOGIN

pytestmark = pytest.mark.timeout(600)  # the first one is made from Debian's packages


@pytest.fixture(scope="module")
def two() -> Iterator[dict[str, Machine]]:
    with hosts("stories", "model") as machines:
        yield machines


def ssh(host: Machine, command: str) -> subprocess.CompletedProcess[str]:
    strictly = ["-oBatchMode=yes", "-oStrictHostKeyChecking=yes"]
    known = f"-oUserKnownHostsFile={host.known_hosts}"
    to = f"{LOGIN}@{host.address}"
    return subprocess.run(
        ["ssh", *strictly, known, "-i", host.key, to, command],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_systemd_runs_and_nothing_of_it_has_failed(two: dict[str, Machine]) -> None:
    for host in two.values():
        assert host.inside("systemctl is-system-running --wait").strip() == "running"


def test_one_gets_in_by_ssh_and_may_become_root(two: dict[str, Machine]) -> None:
    done = ssh(two["stories"], "sudo id -u && hostname")
    assert (done.returncode, done.stdout) == (0, "0\nstories\n"), done.stderr


def test_apt_installs_for_real(two: dict[str, Machine]) -> None:
    done = ssh(two["stories"], "sudo apt-get install -qq --no-install-recommends nftables")
    assert done.returncode == 0, done.stderr
    assert two["stories"].runs("nft", "list", "ruleset")
    assert not two["model"].runs("which", "nft"), "what one host has, another has not"


def test_a_service_is_held_to_its_sandbox(two: dict[str, Machine]) -> None:
    held = "systemd-run --quiet --wait --pipe -p ProtectSystem=strict touch /usr/here"
    assert not two["model"].runs("sh", "-c", held)
    assert two["model"].runs("touch", "/usr/here")
