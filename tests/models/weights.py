"""Where a test finds the real weights, if they are here."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).parents[2]


def real_weights() -> Path:
    """The bundled model's file. Skips the test, saying why, where it was not fetched."""
    named = os.environ.get("RACONTEUR_TEST_WEIGHTS")
    found = [Path(named)] if named else sorted((_REPOSITORY / "data/models").glob("SmolLM2*.gguf"))
    if not found or not found[0].is_file():
        pytest.skip("no weights: set RACONTEUR_TEST_WEIGHTS, or fetch the bundled model first")
    return found[0]
