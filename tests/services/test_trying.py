"""One model tried at a time by one person."""

import pytest

from raconteur.services.errors import TooMany
from raconteur.services.trying import one_at_a_time


def test_a_second_one_waits_and_another_persons_does_not() -> None:
    with one_at_a_time(2):
        with pytest.raises(TooMany) as refused, one_at_a_time(2):
            raise AssertionError
        assert refused.value.seconds > 0
        with one_at_a_time(3):
            pass
    with pytest.raises(RuntimeError), one_at_a_time(2):
        raise RuntimeError
    with one_at_a_time(2):
        pass
