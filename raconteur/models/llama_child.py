"""The process that holds the embedded model: `python -m raconteur.models.llama_child`.

Its supervisor writes one line of JSON to its standard input (a `Setup`) and keeps the pipe open:
the key never shows in a list of processes, and when the supervisor dies, however, the pipe closes
and this process ends. It answers "begun" on standard output when it has read the line, and "ready"
once it serves, which may be minutes later.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass

from raconteur.orphans import die_with

BEGUN, READY = "begun", "ready"


@dataclass(frozen=True, slots=True)
class Setup:
    """What the server needs. `context`: tokens of one slot."""

    model: str
    name: str
    host: str
    port: int
    key: str
    slots: int
    context: int
    threads: int
    parent: int

    def to_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


def main() -> None:
    """Serves until the supervisor goes away; status 1 when it cannot begin."""
    setup = Setup(**json.loads(sys.stdin.readline()))
    # The pipe tells us of the parent's end, unless something else holds its other end.
    die_with(setup.parent)
    report = os.dup(1)
    os.write(report, f"{BEGUN}\n".encode())
    os.dup2(2, 1)  # whatever the library prints belongs in the log
    server = _serve(setup)
    os.write(report, f"{READY}\n".encode())
    os.close(report)
    sys.stdin.read()
    # The library's own end waits for every answer in progress; nobody is left to read them.
    del server
    os._exit(0)


def _serve(setup: Setup) -> object:
    import xllamacpp  # 100 MB that the supervisor, which imports this file, does without

    params = xllamacpp.CommonParams()
    params.model.path = setup.model
    params.model_alias = {setup.name}
    params.hostnames = [setup.host]
    params.port = setup.port
    params.api_keys = [setup.key] if setup.key else []
    # It is asked by our processes, never by another site's page in a browser on this machine.
    params.cors_origins = ""
    params.n_parallel = setup.slots
    params.n_ctx = setup.context * setup.slots
    params.cont_batching = True
    # It looks whether an answer is still wanted between batches: with 2,048 tokens it went on for
    # 12 s after a long prompt was given up, with 256 for one, and reads no slower.
    params.n_batch = 256
    params.cpuparams.n_threads = setup.threads
    params.cpuparams_batch.n_threads = setup.threads
    # Idle kept-alive connections hold a thread each; they must not keep a slot's request waiting.
    params.n_threads_http = setup.slots * 2 + 4
    params.ui = False
    params.endpoint_slots = False
    params.enable_reasoning = 0
    params.cache_ram_mib = 0
    params.fit_params = False
    params.verbosity = 2
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
