"""From an empty machine to an evening at https://example.com: everything together, in order."""

import os
import re
import shutil
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from playwright.sync_api import Page, expect

from raconteur.models.scripted.server import ScriptedServer
from raconteur.web import guards
from tests.hosts.checkout import ROOT, Checkout, checkout
from tests.hosts.evening import NAME, PASSWORD, USER, Follower, Site
from tests.hosts.machine import Machine
from tests.hosts.starting import hosts
from tests.parts.browser import complaints, opened
from tests.parts.pebble import Pebble

pytestmark = pytest.mark.timeout(900)

DIST = ROOT / "frontend/dist"
# Tokens a second: a story of some hundred words takes longer than a deployment.
PACE = 12
INVENTORY = """
[site]
name = "example.com"
also = ["www.example.com"]
mail = "ada@example.com"
[certificates]
acme = "{acme}"
[login]
user = "admin"
from = ["198.18.0.0/15"]
known_hosts = "known_hosts"
key = "id_ed25519"
[settings]
MODEL_URL = "{model}"
[hosts.stories]
address = "{address}"
roles = ["gateway", "web", "writer", "database"]
webs = 2
writers = 2
"""


@dataclass(frozen=True)
class Evening:
    host: Machine
    pebble: Pebble
    deployed: Checkout


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A host brought to life by the commands of docs/hosting.md."""
    home = tmp_path_factory.mktemp("evening")
    with hosts("stories") as machines:
        host = machines["stories"]
        here = host.address.rpartition(".")[0] + ".1"
        try:
            pebble = Pebble(home / "pebble", 80, here, host.address)
        except RuntimeError as missing:
            pytest.skip(str(missing))
        with pebble, ScriptedServer(host=here, pace=PACE, parameters=8e9) as model:
            believed = "/usr/local/share/ca-certificates/pebble.crt"
            host.inside(f"cat > {believed} <<'END'\n{pebble.trust.read_text()}END\n")
            inventory = host.known_hosts.with_name("inventory.toml")
            inventory.write_text(
                INVENTORY.format(acme=pebble.url, model=model.url, address=host.address)
            )
            made = checkout(home / "first", inventory)
            shutil.rmtree(made.folder / "frontend/dist")
            shutil.copytree(DIST, made.folder / "frontend/dist")
            made.fab("provision")
            host.inside("update-ca-certificates")
            made.fab("deploy")
            made.fab("certificates")
            yield Evening(host, pebble, made)


@pytest.fixture(scope="module")
def ada(evening: Evening) -> Iterator[Site]:
    """Ada, who made the site hers, and is signed in by a program too."""
    authority = evening.host.home / "authority.pem"
    authority.write_text(evening.pebble.intermediate())
    link = evening.host.inside("raconteur claim").split()[-1]
    assert link.startswith(f"https://{NAME}/welcome#")
    with opened(authority, evening.host.address) as web:
        _an_evening(web.new_page(), link)
    with Site(evening.host.address, evening.pebble.root()) as site:
        site.sign_in()
        yield site


def _an_evening(page: Page, link: str) -> None:
    """Somebody opens the page, comes in, and watches a story being written."""
    wrong = complaints(page)
    page.goto(link)
    page.get_by_label("Name", exact=True).fill(USER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("What is tonight’s story about?").fill("A hedgehog who counts")
    page.get_by_role("button", name="More choices").click()
    page.get_by_role("radio", name=re.compile("^Free")).check()
    page.get_by_role("button", name="Begin the story").click()
    text = page.get_by_test_id("passage-text")
    expect(text).to_contain_text(re.compile(r"\w+ \w+"), timeout=30_000)
    some = len(text.inner_text())
    page.wait_for_function(
        "some => document.querySelector('[data-testid=passage-text]').innerText.length > some + 20",
        arg=some,
    )
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/evening.png")
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    assert wrong == []


def test_events_arrive_one_by_one_and_not_in_a_lump(ada: Site) -> None:
    story = ada.begin(100)
    reader = Follower(ada, story)
    text = reader.until_final()
    assert reader.state == "done"
    assert text == ada.passage(story)["text"]
    assert not reader.faults
    # As many as there are tokens, nearly, over as long as these take.
    assert len(reader.times) > 40
    assert reader.times[-1] - reader.times[0] > len(reader.times) / PACE / 2


def test_a_deployment_during_a_story_drops_no_event(
    evening: Evening, ada: Site, tmp_path: Path
) -> None:
    before = evening.host.inside("readlink /opt/raconteur/current").strip()
    story = ada.begin(400)
    reader = Follower(ada, story)
    reader.until(lambda it: len(it.text) > 100)
    another = checkout(tmp_path / "another", evening.deployed.inventory, evening.deployed.folder)
    shutil.rmtree(another.folder / "frontend/dist")
    shutil.copytree(DIST, another.folder / "frontend/dist")
    another.write("raconteur/another.py", '"""Another version."""\n')
    another.fab("deploy")
    assert evening.host.inside("readlink /opt/raconteur/current").strip() != before
    assert reader.state == "writing", "the story was over before the deployment was"
    had = len(reader.text)
    reader.until(lambda it: len(it.text) > had + 100)
    text = reader.until_final()
    assert reader.state == "done"
    assert not reader.faults
    assert text == ada.passage(story)["text"]


def test_deploying_what_serves_already_leaves_everything_alone(
    evening: Evening, tmp_path: Path
) -> None:
    def processes() -> str:
        return evening.host.inside("systemctl show -P MainPID 'raconteur-*.service'")

    before = processes()
    said = evening.deployed.fab("deploy")
    assert "restart" in said, "the first release takes the second one's place"
    now = processes()
    assert now != before
    assert "restart" not in evening.deployed.fab("deploy")
    assert processes() == now


def test_the_page_comes_packed_and_guarded(ada: Site) -> None:
    [script] = re.findall(r'src="([^"]*assets/index[^"]+\.js)"', ada.get("/").text)[:1]
    answer = ada.get("/" + script.lstrip("./"), headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    page = ada.get("/")
    assert page.headers["Content-Security-Policy"] == guards.page_policy()


def test_other_names_lead_to_the_page_by_https(evening: Evening, ada: Site) -> None:
    answer = ada.get("http://" + evening.host.address + "/stories", headers={"Host": "www." + NAME})
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https://{NAME}/stories"


def test_a_renewed_certificate_is_served(evening: Evening) -> None:
    before = serial(evening)
    evening.host.inside("certbot renew --force-renewal --no-random-sleep-on-renew --quiet")
    # A process of before may answer as long as the new ones begin.
    until = time.monotonic() + 30
    while serial(evening) == before:
        assert time.monotonic() < until, "the former one is served still"


def serial(evening: Evening) -> int:
    """The number of the certificate that the site shows."""
    context = ssl.create_default_context(cadata=evening.pebble.root())
    with (
        socket.create_connection((evening.host.address, 443), 10) as raw,
        context.wrap_socket(raw, server_hostname=NAME) as secured,
    ):
        der = secured.getpeercert(binary_form=True)
    assert der is not None
    return x509.load_der_x509_certificate(der).serial_number
