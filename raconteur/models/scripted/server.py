"""The fake as a process that a test starts and ends."""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

_PATIENCE = 60.0


class ScriptedServer:
    """`with ScriptedServer(pace=50) as fake: ... fake.url`. Options as on the command line.

    `control` sets the next behaviour; its answer, and `seen`, tell the counts and the requests.
    """

    def __init__(self, host: str = "127.0.0.1", **options: object) -> None:
        with socket.create_server((host, 0)) as listener:
            self.port: int = listener.getsockname()[1]
        self.host = host
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def root(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The base address for a client, ending in /v1."""
        return f"{self.root}/v1"

    @property
    def pid(self) -> int | None:
        """The process id, once it was started."""
        return self._process.pid if self._process is not None else None

    def __enter__(self) -> "ScriptedServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Returns when it answers. Raises TimeoutError."""
        command = [sys.executable, "-m", "raconteur.models.scripted", "--attached"]
        command += ["--host", self.host, "--port", str(self.port)]
        for name, value in self._options.items():
            flag = f"--{name.replace('_', '-')}"
            command += [flag] if value is True else [flag, str(value)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (our own)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError):
                self.seen()
                return
            time.sleep(0.02)
        self.stop()
        raise TimeoutError("the scripted model did not start")

    def control(self, **script: object) -> dict[str, object]:
        """Sets the script; what is not named is as at the start. Raises ValueError."""
        return self._call(json.dumps(script).encode())

    def seen(self) -> dict[str, object]:
        """The script, `requests`, `active`, `left`, `tokens`, `asked`: the bodies, and
        `traces`: the trace ids they came with."""
        return self._call(None)

    def stop(self) -> None:
        """Ends it at once, in the middle of whatever it says."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate(timeout=5)

    def _call(self, body: bytes | None) -> dict[str, object]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.root}/script", body, timeout=5) as response:
                found: dict[str, object] = json.load(response)
                return found
        except urllib.error.HTTPError as error:
            raise ValueError(error.read().decode()) from error
