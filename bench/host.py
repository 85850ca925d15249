"""The Python that a host has, without what our tests need.

Where httpx finds rich, which a linter of ours brings along, every process of ours holds it too:
5 MB more than anybody else's.
"""

from pathlib import Path

from bench.model import ROOT
from bench.peers import install


def python() -> Path:
    """Installed at the first call, from the same lock as by `make run`."""
    return install.python(ROOT / ".cache" / "host", ROOT / "requirements.lock")
