"""A cluster for a module of tests, where the servers that it needs are installed."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster


@contextlib.contextmanager
def a_cluster(writers: int) -> Iterator[Cluster]:
    """One web and its writers before a model that numbers its tokens, thirty a second."""
    # Not below pytest's own folder, where the database's user may not go.
    home = Path(tempfile.mkdtemp(prefix="raconteur-cluster-"))
    try:
        cluster = Cluster(home, webs=1, writers=writers, numbered=True)
    except RuntimeError as missing:
        shutil.rmtree(home)
        pytest.skip(str(missing))
    with cluster:
        yield cluster
    shutil.rmtree(home, ignore_errors=True)
