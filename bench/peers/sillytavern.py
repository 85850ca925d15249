"""SillyTavern, from its npm package."""

import json
import shutil
import subprocess
from pathlib import Path

from bench.peers import install
from bench.peers.peer import Peer

FOLDER = install.FOLDER / "sillytavern"
LOCKS = (install.LOCKED / "package.json", install.LOCKED / "package-lock.json")
PROGRAM = FOLDER / "node_modules" / "sillytavern" / "server.js"
# By default it listens on loopback only and lets everybody there in.
CONFIG = {
    "listen": False,
    "whitelistMode": False,
    "basicAuthMode": False,
    "disableCsrfProtection": True,
    "browserLaunch": {"enabled": False},
}


class SillyTavern(Peer):
    name = "SillyTavern"
    path = "/api/backends/chat-completions/generate"
    ready = "/version"

    @classmethod
    def install(cls) -> None:
        install.once(FOLDER, LOCKS, cls._fill)

    @classmethod
    def _fill(cls) -> None:
        for lock in LOCKS:
            shutil.copy(lock, FOLDER)
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        install.run("npm", "ci", *quietly, cwd=FOLDER)
        # It builds its page when it is first started, and keeps it with its data.
        with cls("") as first:
            first.wait_ready()

    @classmethod
    def version(cls) -> str:
        asked = json.loads(LOCKS[0].read_text())
        return str(asked["dependencies"]["sillytavern"])

    @classmethod
    def runs_on(cls) -> str:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return f"Node {said.stdout.strip().lstrip('v')}"

    @classmethod
    def environment(cls) -> dict[str, str]:
        # It asks git what it is a checkout of, and must not find ours.
        return {"NODE_ENV": "production", "GIT_CEILING_DIRECTORIES": str(FOLDER)}

    def command(self, folder: Path) -> list[str]:
        config = folder / "config.yaml"
        config.write_text(json.dumps(CONFIG))
        options = {"configPath": config, "dataRoot": FOLDER / "data", "port": self.port}
        asked = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        return ["node", str(PROGRAM), *asked]

    def more(self) -> dict[str, object]:
        return {"chat_completion_source": "custom", "custom_url": self.model_url}
