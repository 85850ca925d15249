"""Whatever is sent, the API answers as its OpenAPI description says, and never with a 5xx."""

import os
import subprocess
import sys
from pathlib import Path

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving

EXAMPLES = 8


def test_every_call_keeps_to_its_description(tmp_path: Path) -> None:
    with (
        ScriptedServer(parameters=8e9) as model,
        Serving(tmp_path, RACONTEUR_MODEL_URL=model.url) as server,
    ):
        done = subprocess.run(
            [
                str(Path(sys.executable).parent / "schemathesis"),
                "run",
                f"{server.url}/api/openapi.json",
                "--checks=all",
                # That a reader or a model exists is no matter of the schema.
                "--exclude-checks=positive_data_acceptance",
                f"--max-examples={EXAMPLES}",
                "--seed=1",
                "--generation-database=none",
                "--no-color",
            ],
            cwd=tmp_path,
            env={**os.environ, "NO_PROXY": "*"},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    print(done.stdout[-1500:])
    assert done.returncode == 0, done.stdout[-8000:]
