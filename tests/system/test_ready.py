"""A service manager that asks to be told hears when a real server does its work."""

import socket
from pathlib import Path

import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.system.serving import Serving


@pytest.mark.parametrize("accounts", ["on", "off"])
def test_it_is_told_when_a_server_answers(tmp_path: Path, accounts: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, ScriptedServer() as model:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        server = Serving(
            tmp_path,
            NOTIFY_SOCKET=str(tmp_path / "notify"),
            RACONTEUR_ACCOUNTS=accounts,
            RACONTEUR_MODEL_URL=model.url,
        )
        server.spawn()
        try:
            assert systemd.recv(100) == b"READY=1"
            assert server.api.get("/readyz").is_success
            systemd.setblocking(False)
            with pytest.raises(BlockingIOError):
                systemd.recv(100)
        finally:
            server.end()
            server.api.close()
