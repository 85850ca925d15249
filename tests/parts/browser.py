"""The system's Chromium before a gateway on loopback: every name leads there, and it is trusted."""

import base64
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright

# For what never comes; other tests run beside these.
expect.set_options(timeout=30_000)


def chromium() -> str:
    """None is downloaded. Raises RuntimeError."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("no Chromium: sudo apt install chromium, or set CHROMIUM")
    return found


@contextmanager
def opened(chain: Path, address: str = "127.0.0.1") -> Iterator[BrowserContext]:
    """A browser that takes certificates for, or signed by, the key of the first in `chain`.

    Every name leads to `address`.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                f"--host-resolver-rules=MAP * {address}",
                f"--ignore-certificate-errors-spki-list={_key_hash(chain)}",
            ],
        )
        try:
            yield browser.new_context(locale="en-GB", viewport={"width": 1100, "height": 800})
        finally:
            browser.close()


def complaints(page: Page) -> list[str]:
    """What the browser's console says is wrong with the page, from now on."""
    found: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        # Another test has made or ended a network on this machine.
        if said.type == "error" and "ERR_NETWORK_CHANGED" not in said.text:
            found.append(said.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(error.message))
    return found


def _key_hash(chain: Path) -> str:
    key = x509.load_pem_x509_certificate(chain.read_bytes()).public_key()
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
