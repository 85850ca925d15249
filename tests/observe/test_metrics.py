"""What is counted in several processes is added up, and what one process says of itself is not."""

import os
import subprocess
import sys
from pathlib import Path

from raconteur.observe import metrics
from raconteur.observe.gauges import Asked

COUNTS = """
from raconteur.observe import instruments, metrics
metrics.ended("done", "")
metrics.used("large", 10, 5, 0.25)
metrics.answered("large", 0.2, 2.0, 40)
instruments.live_readers.by(lambda: {(): 3.0})
print(metrics.render()[0].decode())
"""


def counted(folder: Path) -> str:
    """What a process of its own says that counts into this folder."""
    done = subprocess.run(
        [sys.executable, "-c", COUNTS],
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_counts_of_a_process_that_has_ended_are_kept(tmp_path: Path) -> None:
    counted(tmp_path)
    said = counted(tmp_path).splitlines()
    assert 'raconteur_passages_ended_total{reason="",state="done"} 2.0' in said
    assert 'raconteur_model_tokens_total{kind="prompt",model="large"} 20.0' in said
    assert 'raconteur_model_cost_total{model="large"} 0.5' in said
    assert 'raconteur_first_token_seconds_count{model="large"} 2.0' in said
    assert 'raconteur_model_tokens_per_second_sum{model="large"} 40.0' in said


def test_readers_of_a_process_that_has_ended_are_gone(tmp_path: Path) -> None:
    counted(tmp_path)
    assert "raconteur_live_readers 3.0" in counted(tmp_path).splitlines()


def test_what_may_happen_is_there_before_it_does() -> None:
    metrics.expect(["expected"], ["died"], ["storage"])
    said = metrics.render()[0].decode()
    assert 'raconteur_model_errors_total{kind="died",model="expected"} 0.0' in said
    assert 'raconteur_passages_ended_total{reason="storage",state="failed"}' in said


def test_short_answers_say_nothing_about_a_models_speed() -> None:
    metrics.answered("brief", 0.1, 0.001, 3)
    said = metrics.render()[0].decode()
    assert 'raconteur_first_token_seconds_count{model="brief"} 1.0' in said
    assert 'raconteur_model_tokens_per_second_count{model="brief"}' not in said


def test_a_gauge_that_nobody_knows_now_is_left_out() -> None:
    gauge = Asked("test_gauge", "For a test.", ["state"])
    assert list(gauge.collect()) == []
    gauge.by(dict)
    assert list(gauge.collect()) == []
    gauge.by(lambda: {("queued",): 2.0})
    [family] = gauge.collect()
    assert [(each.labels, each.value) for each in family.samples] == [({"state": "queued"}, 2.0)]
