"""The model by itself, asked for what the craft read of it before a passage's first words."""

import time
from collections.abc import Sequence
from pathlib import Path

from bench.asking import ask_model
from bench.requests import Asked, before_first_text, kept_brief
from raconteur.models.client import ModelClient
from raconteur.models.probe import probe
from raconteur.store.base import open_engine, open_sessions


class Directly:
    """`data`: the folder of the server that wrote the passages."""

    def __init__(self, model_url: str, data: Path) -> None:
        self._url = model_url
        self._client = ModelClient(model_url, "", None, probe(model_url, ""))
        self._sessions = open_sessions(open_engine(f"sqlite:///{data / 'raconteur.db'}"))

    def asked(self, passage: int) -> Sequence[Asked]:
        """In order; nothing where the first words are the tale-book's."""
        return before_first_text(kept_brief(self._sessions, passage), self._client)

    def seconds(self, passage: int) -> float:
        """That the model takes for it, each request over a connection of its own."""
        asked = self.asked(passage)
        began = time.perf_counter()
        for each in asked:
            ask_model(self._url, each)
        return time.perf_counter() - began
