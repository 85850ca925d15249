"""What a process says that it has measured, to be compared with what was done."""

from prometheus_client.parser import text_string_to_metric_families

from raconteur.observe import metrics


def samples(text: str) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def measured(name: str, text: str | None = None, **labels: str) -> float:
    """One figure of this process, or of an exposition; 0 where it does not say it."""
    found = samples(text if text is not None else metrics.render()[0].decode())
    return found.get((name, frozenset(labels.items())), 0.0)


class Since:
    """What has come to a count since this was made."""

    def __init__(self, name: str, **labels: str) -> None:
        self._name, self._labels = name, labels
        self._before = measured(name, **labels)

    @property
    def more(self) -> float:
        return measured(self._name, **self._labels) - self._before
