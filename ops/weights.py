"""The model in the box: its weights are fetched here and sent, for hosts that lend or serve it."""

import os
import subprocess
import sys
from pathlib import Path

from ops import sending
from ops.building import CACHE, ROOT
from ops.inventory import Host, Inventory
from ops.tables import Wrong
from ops.visiting import Tell, Visit
from ops.waiting import alone

MODELS = "/var/lib/raconteur/models"
OWNED = ("--chown=raconteur:raconteur", "--chmod=D700,F600")
ALONE = ("--include=*.gguf", "--exclude=*")


def send(inventory: Inventory, host: Host, tell: Tell, visit: Visit, *, dry: bool = False) -> None:
    """What `raconteur models fetch` would put there, where it is needed and missing."""
    if not _are_needed(inventory, host):
        return
    found = fetch(CACHE / "weights")
    if all(visit.do("has", path=f"{MODELS}/{each.name}") for each in found):
        return
    tell(f"{host.name}: sending the model in the box")
    sending.send(inventory, host, found[0].parent, MODELS, tell, *ALONE, modes=OWNED, dry=dry)


def fetch(data: Path) -> list[Path]:
    """The files, here. Raises Wrong."""
    models = data / "models"
    with alone(data):
        if not list(models.glob("*.gguf")):
            _download(data)
    return sorted(models.glob("*.gguf"))


def _download(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "raconteur", "models", "fetch"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "RACONTEUR_DATA_DIR": str(data)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Wrong(f"the model in the box cannot be had: {done.stderr.strip()}")


def _are_needed(inventory: Inventory, host: Host) -> bool:
    chosen = {"MODEL_URL", "MODEL_FILE"} & inventory.settings.keys()
    return bool(host.roles & {"serve", "model"}) and not chosen
