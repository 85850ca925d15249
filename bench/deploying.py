"""How long a deployment takes that has nothing to do.

A fresh Debian under systemd-nspawn (tests/hosts) is provisioned and deployed to, as one host with
the roles gateway and serve, its model elsewhere. Then `fab -r ops deploy` is run again, as somebody
would type it: from the start of the program to its end, the release being built and compared too.
Needs root; without it there is no figure.
"""

import statistics
import tempfile
import time
from pathlib import Path

from bench.figure import Figure, under
from raconteur.models.scripted.server import ScriptedServer
from tests.hosts.checkout import Checkout, checkout
from tests.hosts.machine import booted

GOAL_S = 5.0
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
MODEL_URL = "{model}"
[hosts.stories]
address = "{address}"
roles = ["gateway", "serve"]
"""


def measure(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="raconteur-deploying-") as folder:
        home = Path(folder)
        (home / "hosts").mkdir()
        with booted(home / "hosts") as machines:
            host = machines["stories"]
            here = host.address.rpartition(".")[0] + ".1"
            with ScriptedServer(host=here) as model:
                inventory = home / "hosts" / "inventory.toml"
                inventory.write_text(INVENTORY.format(model=model.url, address=host.address))
                made = checkout(home / "checkout", inventory)
                made.fab("provision")
                made.fab("deploy")
                taken = [_seconds(made) for _ in range(rounds)]
    each = ", ".join(f"{seconds:.2f}" for seconds in taken)
    return [under("deploying what serves already", GOAL_S, statistics.median(taken), "s", each)]


def _seconds(made: Checkout) -> float:
    began = time.monotonic()
    made.fab("deploy")
    return time.monotonic() - began
