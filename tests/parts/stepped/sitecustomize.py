"""Python reads this when it starts, where this folder is on its path.

It sleeps until a moment of the monotonic clock (`clock_nanosleep`, since 3.11), and libfaketime
0.9.10 takes that moment for one of the wall clock, whatever it is told: every `time.sleep` fails
with EINVAL. A wait for no file is as long and goes by no clock that can be set.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select((), (), (), float(seconds))


time.sleep = _sleep
