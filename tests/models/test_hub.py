"""Pulling a model from a small hub of our own."""

import hashlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from raconteur.models import catalogue, hub
from raconteur.models.errors import ModelError

WEIGHTS = b"GGUF" + bytes(range(256)) * 400
DIGEST = hashlib.sha256(WEIGHTS).hexdigest()
NAME = "somebody/Tiny-GGUF/tiny.gguf"


@dataclass
class Hub:
    """What the hub has, and what was asked of it."""

    url: str = ""
    content: bytes = WEIGHTS
    etag: str = DIGEST
    status: int = 200
    reason: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def there() -> Iterator[Hub]:
    """A hub that answers as the real one does about one file."""
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(b"", len(state.content))

        def do_GET(self) -> None:
            begin = int((re.findall(r"\d+", self.headers.get("Range", "0")))[0])
            self.answer(state.content[begin:], len(state.content) - begin, partial=begin > 0)

        def answer(self, body: bytes, length: int, *, partial: bool = False) -> None:
            state.asked.append(f"{self.command} {self.headers.get('Range', '')}".strip())
            good = state.status == 200 and "Tiny-GGUF/resolve/main/tiny.gguf" in self.path
            self.send_response(
                (206 if partial else 200)
                if good
                else (404 if state.status == 200 else state.status)
            )
            self.send_header("X-Repo-Commit", "c" * 40)
            self.send_header("ETag", f'"{state.etag}"')
            self.send_header("Content-Length", str(length if good else 0))
            if state.reason:
                self.send_header("X-Error-Code", state.reason)
            self.end_headers()
            self.wfile.write(body if good else b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


def pull(there: Hub, models: Path, name: str = NAME) -> Path:
    return hub.pull(name, models, progress=False, endpoint=there.url)


def failure(there: Hub, models: Path, name: str = NAME) -> ModelError:
    with pytest.raises(ModelError) as caught:
        pull(there, models, name)
    return caught.value


def test_a_model_is_fetched_whole(there: Hub, tmp_path: Path) -> None:
    models = tmp_path / "models"
    found = pull(there, models)
    assert found == models / "tiny.gguf"
    assert found.read_bytes() == WEIGHTS
    assert sorted(f.name for f in models.iterdir()) == ["tiny.gguf", "tiny.gguf.checked"]


def test_an_interrupted_pull_goes_on_where_it_stopped(there: Hub, tmp_path: Path) -> None:
    hub.partial(tmp_path / "tiny.gguf", DIGEST).write_bytes(WEIGHTS[:1000])
    hub.partial(tmp_path / "tiny.gguf", "0" * 64).write_bytes(b"of another version")
    assert pull(there, tmp_path).read_bytes() == WEIGHTS
    assert there.asked == ["HEAD", "GET bytes=1000-"]
    assert list(tmp_path.glob(".*")) == []


def test_a_model_that_is_there_is_not_fetched_again(there: Hub, tmp_path: Path) -> None:
    pull(there, tmp_path)
    pull(there, tmp_path)
    assert there.asked == ["HEAD", "GET", "HEAD"]


def test_a_model_that_changed_on_the_hub_is_fetched_anew(there: Hub, tmp_path: Path) -> None:
    pull(there, tmp_path)
    there.content = WEIGHTS + b"more"
    there.etag = hashlib.sha256(there.content).hexdigest()
    assert pull(there, tmp_path).read_bytes() == there.content


def test_what_is_not_the_file_is_not_kept(there: Hub, tmp_path: Path) -> None:
    there.content = WEIGHTS[:-1] + b"x"
    assert failure(there, tmp_path).code == "nonsense"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_gguf_is_not_kept(there: Hub, tmp_path: Path) -> None:
    there.content = b"<html>a portal</html>"
    there.etag = hashlib.sha256(there.content).hexdigest()
    assert "not a GGUF" in str(failure(there, tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (404, "RepoNotFound", "not_found"),
        (404, "EntryNotFound", "not_found"),
        (403, "GatedRepo", "unauthorised"),
        (418, "", "refused"),
    ],
)
def test_what_the_hub_says_is_told(
    there: Hub, tmp_path: Path, status: int, reason: str, code: str
) -> None:
    there.status, there.reason = status, reason
    error = failure(there, tmp_path)
    assert (error.code, error.permanent) == (code, True)
    assert NAME in str(error)


def test_without_a_hub_the_bundled_model_stands(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nowhere = Hub(url=f"http://127.0.0.1:{free.getsockname()[1]}")
    error = failure(nowhere, tmp_path)
    assert error.code == "unreachable"
    assert str(error).endswith("the hub cannot be reached. The bundled model stands.")


def test_an_unknown_name_is_answered_with_the_known_ones(there: Hub, tmp_path: Path) -> None:
    error = failure(there, tmp_path, "gpt-9")
    assert "gemma-3-4b" in str(error)
    assert there.asked == []


def test_a_name_cannot_lead_out_of_the_folder(there: Hub, tmp_path: Path) -> None:
    failure(there, tmp_path, "a/b/../../../etc/x.gguf")
    assert list(tmp_path.iterdir()) == []


def test_the_catalogue_is_found_by_name_and_by_memory() -> None:
    for offer in catalogue.OFFERS:
        assert catalogue.source(offer.name) == (offer.repo, offer.file)
        assert offer.memory * catalogue.GIB > offer.size
        assert "en" in offer.languages
    assert catalogue.fitting(2) == []
    assert [offer.name for offer in catalogue.fitting(5)] == ["gemma-3-4b", "llama-3.2-3b"]
    assert len(catalogue.fitting(64)) == len(catalogue.OFFERS)
