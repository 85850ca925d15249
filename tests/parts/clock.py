"""A wall clock that a test sets, for Python processes that it starts: libfaketime, where it is."""

import os
from collections.abc import Mapping
from pathlib import Path

_LIBRARIES = "*/faketime/libfaketimeMT.so.1"
# Holds the `sitecustomize` that mends what libfaketime breaks.
_MENDED = Path(__file__).parent / "stepped"


class Clock:
    """`for_process` gives the environment of one that is to go by it; `step` moves it, seconds
    from now."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._library = next(iter(sorted(Path("/usr/lib").glob(_LIBRARIES))), None)
        self.step(0)

    @property
    def here(self) -> bool:
        return self._library is not None

    def for_process(self, environment: Mapping[str, str]) -> Mapping[str, str]:
        """The environment, and what is needed besides."""
        if self._library is None:
            return environment
        path = filter(None, (str(_MENDED), environment.get("PYTHONPATH")))
        return {
            **environment,
            "PYTHONPATH": os.pathsep.join(path),
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            # The monotonic clock is what we go by, and no step moves that.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def step(self, seconds: int) -> None:
        self._file.write_text(f"{seconds:+d}\n")
