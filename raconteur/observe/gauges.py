"""Gauges that are asked for when somebody looks, instead of being kept.

What they say is this process's own: nothing of it is in the files that several processes share,
so a process that died leaves no number behind.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

Values = Mapping[tuple[str, ...], float]


class Asked(Collector):
    """One gauge; `by` says who knows its values, by those of its labels. Until then, and where
    nobody knows them now (an empty answer), it is left out."""

    def __init__(self, name: str, documentation: str, labels: Sequence[str] = ()) -> None:
        self.name, self.documentation, self.labels = name, documentation, tuple(labels)
        self._ask: Callable[[], Values] | None = None

    def by(self, ask: Callable[[], Values]) -> None:
        """`ask` is called from whichever thread answers, and must not wait for long."""
        self._ask = ask

    def collect(self) -> Iterator[GaugeMetricFamily]:
        values = self._ask() if self._ask is not None else {}
        if values:
            family = GaugeMetricFamily(self.name, self.documentation, labels=self.labels)
            for labels, value in values.items():
                family.add_metric(labels, value)
            yield family
