"""The real server as somebody hosts it: behind a gateway that names people, with mail."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.mailbox import PASSWORD, USER, Mailbox, certificate, serve
from tests.system.serving import Serving

PUBLIC = "http://stories.example"
OLD, NEW = "four bears in a boat", "six bears in a zmarkz boat"
MAIL = "ada.zmarkz@mail.example"


@pytest.fixture
def box(tmp_path: Path) -> Iterator[tuple[Mailbox, dict[str, str]]]:
    """And the settings of a server that sends its mail there."""
    box = Mailbox()
    running = serve(box, certificate(tmp_path)[0])
    who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
    yield (
        box,
        {
            "RACONTEUR_SMTP_URL": f"smtp://{who}@localhost:{running.port}",
            "RACONTEUR_SMTP_FROM": "stories@example.com",
            "RACONTEUR_PUBLIC_URL": PUBLIC,
            "SSL_CERT_FILE": str(tmp_path / "localhost.pem"),
        },
    )
    running.stop()


def test_an_evening_with_a_gateway_and_a_forgotten_password(
    tmp_path: Path, box: tuple[Mailbox, dict[str, str]]
) -> None:
    mailbox, mails = box
    home = tmp_path / "home"
    home.mkdir()
    names = {
        "RACONTEUR_ACCOUNTS": "on",
        "RACONTEUR_TRUSTED_PROXIES": "127.0.0.1",
        "RACONTEUR_PROXY_USER_HEADER": "Remote-User",
        "RACONTEUR_PROXY_UNKNOWN": "writer",
        "RACONTEUR_KEEP_TRASH_DAYS": "30",
    }
    with (
        ScriptedServer(pace=40, parameters=8e9) as model,
        Serving(home, RACONTEUR_MODEL_URL=model.url, **names, **mails) as server,
    ):
        [code] = re.findall(r"/welcome#(\S+)", server.command("claim"))
        ada = server.api
        taken = ada.post(
            "/api/invitations/accept", json={"code": code, "name": "Ada", "password": OLD}
        ).raise_for_status()
        assert taken.json()["mail"] is True
        ada.headers["X-CSRF-Token"] = taken.json()["csrf"]
        ada.patch("/api/account", json={"mail": MAIL, "password": OLD}).raise_for_status()
        assert mailbox.arrived.get(timeout=20)["To"] == MAIL
        ada.cookies.clear()

        asked = ada.post("/api/session/forgotten", json={"name": "ada", "language": "fr"})
        assert (asked.status_code, asked.json()) == (202, {})
        letter = mailbox.arrived.get(timeout=20)
        [code] = re.findall(rf"{PUBLIC}/welcome#(\S+)", letter.get_content())
        body = {"code": code, "name": "ada", "password": NEW}
        ada.post("/api/invitations/accept", json=body).raise_for_status()
        assert mailbox.secured == [True, True]
        ada.cookies.clear()

        zoe = {b"Remote-User": "zoé zmarkz".encode(), b"X-CSRF-Token": b"by-a-gateway"}
        session = ada.get("/api/session", headers=zoe).json()
        assert (session["user"]["role"], session["gateway"]["refused"]) == ("writer", None)
        ada.headers.update(zoe)
        story = server.begin(prompt="A bear called zmarkz", craft="free", length_words=100)
        assert server.until_final(story["id"])["state"] == "done"
        del ada.headers["Remote-User"]
        assert ada.get("/api/stories").status_code == 401

    logs = [each.read_text() for each in (home / "logs").glob("*.log")]
    assert any("a mail was sent" in said for said in logs)
    assert not [said for said in logs if "zmarkz" in said or code in said or "zoé" in said]
