"""The real blackbox_exporter, with the file that a metrics host gets, looks at a page by HTTPS
whose certificate ends tomorrow. That page is not ours: the gateway has its own tests."""

import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.measured import measured
from tests.parts.mailbox import certificate
from tests.parts.process import Part, free_port

ROOT = Path(__file__).parents[3]
DAY_S = 86_400


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/" else 503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("blackbox")


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[str]:
    context, _ = certificate(folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def exporter(folder: Path, page: str) -> Iterator[str]:
    binary = shutil.which("prometheus-blackbox-exporter")
    if binary is None:
        pytest.skip("no blackbox_exporter here: sudo apt install prometheus-blackbox-exporter")
    port = free_port()

    def ready() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/-/healthy", timeout=5).is_success
        except httpx.TransportError:
            return False

    file = ROOT / "ops/prometheus/blackbox.yml"
    command = [binary, f"--config.file={file}", f"--web.listen-address=127.0.0.1:{port}"]
    part = Part(
        command,
        ready,
        folder / "blackbox.log",
        env={"SSL_CERT_FILE": str(folder / "localhost.pem")},
    )
    part.start()
    yield f"http://127.0.0.1:{port}"
    part.stop()


def probed(exporter: str, page: str) -> str:
    asked = {"target": page, "module": "page"}
    return httpx.get(f"{exporter}/probe", params=asked, timeout=20).text


def test_a_page_that_answers_well_is_there_and_its_certificates_end_is_known(
    exporter: str, page: str
) -> None:
    said = probed(exporter, f"{page}/")
    assert measured("probe_success", said) == 1
    left = measured("probe_ssl_earliest_cert_expiry", said) - time.time()
    assert 0 < left <= DAY_S


def test_one_that_answers_with_an_error_is_not(exporter: str, page: str) -> None:
    assert measured("probe_success", probed(exporter, f"{page}/away")) == 0


def test_one_without_https_is_not(exporter: str, page: str) -> None:
    assert measured("probe_success", probed(exporter, f"{exporter}/-/healthy")) == 0


def test_one_with_a_certificate_that_nobody_trusts_is_not(exporter: str, page: str) -> None:
    other = page.replace("localhost", "127.0.0.1")
    assert measured("probe_success", probed(exporter, f"{other}/")) == 0
