"""Somebody at example.com: by a browser, and by a program that counts every character."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from raconteur.store.passages import FINAL

NAME = "example.com"
USER, PASSWORD = "Ada", "four bears in a boat"
PATIENCE_S = 120.0
AGAIN_S = 0.1


class Site(httpx.Client):
    """The site at `address`, whose certificate must be signed by `root` (PEM)."""

    def __init__(self, address: str, root: str) -> None:
        super().__init__(
            base_url=f"https://{address}",
            headers={"Host": NAME},
            verify=ssl.create_default_context(cadata=root),
            trust_env=False,
            timeout=30,
        )

    def build_request(self, *words: Any, **values: Any) -> httpx.Request:
        values["extensions"] = {**(values.get("extensions") or {}), "sni_hostname": NAME}
        return super().build_request(*words, **values)

    def sign_in(self) -> None:
        answer = self.post("/api/session", json={"name": USER, "password": PASSWORD})
        self.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf"]

    def begin(self, words: int) -> int:
        """The id of the story."""
        wish = {"prompt": "A bear", "craft": "free", "language": "en", "length_words": words}
        return int(self.post("/api/stories", json=wish).raise_for_status().json()["id"])

    def passage(self, story: int) -> dict[str, Any]:
        """The only one of a story."""
        [found] = self.get(f"/api/stories/{story}").raise_for_status().json()["passages"]
        return dict(found)


class Follower:
    """Reads a story in a thread of its own, and comes back when its connection breaks.

    faults  a gap, or a character twice
    times   when each piece came, by the monotonic clock
    breaks  how often it had to come back
    """

    def __init__(self, site: Site, story: int) -> None:
        self.text, self.state, self.last_id = "", "", ""
        self.faults: list[str] = []
        self.times: list[float] = []
        self.breaks = 0
        self._site, self._path = site, f"/api/stories/{story}/events"
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def until(self, true: Callable[["Follower"], object]) -> None:
        with self._changed:
            came = self._changed.wait_for(lambda: true(self), PATIENCE_S)
        assert came, f"it never came to that: {self.state}, {len(self.text)} characters"

    def until_final(self) -> str:
        """Its whole text."""
        self.until(lambda reader: reader.state in FINAL)
        return self.text

    def _run(self) -> None:
        while self.state not in FINAL:
            try:
                self._read()
            except (httpx.HTTPError, OSError):
                self.breaks += 1
            time.sleep(AGAIN_S)

    def _read(self) -> None:
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        with self._site.stream("GET", self._path, headers=headers) as answer:
            if not answer.is_success:
                return
            for name, last_id, data in _events(answer.iter_lines()):
                self._take(name, last_id, data)
                if self.state in FINAL:
                    return

    def _take(self, name: str, last_id: str, data: dict[str, Any]) -> None:
        with self._changed:
            if name == "text":
                if data["offset"] != len(self.text):
                    self.faults.append(f"at {len(self.text)}, sent from {data['offset']}")
                self.text += data["text"]
                self.times.append(time.monotonic())
            elif name == "state":
                self.state = data["state"]
            self.last_id = last_id or self.last_id
            self._changed.notify_all()


def _events(lines: Iterator[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    name = last_id = data = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            last_id = value
        elif field == "data":
            data = value
        elif not line and data:
            yield name, last_id, json.loads(data)
            name = last_id = data = ""
