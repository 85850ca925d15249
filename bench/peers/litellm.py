"""The LiteLLM proxy, from PyPI, in an environment of its own."""

import json
import platform
import re
import secrets
from pathlib import Path

from bench.peers import install
from bench.peers.peer import Peer

FOLDER = install.FOLDER / "litellm"
# Renewed by `uv pip compile --generate-hashes --no-emit-index-url --no-header --no-annotate
# --python-version 3.11 -o bench/peers/locked/litellm.lock -`, given `litellm[proxy]`.
LOCK = install.LOCKED / "litellm.lock"


class LiteLLM(Peer):
    name = "LiteLLM proxy"
    path = "/v1/chat/completions"
    ready = "/health/liveliness"

    def __init__(self, model_url: str) -> None:
        super().__init__(model_url)
        self.key = f"sk-{secrets.token_hex(32)}"

    @classmethod
    def install(cls) -> None:
        install.python(FOLDER, LOCK)

    @classmethod
    def version(cls) -> str:
        found = re.search(r"^litellm==(\S+)", LOCK.read_text(), re.MULTILINE)
        assert found
        return found[1]

    @classmethod
    def runs_on(cls) -> str:
        return f"Python {platform.python_version()}"

    @classmethod
    def environment(cls) -> dict[str, str]:
        # Its list of prices is in the package; it need not ask for a newer one.
        return {"LITELLM_LOCAL_MODEL_COST_MAP": "True"}

    def command(self, folder: Path) -> list[str]:
        behind = {"model": "openai/upstream", "api_base": self.model_url, "api_key": "none"}
        config = {
            "model_list": [{"model_name": "upstream", "litellm_params": behind}],
            "general_settings": {"master_key": self.key},
        }
        file = folder / "config.yaml"
        file.write_text(json.dumps(config))
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--num_workers", "1"]
        return [str(FOLDER / "venv" / "bin" / "litellm"), "--config", str(file), *where]
