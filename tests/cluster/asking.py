"""Somebody who asks a cluster for stories and reads them while they are written."""

import contextlib
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx

from raconteur.store.passages import FINAL
from tests.system.serving import events

# How long anything may take at most; nothing waits for it to pass.
DEADLINE_S = 60.0
AGAIN_S = 0.05
_NUMBER = re.compile(r"\bw(\d+)\b")


def until(true: Callable[[], object], seconds: float = DEADLINE_S) -> None:
    """Look again and again, for what nothing tells us of."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(AGAIN_S)


def numbers(text: str) -> list[int]:
    """Those of the numbered tokens in it."""
    return [int(found) for found in _NUMBER.findall(text)]


def is_whole(text: str) -> bool:
    """Whether every token is there, once, in order."""
    found = numbers(text)
    return bool(found) and found == list(range(len(found)))


class Reader:
    """Reads a story in a thread of its own, and comes back whenever its connection breaks.

    faults  what a reader must never see: a gap, a character twice
    """

    def __init__(self, url: str, story: int) -> None:
        self.text, self.state, self.last_id = "", "", ""
        self.faults: list[str] = []
        self._url = f"{url}/api/stories/{story}/events"
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def until(self, true: Callable[["Reader"], object], seconds: float = DEADLINE_S) -> None:
        with self._changed:
            came = self._changed.wait_for(lambda: true(self), seconds)
        assert came, f"it never came to that: {self.state}, {len(self.text)} characters"

    def until_more(self) -> float:
        """Until there is more text; the seconds that took."""
        began, had = time.monotonic(), len(self.text)
        self.until(lambda reader: len(reader.text) > had)
        return time.monotonic() - began

    def until_done(self) -> str:
        """Its whole text, which came without a fault."""
        self.until(lambda reader: reader.state in FINAL)
        assert self.state == "done"
        assert not self.faults
        return self.text

    def _run(self) -> None:
        while self.state not in FINAL:
            with contextlib.suppress(httpx.HTTPError, OSError):
                self._read()
            time.sleep(AGAIN_S)

    def _read(self) -> None:
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        with (
            httpx.Client(trust_env=False, timeout=20) as client,
            client.stream("GET", self._url, headers=headers) as answer,
        ):
            if answer.is_success:
                for event in events(answer.iter_lines()):
                    self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        with self._changed:
            data = event["data"]
            if event["event"] == "text":
                if data["offset"] != len(self.text):
                    self.faults.append(f"at {len(self.text)}, sent from {data['offset']}")
                self.text += data["text"]
            elif event["event"] == "state":
                self.state = data["state"]
            self.last_id = event.get("id", self.last_id)
            self._changed.notify_all()


class Person:
    """Asks for stories at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.api = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def ask(self, words: int = 100, **more: Any) -> httpx.Response:
        wish = {"prompt": "A bear", "craft": "free", "language": "en", "length_words": words}
        return self.api.post("/api/stories", json={**wish, **more})

    def begin(self, words: int = 100, **more: Any) -> int:
        """The id of the story."""
        answer = self.ask(words, **more)
        assert answer.status_code == 202, answer.text
        return int(answer.json()["id"])

    def passage(self, story: int) -> dict[str, Any]:
        """The only one of a story."""
        [found] = self.api.get(f"/api/stories/{story}").json()["passages"]
        return dict(found)

    def reads(self, story: int) -> Reader:
        return Reader(self.url, story)
