"""A cluster that does not come up says why, and leaves nothing behind."""

from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster


def test_what_did_not_start_is_named_and_what_did_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        cluster = Cluster(tmp_path)
    except RuntimeError as missing:
        pytest.skip(str(missing))

    def fails() -> None:
        raise RuntimeError("no room for it")

    monkeypatch.setattr(cluster.postgres, "start", cluster.nginx.start)
    monkeypatch.setattr(cluster.postgres, "create", lambda _: None)
    monkeypatch.setattr(cluster.redis, "start", fails)
    with pytest.raises(RuntimeError, match="no room for it"), cluster:
        pass
    assert not cluster.nginx.part.alive
