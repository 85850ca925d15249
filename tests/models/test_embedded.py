"""The real model in its child process, and what happens when the process dies."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from raconteur.craft.pen import Message, Request, Sampler
from raconteur.models.client import ModelClient
from raconteur.models.embedded import EmbeddedServer
from raconteur.models.errors import ModelError
from raconteur.models.probe import probe
from tests.models.samples import LLAMA
from tests.models.weights import real_weights

TOLD = Request(prompt="Once upon a time", max_tokens=6, seed=1)
LONG = Request(prompt="Once upon a time", max_tokens=1500, seed=1)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    embedded = EmbeddedServer(real_weights())
    embedded.start()
    try:
        embedded.wait_ready(30)
        yield embedded
    finally:
        embedded.stop()


@pytest.fixture
def pen(server: EmbeddedServer) -> Iterator[ModelClient]:
    server.wait_ready(30)
    with closing(ModelClient(server.url, "embedded", server.key, LLAMA)) as client:
        yield client


def test_the_same_seed_tells_the_same(pen: ModelClient) -> None:
    first, second = pen.complete(TOLD), pen.complete(TOLD)
    assert first == second != ""
    assert pen.usage.tokens.completion == 12


def test_probing_finds_what_it_can_do(server: EmbeddedServer) -> None:
    assert probe(server.url, "by any name", server.key) == LLAMA


def test_it_chats(pen: ModelClient) -> None:
    request = Request(messages=(Message("user", "Say hello."),), max_tokens=5, seed=1)
    assert pen.complete(request)


def test_a_grammar_leaves_it_no_other_choice(pen: ModelClient) -> None:
    grammar = 'root ::= " a lantern." | " a boat."'
    request = Request(
        prompt="Zoe was carrying", max_tokens=12, grammar=grammar, sampler=Sampler(temperature=1)
    )
    assert pen.complete(request) in (" a lantern.", " a boat.")


def test_every_field_of_the_sampler_is_understood(pen: ModelClient) -> None:
    sampler = Sampler(0.6, 0.95, 0.1, 0, 1.05, 128, 0.6, 1.75, 3, 1024)
    request = Request(
        prompt="Once", max_tokens=3, sampler=sampler, stop=(".",), logit_bias=((" the", -9.0),)
    )
    pen.complete(request)


def test_what_it_does_not_understand_is_a_permanent_error(pen: ModelClient) -> None:
    with pytest.raises(ModelError, match="grammar") as caught:
        pen.complete(Request(prompt="Once", grammar="root ::= ("))
    assert (caught.value.code, caught.value.permanent) == ("bad_request", True)
    with pytest.raises(ModelError, match="context") as caught:
        pen.complete(Request(prompt="word " * 5000))
    assert caught.value.permanent


def test_nobody_without_the_key_is_served(server: EmbeddedServer) -> None:
    stranger = ModelClient(server.url, "embedded", "guess", LLAMA)
    with closing(stranger), pytest.raises(ModelError) as caught:
        stranger.complete(TOLD)
    assert caught.value.code == "unauthorised"


def test_the_key_is_not_in_the_list_of_processes(server: EmbeddedServer) -> None:
    arguments = Path(f"/proc/{server.pid}/cmdline").read_bytes()
    environment = Path(f"/proc/{server.pid}/environ").read_bytes()
    assert server.key.encode() not in arguments + environment


def test_four_stories_are_written_at_once(pen: ModelClient) -> None:
    """With fewer slots the fourth would begin when the first, of a quarter minute, has ended."""
    began = time.monotonic()
    answers = [pen.stream(LONG) for _ in range(4)]
    assert all(next(answer) for answer in answers)
    assert time.monotonic() - began < 5
    for answer in answers:
        answer.close()


def test_a_closed_answer_frees_its_slot(pen: ModelClient) -> None:
    for _ in range(2):
        answers = [pen.stream(LONG) for _ in range(4)]
        assert all(next(answer) for answer in answers)
        for answer in answers:
            answer.close()
    began = time.monotonic()
    pen.complete(TOLD)
    assert time.monotonic() - began < 5


def test_a_killed_model_comes_back_at_the_same_address_with_the_same_key() -> None:
    back = threading.Event()
    server = EmbeddedServer(real_weights(), on_restart=back.set)
    server.start()
    try:
        server.wait_ready(30)
        with closing(ModelClient(server.url, "embedded", server.key, LLAMA)) as pen:
            before = pen.complete(TOLD)
            answer = pen.stream(LONG)
            next(answer)
            killed = server.pid
            assert killed is not None
            os.kill(killed, signal.SIGKILL)
            with pytest.raises(ModelError) as caught:
                list(answer)
            assert (caught.value.code, caught.value.permanent) == ("died", False)
            assert back.wait(30)
            server.wait_ready(30)
            assert pen.complete(TOLD) == before
        assert server.pid not in (killed, None)
        assert server.starts == 2
    finally:
        server.stop()


def test_it_ends_within_three_seconds_even_while_writing() -> None:
    server = EmbeddedServer(real_weights())
    server.start()
    try:
        server.wait_ready(30)
        with closing(ModelClient(server.url, "embedded", server.key, LLAMA)) as pen:
            answer = pen.stream(LONG)
            next(answer)
            began = time.monotonic()
            server.stop()
            assert time.monotonic() - began < 3
    finally:
        server.stop()
    assert server.pid is None
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.url, trust_env=False)


def test_it_dies_with_a_supervisor_that_is_killed() -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from raconteur.models.embedded import EmbeddedServer\n"
        "server = EmbeddedServer(Path(sys.argv[1])); server.start(); server.wait_ready(30)\n"
        "print(server.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(real_weights())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        orphan = os.pidfd_open(int(owner.stdout.readline()))
        owner.kill()
        ended, _, _ = select.select([orphan], [], [], 5)
    assert ended == [orphan]
    os.close(orphan)


def test_a_file_that_is_no_model_is_named_at_once(tmp_path: Path) -> None:
    junk = tmp_path / "story.gguf"
    with pytest.raises(ModelError, match=r"story\.gguf"):
        EmbeddedServer(junk).start()
    junk.write_text("once upon a time")
    with pytest.raises(ModelError, match="not a GGUF"):
        EmbeddedServer(junk).start()


def test_a_broken_model_is_given_up_and_its_words_are_kept(tmp_path: Path) -> None:
    broken, log = tmp_path / "broken.gguf", tmp_path / "logs" / "model.log"
    broken.write_bytes(b"GGUF" + bytes(64))
    server = EmbeddedServer(broken, log=log)
    server.start()
    try:
        with pytest.raises(ModelError, match=r"model\.log") as caught:
            server.wait_ready(30)
        assert caught.value.permanent
        assert "broken.gguf" in log.read_text()
    finally:
        server.stop()


def test_the_supervisor_imports_nothing_heavy() -> None:
    code = (
        "import sys, raconteur.models.embedded\n"
        "print([m for m in ('xllamacpp', 'httpx', 'numpy', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_child_that_does_not_begin_is_ended_and_another_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    hung = tmp_path / "hung"
    python.write_text(
        f'#!/bin/sh\nmkdir {hung} 2>/dev/null && exec sleep 60\nexec {sys.executable} "$@"\n'
    )
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr("raconteur.models.embedded._BEGIN_SECONDS", 2.0)
    embedded = EmbeddedServer(real_weights())
    embedded.start()
    try:
        embedded.wait_ready(30)
        assert hung.exists()
        assert embedded.starts == 1
    finally:
        embedded.stop()
