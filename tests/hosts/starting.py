"""Hosts for a module of tests, where this machine can have them."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.machine import Machine, booted


@contextlib.contextmanager
def hosts(*names: str) -> Iterator[dict[str, Machine]]:
    """By name, just switched on. Skips, with the reason, where there can be none."""
    home = Path(tempfile.mkdtemp(prefix="raconteur-hosts-"))
    try:
        with contextlib.ExitStack() as stack:
            try:
                machines = stack.enter_context(booted(home, names))
            except PermissionError as refused:
                pytest.skip(str(refused))
            yield machines
    finally:
        shutil.rmtree(home, ignore_errors=True)
