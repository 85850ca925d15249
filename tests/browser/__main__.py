"""`python -m tests.browser [playwright's arguments]`: runs frontend/e2e against real servers.

The specs find one in E2E_BASE_URL, the scripted model in E2E_MODEL_URL, and in E2E_CLIENT_ORIGIN an
origin that the server allows, on a port that is free for a page of their own; and one with accounts
in E2E_ACCOUNTS_URL, with the link for its administrator in E2E_ACCOUNTS_LINK; another one like it,
for a family, in E2E_FAMILY_URL and E2E_FAMILY_LINK.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.process import free_port
from tests.system.serving import Serving

FRONTEND = Path(__file__).parents[2] / "frontend"
LONGEST_S = 600
# A model that is away is given up sooner than anybody would want.
PATIENCE_S = 5


def main() -> int:
    origin = f"http://localhost:{free_port()}"
    with (
        tempfile.TemporaryDirectory(prefix="raconteur-browser-") as home,
        tempfile.TemporaryDirectory(prefix="raconteur-browser-") as other_home,
        tempfile.TemporaryDirectory(prefix="raconteur-browser-") as family_home,
        ScriptedServer(pace=60) as model,
        Serving(
            Path(home),
            RACONTEUR_MODEL_URL=model.url,
            RACONTEUR_MODEL_PATIENCE_S=str(PATIENCE_S),
            RACONTEUR_CORS_ORIGINS=origin,
        ) as server,
        Serving(
            Path(other_home),
            RACONTEUR_MODEL_URL=model.url,
            RACONTEUR_MODEL_PATIENCE_S=str(PATIENCE_S),
            RACONTEUR_ACCOUNTS="on",
        ) as with_accounts,
        Serving(
            Path(family_home),
            RACONTEUR_MODEL_URL=model.url,
            RACONTEUR_MODEL_PATIENCE_S=str(PATIENCE_S),
            RACONTEUR_ACCOUNTS="on",
        ) as of_a_family,
    ):
        done = subprocess.run(
            ["npx", "--no-install", "playwright", "test", *sys.argv[1:]],
            cwd=FRONTEND,
            env={
                **os.environ,
                "E2E_BASE_URL": server.url,
                "E2E_MODEL_URL": model.root,
                "E2E_CLIENT_ORIGIN": origin,
                "E2E_ACCOUNTS_URL": with_accounts.url,
                "E2E_ACCOUNTS_LINK": with_accounts.command("claim").split()[-1],
                "E2E_FAMILY_URL": of_a_family.url,
                "E2E_FAMILY_LINK": of_a_family.command("claim").split()[-1],
            },
            timeout=LONGEST_S,
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
