"""How many processors this process may really use."""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_cores(quota_file: Path = _QUOTA) -> int:
    """Cores by affinity and by a container's quota, whichever is less; at least 1.

    A machine's core count would do harm in a container that may use two of them: threads that
    wait for one another on a core they share make a model several times slower.
    """
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return max(1, min(cores, _quota(quota_file) or cores))


def threads_for_model() -> int:
    """All cores but one, which serves the page and feeds the model."""
    return max(1, usable_cores() - 1)


def _quota(file: Path) -> int | None:
    try:
        limit, period = file.read_text().split()
        return max(1, int(limit) // int(period))
    except (OSError, ValueError):  # no container, or "max"
        return None
