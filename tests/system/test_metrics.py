"""What one server of its own says at `/metrics`: exact, and still so after its web process died."""

import os
import signal
from pathlib import Path

import httpx

from raconteur.models.scripted.server import ScriptedServer
from tests.cluster.asking import until
from tests.measured import measured
from tests.parts.process import free_port
from tests.system.serving import Serving

TOKEN = "m" * 40


def test_everything_that_was_done_is_counted_and_outlives_the_process_that_counted_it(
    tmp_path: Path,
) -> None:
    port = free_port()
    with (
        ScriptedServer(pace=200, parameters=8e9) as model,
        Serving(
            tmp_path,
            RACONTEUR_MODEL_URL=model.url,
            RACONTEUR_MODEL_NAME="large",
            RACONTEUR_METRICS_PORT=str(port),
            RACONTEUR_METRICS_TOKEN=TOKEN,
        ) as server,
    ):
        server.until_final(server.begin(craft="free", length_words=100)["id"])
        stopped = server.begin(craft="free", length_words=1000)
        server.api.post(f"/api/passages/{stopped['head']}/stop").raise_for_status()

        def figure(name: str, **labels: str) -> float:
            return measured(name, server.api.get("/metrics").text, **labels)

        def everything() -> dict[str, float]:
            ended = "raconteur_passages_ended_total"
            return {
                "done": figure(ended, state="done", reason=""),
                "stopped": figure(ended, state="stopped", reason=""),
                "in the library": figure("raconteur_passages", state="done"),
                "asked": figure(
                    "flask_app_request_count_total",
                    method="POST",
                    endpoint="/api/stories",
                    http_status="202",
                ),
            }

        expected = {"done": 1, "stopped": 1, "in the library": 1, "asked": 2}
        assert everything() == expected
        until(lambda: figure("raconteur_model_tokens_total", model="large", kind="completion") > 70)
        # And at the port for this alone.
        shown = {"Authorization": f"Bearer {TOKEN}"}
        there = httpx.get(f"http://127.0.0.1:{port}/metrics", headers=shown, trust_env=False)
        assert measured("raconteur_live_readers", there.text) == 0
        assert measured("raconteur_hands", there.text, state="free") == 4
        for pid in server.children():
            os.kill(pid, signal.SIGKILL)
        until(lambda: _answers(server))
        assert everything() == expected
        assert figure("raconteur_part_up", part="database") == 1


def _answers(server: Serving) -> bool:
    try:
        return server.api.get("/readyz").is_success
    except httpx.TransportError:
        return False
