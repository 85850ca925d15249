"""An ephemeral Prometheus with its Alertmanager and node_exporter, by the files that a metrics host
gets: only ports and paths are the test's own, and minutes are seconds."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx

from ops.prometheus import rules
from ops.prometheus.letters import Letters
from ops.prometheus.targets import Target
from ops.rendering import render
from tests.parts.process import Part, free_port

NAMES = ("prometheus", "prometheus-alertmanager", "prometheus-node-exporter")


class Prometheus:
    """start(), then `value` and `alerts`, then stop(). `home` is an empty folder."""

    def __init__(
        self, home: Path, processes: Iterable[Target], token: str, letters: Letters
    ) -> None:
        """Raises RuntimeError where one of them is not installed."""
        self.home = home
        found = {name: shutil.which(name) for name in NAMES}
        if missing := [name for name, path in found.items() if path is None]:
            raise RuntimeError(f"not here: sudo apt install {' '.join(missing)}")
        self._port, self._alerts, node = free_port(), free_port(), free_port()
        self.textfiles = home / "textfiles"
        self.textfiles.mkdir()
        self._write(list(processes), Target(f"127.0.0.1:{node}", "here"), token, letters)
        self._parts = [
            self._part(
                str(found["prometheus-node-exporter"]),
                node,
                f"--collector.textfile.directory={self.textfiles}",
            ),
            self._part(
                str(found["prometheus-alertmanager"]),
                self._alerts,
                f"--config.file={home}/alertmanager.yml",
                f"--storage.path={home}/alerts",
                "--cluster.listen-address=",
            ),
            self._part(
                str(found["prometheus"]),
                self._port,
                f"--config.file={home}/prometheus.yml",
                f"--storage.tsdb.path={home}/data",
            ),
        ]

    def start(self) -> None:
        for part in self._parts:
            part.spawn()
        for part in self._parts:
            part.wait_ready()

    def stop(self) -> None:
        for part in reversed(self._parts):
            part.stop()

    def value(self, query: str) -> float | None:
        """The one answer to a query; None where there is none."""
        answer = _get(self._port, "/api/v1/query", query=query)
        [found] = answer["data"]["result"] or [None]
        return float(found["value"][1]) if found else None

    def alerts(self) -> dict[str, dict[str, str]]:
        """What has reached Alertmanager and is not over: labels by name."""
        found = _get(self._alerts, "/api/v2/alerts", active="true")
        return {each["labels"]["alertname"]: each["labels"] for each in found}

    def health(self) -> dict[str, set[str]]:
        """How each job's targets were found the last time."""
        found: dict[str, set[str]] = {}
        for each in _get(self._port, "/api/v1/targets")["data"]["activeTargets"]:
            found.setdefault(each["labels"]["job"], set()).add(each["health"])
        return found

    def _write(self, processes: list[Target], node: Target, token: str, letters: Letters) -> None:
        home = self.home
        (home / "raconteur").mkdir()
        (home / "token").write_text(token)
        for name, text in rules().items():
            (home / "raconteur" / name).write_text(quickened(text))
        alertmanager = render(
            "prometheus/alertmanager.yml.j2", letters=letters, password=home / "password"
        )
        (home / "alertmanager.yml").write_text(quickened(alertmanager))
        text = render(
            "prometheus/prometheus.yml.j2",
            etc=home,
            token=home / "token",
            alertmanager=f"127.0.0.1:{self._alerts}",
            prometheus=f"127.0.0.1:{self._port}",
            blackbox="127.0.0.1:1",
            processes=processes,
            nodes=[node],
            pages=(),
        )
        (home / "prometheus.yml").write_text(quickened(text))

    def _part(self, binary: str, port: int, *options: str) -> Part:
        def ready() -> bool:
            path = "/metrics" if "node" in binary else "/-/ready"
            try:
                return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).is_success
            except httpx.TransportError:
                return False

        log = self.home / f"{Path(binary).name}.log"
        return Part([binary, f"--web.listen-address=127.0.0.1:{port}", *options], ready, log)


def quickened(text: str) -> str:
    """Minutes as seconds, and seconds as twentieths, in all that is configured: `for: 5m`, `[5m]`.
    The names of recorded figures stay as they are."""

    def quick(found: re.Match[str]) -> str:
        number, unit = int(found[1]), found[2]
        return f"{number}s" if unit == "m" else f"{number * 50}ms"

    return re.sub(r"(?<=[ \[])(\d+)([ms])\b", quick, text)


def _get(port: int, path: str, **asked: str) -> Any:
    answer = httpx.get(f"http://127.0.0.1:{port}{path}", params=asked, timeout=10)
    assert answer.is_success, answer.text
    return answer.json()
