"""How many processors a model may have."""

from pathlib import Path

import pytest

from raconteur.models import cores


@pytest.mark.parametrize(
    ("quota", "most"),
    [("200000 100000", 2), ("50000 100000", 1), ("max 100000", 10**6), ("", 10**6)],
)
def test_a_containers_quota_counts(tmp_path: Path, quota: str, most: int) -> None:
    file = tmp_path / "cpu.max"
    file.write_text(quota)
    assert 1 <= cores.usable_cores(file) <= most


def test_one_core_is_left_free_where_there_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    for usable, threads in ((1, 1), (2, 1), (8, 7)):
        monkeypatch.setattr(cores, "usable_cores", lambda usable=usable: usable)
        assert cores.threads_for_model() == threads
