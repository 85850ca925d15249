"""Our own tales are fit for a child of five; `make safety` looks through three hundred."""

from bench.safety import tales


def test_no_guided_tale_is_refused() -> None:
    refused = [(language, verdict.reasons) for language, verdict, _ in tales(40) if not verdict.fit]
    assert refused == []
