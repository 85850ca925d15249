"""Others' programs are installed once, started on loopback, asked, and ended."""

import asyncio
import contextlib
import os
import sys
from pathlib import Path

import pytest

from bench.chats import of_model
from bench.model import Upstream
from bench.peers import install
from bench.peers.litellm import LOCK, LiteLLM
from bench.peers.many import How, round_of
from bench.peers.peer import Peer, started
from bench.peers.sillytavern import LOCKS, SillyTavern
from tests.parts.process import listens


class Stranger(Peer):
    """Some server, in the place of another's program."""

    name = "Stranger"
    path = "/chat"
    ready = "/environ"

    @classmethod
    def install(cls) -> None:
        raise RuntimeError("there already")

    @classmethod
    def version(cls) -> str:
        return "1.2"

    @classmethod
    def runs_on(cls) -> str:
        return "Python"

    @classmethod
    def environment(cls) -> dict[str, str]:
        return {"ITS_OWN": "1"}

    def command(self, folder: Path) -> list[str]:
        told = "import os; open('environ', 'w').write(' '.join(os.environ))"
        words = ["python", "-m", "http.server", "--bind", "127.0.0.1", str(self.port)]
        serve = f"os.execv({sys.executable!r}, {words})"
        return [sys.executable, "-c", f"import os; os.chdir({str(folder)!r}); {told}; {serve}"]


class Absent(Stranger):
    def command(self, folder: Path) -> list[str]:
        return [sys.executable, "-c", "raise SystemExit('no such thing here')"]


def test_a_peer_is_ended_whatever_happens() -> None:
    ports: list[int] = []
    with contextlib.suppress(ZeroDivisionError), started([Stranger], "") as [peer]:
        assert listens(peer.port)
        assert peer.processes
        ports.append(peer.port)
        ports.append(1 // 0)
    assert [listens(port) for port in ports] == [False]


def test_a_peer_is_given_nothing_of_the_persons_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "1")
    with started([Stranger], "") as [peer]:
        [pid, *_] = peer.processes
        given = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    names = {each.partition(b"=")[0] for each in given if each}
    assert {b"PATH", b"HOME", b"ITS_OWN"} <= names
    assert b"A_SECRET" not in names
    assert f"HOME={os.environ.get('HOME')}".encode() not in given


def test_one_that_does_not_start_says_why_and_the_others_are_ended() -> None:
    with (
        pytest.raises(RuntimeError, match="no such thing here"),
        started([Stranger, Absent], ""),
    ):
        pass


def test_a_folder_is_filled_once_for_its_locks(tmp_path: Path) -> None:
    lock, folder, filled = tmp_path / "lock", tmp_path / "there", []
    lock.write_text("one==1")
    for _ in range(2):
        install.once(folder, [lock], lambda: filled.append(1))
    lock.write_text("one==2")
    install.once(folder, [lock], lambda: filled.append(2))
    assert filled == [1, 2]


def test_a_half_filled_folder_is_filled_again(tmp_path: Path) -> None:
    lock, folder, filled = tmp_path / "lock", tmp_path / "there", []
    lock.write_text("one==1")
    with pytest.raises(ZeroDivisionError):
        install.once(folder, [lock], lambda: filled.append(1 / 0))
    install.once(folder, [lock], lambda: filled.append(1))
    assert filled == [1]


def test_a_program_that_fails_is_named_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="because of this"):
        install.run(sys.executable, "-c", "raise SystemExit('because of this')", cwd=tmp_path)


def test_versions_are_those_of_the_locks_which_have_hashes_and_no_addresses() -> None:
    assert f'"version": "{SillyTavern.version()}"' in LOCKS[1].read_text()
    assert '"resolved"' not in LOCKS[1].read_text()
    assert f"litellm=={LiteLLM.version()}" in LOCK.read_text()
    assert "--hash=sha256:" in LOCK.read_text()
    assert "index-url" not in LOCK.read_text()


def test_both_are_asked_for_a_stream_of_the_benchs_model(tmp_path: Path) -> None:
    model = "http://127.0.0.1:1/v1"
    silly, lite, other = SillyTavern(model), LiteLLM(model), LiteLLM(model)
    assert silly.chat(10).body["custom_url"] == model
    assert silly.chat(10).body["stream"] is lite.chat(10).body["stream"] is True
    assert lite.key != other.key
    command = lite.command(tmp_path)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert model in (tmp_path / "config.yaml").read_text()


def test_many_are_told_at_once_and_what_the_model_needs_is_taken_off() -> None:
    with Upstream(100) as model:
        chat = of_model(model, 20_000)
        told = asyncio.run(round_of(chat, chat, How(5, 0.2, 0.5, 2)))
    # Wide: other tests keep the machine busy meanwhile.
    assert abs(told.at_once) < 2_000
    assert abs(told.amid) < 2_000
    assert 0 < told.delivered < 650
