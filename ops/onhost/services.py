"""What systemd runs: brought up, restarted when what it was started with has changed, undone."""

import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TypedDict

from ops.onhost.files import resolved
from ops.onhost.host import Failed, Host

STAMPS = Path("/run/raconteur-ops")
EVERY_S = 0.05
AGAIN_S = 60.0
SHOWN = "Id,ActiveState,SubState,MainPID,InvocationID,UnitFileState,ExecMainStartTimestampMonotonic"


class Unit(TypedDict):
    """uses   files that it reads when it starts
    cwd    the folder that its process must be in, where it shows which release it runs
    ready  an address that answers 200 once it does its work, or a word that it says then; empty: it
           needs only to be active
    """

    name: str
    uses: list[str]
    cwd: str
    ready: str


def shown(host: Host, *names: str) -> list[dict[str, str]]:
    """What systemd says about each."""
    told = host.ask("systemctl", "show", f"--property={SHOWN}", *names)
    return [
        dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        for block in told.split("\n\n")
    ]


def bring_up(host: Host, names: list[str], tidy: list[str] | None = None) -> list[str]:
    """Started now and at every boot; those that were touched.

    tidy  what else is enabled and begins like one of these is ended, and started no more
    """
    changed = []
    for name, state in zip(names, shown(host, *names) if names else [], strict=True):
        if state.get("UnitFileState") not in ("enabled", "static", "generated", "alias"):
            host.run("systemctl", "enable", "-q", name)
            changed.append(name)
        if state.get("ActiveState") not in ("active", "activating", "reloading"):
            host.tell(f"{'would start' if host.dry else 'start'} {name}")
            host.run("systemctl", "start", name)
            changed.append(name)
    for name in _enabled(tuple(tidy or ())):
        if name not in names:
            host.tell(f"{'would end' if host.dry else 'end'} {name}")
            host.run("systemctl", "disable", "-q", "--now", name)
            changed.append(name)
    return sorted(set(changed))


def _enabled(begin: tuple[str, ...]) -> list[str]:
    """Instances, too: each is a link to its template."""
    wanted = Path("/etc/systemd/system").glob("*.wants/*")
    return sorted({each.name for each in wanted if each.name.startswith(begin)})


def stale(host: Host, units: list[Unit]) -> list[str]:
    """Those that do not run, or run something else than what lies there now."""
    if not units:
        return []
    states = shown(host, *(unit["name"] for unit in units))
    return [
        unit["name"]
        for unit, state in zip(units, states, strict=True)
        if state.get("ActiveState") != "active"
        or host.would & {unit["cwd"], *unit["uses"]}
        or _is_old(unit, state)
    ]


def _is_old(unit: Unit, state: dict[str, str]) -> bool:
    booted = time.time() - time.clock_gettime(time.CLOCK_MONOTONIC)
    since = booted + int(state.get("ExecMainStartTimestampMonotonic") or 0) / 1e6
    stamp = STAMPS / unit["name"]
    if stamp.exists():
        since = max(since, stamp.stat().st_mtime)
    used = [path for path in map(resolved, unit["uses"]) if path and path.exists()]
    if any(path.stat().st_mtime > since for path in used):
        return True
    if unit["cwd"]:
        wanted = Path(unit["cwd"]).resolve()
        try:
            return Path(f"/proc/{state['MainPID']}/cwd").resolve(strict=True) != wanted
        except OSError:
            return True
    return False


def restart(host: Host, unit: Unit, patience_s: float, how: str = "restart") -> None:
    """Restarted (or reloaded), and waited for until it is ready. Undone by another one.

    Raises Failed when it does not get ready in time, with the last of what it said.
    """
    name = unit["name"]
    host.tell(f"{'would ' if host.dry else ''}{how} {name}")
    if host.dry:
        return
    host.after_undoing(name, lambda: _again(host, unit, how))
    host.run("systemctl", "daemon-reload")
    before = shown(host, name)[0].get("InvocationID", "")
    host.run("systemctl", how, *(["--no-block"] if how == "restart" else []), name)
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).touch()
    if how == "restart":
        wait_ready(host, unit, patience_s, before)


def _again(host: Host, unit: Unit, how: str) -> None:
    """As it was before, and waited for, but not for ever: what it needs may be elsewhere."""
    name = unit["name"]
    host.run("systemctl", "daemon-reload")
    if unit["cwd"] and not Path(unit["cwd"]).exists():
        host.tell(f"stop {name}: nothing was there before")
        host.run("systemctl", "stop", name)
        return
    host.tell(f"{how} {name} as it was before")
    before = shown(host, name)[0].get("InvocationID", "")
    waits = how in ("restart", "start")
    host.run("systemctl", how, *(["--no-block"] if waits else []), name)
    if waits:
        wait_ready(host, unit, AGAIN_S, before)


def stop(host: Host, units: list[Unit]) -> None:
    """Ended, those that run; undone by starting them."""
    names = [unit["name"] for unit in units]
    states = shown(host, *names) if names else []
    running = [
        name
        for name, state in zip(names, states, strict=True)
        if state.get("ActiveState") in ("active", "activating", "reloading")
    ]
    if not running:
        return
    host.tell(f"{'would stop' if host.dry else 'stopping'} {' '.join(running)}")
    for unit in units:
        if unit["name"] in running:
            host.after_undoing(unit["name"], lambda unit=unit: _again(host, unit, "start"))  # type: ignore[misc]
    host.run("systemctl", "stop", *running)


def wait_ready(host: Host, unit: Unit, patience_s: float, before: str = "") -> None:
    """before: the invocation that it is to be another one than. Raises Failed"""
    until = time.monotonic() + patience_s
    while True:
        state = shown(host, unit["name"])[0]
        is_new = state.get("InvocationID", "") != before
        if is_new and state.get("ActiveState") == "active" and _is_ready(host, unit, state):
            return
        ended = state.get("SubState") == "auto-restart" or state.get("ActiveState") == "failed"
        if (is_new and ended) or time.monotonic() > until:
            said = host.ask("journalctl", "-q", "-n", "8", "-o", "cat", "-u", unit["name"])
            last = "\n  ".join(said.splitlines())
            raise Failed(f"{unit['name']} does not get ready:\n  {last}")
        time.sleep(EVERY_S)


def _is_ready(host: Host, unit: Unit, state: dict[str, str]) -> bool:
    if not unit["ready"].startswith("http:"):
        this_time = f"_SYSTEMD_INVOCATION_ID={state.get('InvocationID')}"
        return unit["ready"] in host.ask("journalctl", "-q", "-o", "cat", this_time)
    return _answers(unit["ready"])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (our own, by http)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
