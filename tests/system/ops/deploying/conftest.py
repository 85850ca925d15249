"""A host where a first release serves, and a copy of the code to deploy another from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.checkout import Checkout, checkout
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts
from tests.system.ops.deploying.asking import SETTINGS

INVENTORY = """
[site]
name = "example.com"
mail = "ada@example.com"
[login]
user = "admin"
from = ["198.18.0.0/15"]
known_hosts = "known_hosts"
key = "id_ed25519"
[settings]
{settings}
[hosts.stories]
address = "{address}"
roles = ["gateway", "serve"]
"""


@pytest.fixture(scope="module")
def host() -> Iterator[Machine]:
    with hosts("stories") as machines:
        yield machines["stories"]


@pytest.fixture(scope="module")
def first(host: Machine, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """What everything begins with: the host is provisioned, and the first release serves."""
    inventory = host.known_hosts.with_name("inventory.toml")
    inventory.write_text(INVENTORY.format(address=host.address, settings=SETTINGS))
    made = checkout(tmp_path_factory.mktemp("first"), inventory)
    made.fab("provision")
    made.fab("deploy")
    return made


@pytest.fixture
def mine(first: Checkout, tmp_path: Path) -> Iterator[Checkout]:
    """A copy to change; the first release serves before and after."""
    yield checkout(tmp_path / "mine", first.inventory, first.folder)
    first.fab("deploy")
