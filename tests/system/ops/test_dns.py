"""The zone is planned and applied against stubs of both providers' APIs, by the real libraries."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ops.dns import cli
from tests.parts import cloudflare, godaddy
from tests.parts.answering import Answering

ZONE = """
'':
  - {type: A, ttl: 300, value: 203.0.113.10, octodns: {cloudflare: {proxied: true}}}
  - {type: AAAA, ttl: 300, value: '2001:db8::10'}
  - type: CAA
    ttl: 3600
    values: [{flags: 0, tag: issue, value: letsencrypt.org}]
  - type: MX
    ttl: 3600
    values:
      - {preference: 10, exchange: mail.example.net.}
      - {preference: 20, exchange: mail.example.com.}
  - {type: TXT, ttl: 3600, values: ['v=spf1 mx -all', 'other words']}
_dmarc: {type: TXT, ttl: 3600, value: 'v=DMARC1\\; p=reject'}
www: {type: CNAME, ttl: 300, value: example.com.}
api: {type: A, ttl: 1800, values: [203.0.113.10, 203.0.113.11]}
"""


class Desk:
    """Somebody at the command line, with tokens, a zone's file and a provider's stub."""

    def __init__(self, provider: str, stub: Any, folder: Path) -> None:
        self.provider, self.stub, self.file = provider, stub, folder / "example.com.yaml"
        self.file.write_text(ZONE)

    def says(self, *words: str) -> tuple[int, str]:
        said = ["--provider", self.provider, "--api", self.stub.api, "--zone", str(self.file)]
        done = CliRunner().invoke(cli.main, [words[0], *said, *words[1:]])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    def fine(self, *words: str) -> list[str]:
        code, output = self.says(*words)
        assert code == 0, output
        return output.splitlines()

    def refused(self, *words: str) -> str:
        """Its one line."""
        code, output = self.says(*words)
        assert code == 1
        assert output.count("\n") == 1
        return output.strip()


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLOUDFLARE_TOKEN", cloudflare.TOKEN)
    monkeypatch.setenv("GODADDY_KEY", godaddy.KEY)
    (tmp_path / "secret").write_text(godaddy.SECRET + "\n")
    monkeypatch.setenv("GODADDY_SECRET_FILE", str(tmp_path / "secret"))


def _desk(provider: str, folder: Path) -> Iterator[Desk]:
    stub = cloudflare.Cloudflare() if provider == "cloudflare" else godaddy.GoDaddy()
    stub.start()
    yield Desk(provider, stub, folder)
    stub.stop()


@pytest.fixture
def flare(tokens: None, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk("cloudflare", tmp_path)


@pytest.fixture
def daddy(tokens: None, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk("godaddy", tmp_path)


@pytest.fixture(params=["cloudflare", "godaddy"])
def desk(request: pytest.FixtureRequest, tokens: None, tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(request.param, tmp_path)


def test_a_plan_shows_what_would_be_created_and_touches_nothing(desk: Desk) -> None:
    lines = desk.fine("plan")
    assert "  + www CNAME example.com. (300 s)".replace("300", _least(desk)) in lines
    assert desk.stub.changes() == []


def _least(desk: Desk) -> str:
    return "600" if desk.provider == "godaddy" else "300"


def test_what_was_applied_is_there_and_the_next_plan_is_empty(desk: Desk) -> None:
    desk.fine("apply", "--yes")
    assert desk.fine("plan")[-1].startswith("0 to create, 0 to change, 0 to remove")
    before = desk.stub.changes()
    assert desk.fine("apply", "--yes")[-1] == "Nothing to do."
    assert desk.stub.changes() == before


def test_cloudflare_gets_each_record_as_its_api_wants_it(flare: Desk) -> None:
    flare.fine("apply", "--yes")
    (site,) = flare.stub.held("A", "example.com")
    assert (site["content"], site["proxied"], site["ttl"]) == ("203.0.113.10", True, 1)
    assert {one["content"] for one in flare.stub.held("A", "api.example.com")} == {
        "203.0.113.10",
        "203.0.113.11",
    }
    assert {one["ttl"] for one in flare.stub.held("A", "api.example.com")} == {1800}
    mail = {(one["priority"], one["content"]) for one in flare.stub.held("MX", "example.com")}
    assert mail == {(10, "mail.example.net"), (20, "mail.example.com")}
    (caa,) = flare.stub.held("CAA", "example.com")
    assert caa["content"] == '0 issue "letsencrypt.org"'
    (dmarc,) = flare.stub.held("TXT", "_dmarc.example.com")
    assert dmarc["content"] == '"v=DMARC1; p=reject"'


def test_godaddy_gets_each_set_as_its_api_wants_it(daddy: Desk) -> None:
    daddy.fine("apply", "--yes")
    (site,) = daddy.stub.held("A", "@")
    assert (site["data"], site["ttl"]) == ("203.0.113.10", 600)
    mail = {(one["priority"], one["data"]) for one in daddy.stub.held("MX", "@")}
    assert mail == {(10, "mail.example.net"), (20, "mail.example.com")}
    assert {one["data"] for one in daddy.stub.held("TXT", "@")} == {"v=spf1 mx -all", "other words"}
    assert daddy.stub.held("TXT", "_dmarc")[0]["data"] == "v=DMARC1; p=reject"
    assert daddy.stub.held("CNAME", "www")[0]["data"] == "example.com"
    assert {one["ttl"] for one in daddy.stub.held("A", "api")} == {1800}


def test_what_godaddys_api_does_not_take_is_said_and_not_sent(daddy: Desk) -> None:
    lines = daddy.fine("apply", "--yes")
    assert any("example.com CAA is not sent" in line for line in lines)
    assert not any("CAA" in change for change in daddy.stub.changes())


def test_a_changed_record_shows_both_and_changes_that_one_alone(desk: Desk) -> None:
    desk.fine("apply", "--yes")
    before = len(desk.stub.changes())
    desk.file.write_text(ZONE.replace("203.0.113.11", "203.0.113.12"))
    lines = desk.fine("apply", "--yes")
    at = lines.index("  ~ api A 203.0.113.10, 203.0.113.11 (1800 s)")
    assert lines[at + 1] == "    -> 203.0.113.10, 203.0.113.12 (1800 s)"
    where = "dns_records" if desk.provider == "cloudflare" else "records/A/api"
    assert all(where in change for change in desk.stub.changes()[before:])
    assert desk.fine("plan")[-1].startswith("0 to create, 0 to change")


def test_a_changed_time_to_live_is_applied(desk: Desk) -> None:
    desk.fine("apply", "--yes")
    desk.file.write_text(ZONE.replace("1800", "7200"))
    assert "1 to change" in desk.fine("apply", "--yes")[-2]
    held = desk.stub.held("A", "api.example.com" if desk.provider == "cloudflare" else "api")
    assert {one["ttl"] for one in held} == {7200}


def test_a_name_is_taken_from_behind_cloudflare(flare: Desk) -> None:
    flare.fine("apply", "--yes")
    flare.file.write_text(ZONE.replace("proxied: true", "proxied: false"))
    assert "  ~ @ A 203.0.113.10 (behind Cloudflare)" in flare.fine("apply", "--yes")
    assert flare.stub.held("A", "example.com")[0]["proxied"] is False


def _old(desk: Desk) -> str:
    """A record that somebody made and the file does not know."""
    if desk.provider == "cloudflare":
        desk.stub.hold("A", "old.example.com", "192.0.2.1", ttl=300)
        return "old.example.com"
    desk.stub.hold("A", "old", "192.0.2.1")
    return "old"


def test_records_that_the_file_does_not_know_stay(desk: Desk) -> None:
    name = _old(desk)
    lines = desk.fine("apply", "--yes")
    assert any(line.startswith("  . old A") and "left alone" in line for line in lines)
    assert desk.stub.held("A", name)


@pytest.mark.parametrize("words", [("--remove", "old"), ("--remove-all",)])
def test_they_go_when_asked_to_and_name_servers_never(desk: Desk, words: tuple[str, ...]) -> None:
    name = _old(desk)
    servers = "example.com" if desk.provider == "cloudflare" else "@"
    if desk.provider == "cloudflare":
        desk.stub.hold("NS", "sub.example.com", "ns.example.net")
        servers = "sub.example.com"
    assert "  - old A 192.0.2.1" in "\n".join(desk.fine("plan", *words))
    desk.fine("apply", "--yes", *words)
    assert not desk.stub.held("A", name)
    assert desk.stub.held("NS", servers)


def test_a_name_that_points_elsewhere_is_not_taken_over_unasked(daddy: Desk) -> None:
    daddy.stub.hold("CNAME", "api", "@")
    assert "run again with --remove api" in daddy.refused("plan")
    daddy.fine("apply", "--yes", "--remove", "api")
    assert [one["type"] for one in daddy.stub.records if one["name"] == "api"] == ["A", "A"]


def test_a_comment_that_somebody_wrote_at_cloudflare_stays(flare: Desk) -> None:
    flare.fine("apply", "--yes")
    (www,) = flare.stub.held("CNAME", "www.example.com")
    www["comment"] = "asked for by Ada"
    assert flare.fine("plan")[-1].startswith("0 to create, 0 to change")
    flare.file.write_text(ZONE.replace("example.com.}", "example.net.}"))
    flare.fine("apply", "--yes")
    (www,) = flare.stub.held("CNAME", "www.example.com")
    assert (www["content"], www["comment"]) == ("example.net", "asked for by Ada")


def test_a_zone_of_many_pages_is_read_whole(flare: Desk) -> None:
    for number in range(230):
        flare.stub.hold("A", f"n{number}.example.com", "192.0.2.1")
    assert "230 left alone" in flare.fine("plan")[-1]


def test_a_wrong_token_is_one_line_that_does_not_show_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("CLOUDFLARE_TOKEN", "GODADDY_KEY"):
        monkeypatch.setenv(variable, "no-such-token")
    line = desk.refused("plan")
    assert "does not take this" in line
    assert "no-such-token" not in line


def test_an_unknown_zone_is_one_line_and_is_not_made(desk: Desk) -> None:
    line = desk.refused("apply", "--yes", "--name", "example.org")
    assert " no zone example.org" in line or " no domain example.org" in line
    assert desk.stub.changes() == []


BUSY = {"cloudflare": cloudflare.TOO_MANY, "godaddy": godaddy.TOO_MANY}


def test_too_many_requests_are_one_line_at_once(desk: Desk) -> None:
    desk.stub.fail.append(("GET", 0, 429, BUSY[desk.provider]))
    assert "takes no more requests for now: wait" in desk.refused("plan")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_provider_in_trouble_is_one_line(desk: Desk, status: int) -> None:
    desk.stub.fail.append(("GET", 0, status, {"code": "TROUBLE", "message": "of ours"}))
    assert "trouble of its own: run it again later" in desk.refused("plan")


def test_a_provider_that_cannot_be_reached_is_one_line(desk: Desk) -> None:
    address = desk.stub.api
    gone = Desk(desk.provider, _Gone(address), desk.file.parent)
    assert "cannot be reached" in gone.refused("plan")


class _Gone:
    """An address behind which nobody listens."""

    def __init__(self, address: str) -> None:
        stub = Answering(lambda _question: (200, None))
        stub.start()
        self.api = stub.url + address[address.rindex("/") :]
        stub.stop()


def test_an_account_with_few_domains_is_told_the_way_out(daddy: Desk) -> None:
    daddy.stub.fail.append(("GET", 0, 403, godaddy.FEW_DOMAINS))
    assert "name servers to Cloudflare" in daddy.refused("plan")


def test_godaddys_pause_after_a_change_is_waited_for(daddy: Desk) -> None:
    daddy.stub.fail.append(("PUT", 1, 409, {"code": "CONFLICT", "message": "in progress"}))
    daddy.fine("apply", "--yes")
    assert daddy.fine("plan")[-1].startswith("0 to create, 0 to change")


def test_what_breaks_halfway_is_said_and_finished_by_the_next(desk: Desk) -> None:
    method = "POST" if desk.provider == "cloudflare" else "PUT"
    desk.stub.fail.append((method, 2, 429, BUSY[desk.provider]))
    code, output = desk.says("apply", "--yes")
    assert code == 1
    assert "plan shows what is left" in output.splitlines()[-1]
    assert "Traceback" not in output
    assert not desk.fine("plan")[-1].startswith("0 to create")
    desk.fine("apply", "--yes")
    assert desk.fine("plan")[-1].startswith("0 to create, 0 to change")


def test_without_anybody_to_ask_nothing_is_applied(desk: Desk) -> None:
    code, output = desk.says("apply")
    assert code == 1
    assert "say --yes" in output.splitlines()[-1]
    assert desk.stub.changes() == []


def _asked(desk: Desk, answer: bytes) -> int:
    """`python -m ops.dns apply` in a terminal where somebody types `answer`."""
    ours, theirs = pty.openpty()
    where = Path(cli.__file__).parents[2]
    words = ["--provider", desk.provider, "--api", desk.stub.api, "--zone", str(desk.file)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ops.dns", "apply", *words],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(where)},
    )
    os.close(theirs)
    os.write(ours, answer)
    try:
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        os.close(ours)
    assert b"Apply these" in said, said
    return process.returncode


@pytest.mark.parametrize(("answer", "code", "done"), [(b"n\n", 1, False), (b"y\n", 0, True)])
def test_apply_asks_first(desk: Desk, answer: bytes, code: int, done: bool) -> None:
    assert _asked(desk, answer) == code
    assert bool(desk.stub.changes()) is done
