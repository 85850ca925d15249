"""Debian's own programs start with the arguments that a metrics host gives them; here on other
ports and without systemd, which passes them on split at spaces."""

import re
import shutil
from pathlib import Path

import httpx
import pytest

from ops.prometheus import WATCHED, WATCHING
from tests.ops.prometheus.conftest import Make, laid_out, made
from tests.parts.process import Part, free_port

__all__ = ["made"]
# What a unit of Debian's sets besides: where each keeps what it knows.
KEEPS = {
    "prometheus": "--storage.tsdb.path={home}/data --config.file={etc}/prometheus.yml",
    "prometheus-alertmanager": "--storage.path={home}/alerts --config.file={etc}/alertmanager.yml",
    "prometheus-node-exporter": "",
    "prometheus-blackbox-exporter": "",
}


@pytest.mark.parametrize("name", [*WATCHED, *WATCHING])
def test_it_starts_and_answers(name: str, made: Make, tmp_path: Path) -> None:
    binary = shutil.which(name)
    if binary is None:
        pytest.skip(f"no {name} here: sudo apt install {name}")
    one = made(a={"address": "192.0.2.1", "roles": ["gateway", "serve", "metrics"]})
    etc, port = laid_out(one, "a", tmp_path), free_port()
    said = (tmp_path / "etc/default" / name).read_text()
    [arguments] = re.findall(r'^ARGS="(.*)"$', said, re.MULTILINE)
    words = re.sub(r"127\.0\.0\.1:9\d+", f"127.0.0.1:{port}", arguments).split()
    more = KEEPS[name].format(home=tmp_path, etc=etc).split()

    def ready() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5).is_success
        except httpx.TransportError:
            return False

    part = Part([binary, *words, *more], ready, tmp_path / f"{name}.log")
    try:
        part.start()
    finally:
        part.stop()
