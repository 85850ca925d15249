"""The real server as somebody hosts it: behind a gateway that names people, with mail."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from raconteur.models.scripted.server import ScriptedServer
from tests.parts.mailbox import PASSWORD, USER, Mailbox, certificate, serve
from tests.parts.nginx import Nginx
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


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Callable[[int], str]]:
    """`gate(port)`: the address of an Nginx that asks everybody before that port who they are."""
    running: list[Nginx] = []
    # Without a file of passwords, which its workers might not be allowed to read.
    lines = f"""set $who "";
            if ($http_authorization = "{_basic("zoe", "hers")}") {{ set $who zoe; }}
            if ($http_authorization = "{_basic("ada", "his")}") {{ set $who ada; }}
            if ($who = "") {{ return 401; }}
            proxy_set_header Authorization "";
            proxy_set_header Remote-User $who;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"""

    def begin(port: int) -> str:
        running.append(Nginx(tmp_path / "nginx", [port], lines))
        running[-1].start()
        return running[-1].url

    yield begin
    for each in running:
        each.stop()


def _basic(name: str, password: str) -> str:
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def test_a_real_gateway_names_people_and_nobody_else_can(
    tmp_path: Path, gate: Callable[[int], str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    settings = {
        "RACONTEUR_ACCOUNTS": "on",
        "RACONTEUR_TRUSTED_PROXIES": "127.0.0.1",
        "RACONTEUR_PROXY_USER_HEADER": "Remote-User",
    }
    with (
        ScriptedServer(pace=40, parameters=8e9) as model,
        Serving(home, RACONTEUR_MODEL_URL=model.url, **settings) as server,
    ):
        [code] = re.findall(r"/welcome#(\S+)", server.command("claim"))
        body = {"code": code, "name": "Ada", "password": OLD}
        server.api.post("/api/invitations/accept", json=body).raise_for_status()
        url = gate(server.port)
        with httpx.Client(base_url=url, trust_env=False) as browser:
            # Whoever passes the gate is who the gate says, whatever they say themselves.
            forged = {"Remote-User": "ada"}
            assert browser.get("/api/session", headers=forged).status_code == 401
            zoe = browser.get("/api/session", headers=forged, auth=("zoe", "hers")).json()
            assert (zoe["user"], zoe["gateway"]["name"]) == (None, "zoe")
            ada = browser.get("/api/session", auth=("ada", "his")).json()
            assert (ada["user"]["name"], ada["user"]["role"]) == ("ada", "administrator")
            said = {"X-CSRF-Token": ada["csrf"]}
            answer = browser.post("/api/invitations", json={}, headers=said, auth=("ada", "his"))
            assert answer.json()["url"].startswith(f"{url}/welcome#")


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
