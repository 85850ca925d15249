"""An ephemeral Let's Encrypt: pebble, and the name server that it asks."""

import json
import shutil
import ssl
from pathlib import Path

import httpx

from tests.parts.authority import certificate
from tests.parts.process import Part, free_port, listens


class Pebble:
    """start(), then `url` and `trust`, then stop(). `home` is a folder that is its own.

    http    the port that it asks names at, in the place of 80
    """

    def __init__(self, home: Path, http: int) -> None:
        for program in ("pebble", "pebble-challtestsrv"):
            if not shutil.which(program):
                raise RuntimeError(f"no {program} here: sudo apt install pebble")
        home.mkdir(parents=True)
        self.home, self.port, self.management = home, free_port(), free_port()
        self.trust = certificate(home, ["localhost"], "127.0.0.1")
        dns, control = free_port(), free_port()
        (home / "pebble.json").write_text(json.dumps(self._configuration(http)))
        # Every name is on this machine.
        names = ["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", f"127.0.0.1:{dns}"]
        nothing_else = [
            word for kind in ("http01", "https01", "tlsalpn01") for word in (f"-{kind}", "")
        ]
        self._names = Part(
            ["pebble-challtestsrv", *names, *nothing_else, "-management", f"127.0.0.1:{control}"],
            lambda: listens(control),
            home / "names.log",
        )
        self._pebble = Part(
            ["pebble", "-config", str(home / "pebble.json"), "-dnsserver", f"127.0.0.1:{dns}"],
            lambda: listens(self.port) and listens(self.management),
            home / "pebble.log",
            # At once, and without the mistakes that it makes on purpose.
            env={"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"},
        )

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/dir"

    def __enter__(self) -> "Pebble":
        self._names.start()
        self._pebble.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._pebble.stop()
        self._names.stop()

    def root(self) -> str:
        """The certificate of its authority, which is another one each time it starts."""
        context = ssl.create_default_context(cafile=str(self.trust))
        url = f"https://127.0.0.1:{self.management}/roots/0"
        return httpx.get(url, verify=context, trust_env=False).raise_for_status().text

    def _configuration(self, http: int) -> dict[str, object]:
        return {
            "pebble": {
                "listenAddress": f"127.0.0.1:{self.port}",
                "managementListenAddress": f"127.0.0.1:{self.management}",
                "certificate": str(self.home / "fullchain.pem"),
                "privateKey": str(self.home / "privkey.pem"),
                "httpPort": http,
                "tlsPort": free_port(),
                "ocspResponderURL": "",
                "externalAccountBindingRequired": False,
            }
        }
