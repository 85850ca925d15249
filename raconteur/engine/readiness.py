"""Waiting for the embedded model to answer again after it died."""

import threading
import time
from dataclasses import dataclass

import httpx

from raconteur.models.errors import ModelError

LONGEST_S = 60.0
PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Readiness:
    """`url` is the embedded server's base address, ending in /v1; `closing` ends every wait."""

    url: str
    key: str
    closing: threading.Event

    def wait(self) -> None:
        """Until it answers. Raises ModelError after a minute, or when this process closes."""
        until = time.monotonic() + LONGEST_S
        with httpx.Client(headers={"Authorization": f"Bearer {self.key}"}, timeout=2.0) as client:
            while time.monotonic() < until:
                if self._answers(client):
                    return
                if self.closing.wait(PAUSE_S):
                    break
        raise ModelError("unreachable", "the embedded model did not come back")

    def _answers(self, client: httpx.Client) -> bool:
        try:
            return client.get(f"{self.url}/models").is_success
        except httpx.HTTPError:
            return False
