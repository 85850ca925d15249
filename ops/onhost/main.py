"""One visit: requests come in as lines of JSON, one after another; steps are told as they happen.

-> {"do": "files", "with": {...}}
<- {"said": "a line"} ... {"is": what it found} or {"wrong": "a line"}

When the other end goes away, what was not kept is taken back.
"""

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from ops.onhost import (
    backups,
    databases,
    facts,
    files,
    hand,
    packages,
    releases,
    services,
    standing,
)
from ops.onhost.host import Failed, Host
from ops.onhost.lock import hold

Step = Callable[..., Any]

STEPS: Mapping[str, Step] = {
    "keep": Host.keep,
    "undo": Host.undo,
    "lock": hold,
    "facts": facts.facts,
    "nginx": facts.nginx,
    "run": hand.run,
    "ask": hand.ask,
    "has": hand.has,
    "packages": packages.install,
    "user": packages.user,
    "folders": files.folders,
    "files": files.write,
    "services": services.bring_up,
    "stale": services.stale,
    "restart": services.restart,
    "stop": services.stop,
    "standing": standing.standing,
    "release": releases.state,
    "prepare": releases.prepare,
    "finish": releases.finish,
    "switch": releases.switch,
    "prune": releases.prune,
    "reach": backups.reach,
    "needed": backups.needed,
    "migrate": backups.migrate,
    "backup": backups.backup,
    "prune_backups": backups.prune,
    "restore": backups.restore,
    "database": databases.bring_up,
    "passwords": databases.passwords,
}


def main(dry: bool) -> None:
    # What is begun is brought to its end, whatever becomes of the connection.
    for each in (signal.SIGHUP, signal.SIGPIPE, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    os.umask(0o022)
    host = Host(lambda line: _say(said=line), dry=dry)
    try:
        for line in sys.stdin.buffer:
            _answer(host, json.loads(line))
    finally:
        host.undo()


def _answer(host: Host, asked: dict[str, Any]) -> None:
    try:
        _say(**{"is": STEPS[asked["do"]](host, **asked["with"])})
    except Failed as error:
        _say(wrong=str(error))
    except OSError as error:
        _say(wrong=f"{asked['do']}: {error}")


def _say(**line: object) -> None:
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
