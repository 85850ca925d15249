"""From stories to figures, each beside its goal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.quality import measures
from bench.quality.story import Story


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `good` is None where there is no goal."""

    name: str
    value: str
    goal: str = ""
    good: bool | None = None


def common(stories: Sequence[Story], fourgrams: float, third: float | None) -> list[Figure]:
    """What is measured for every way of writing."""
    repeated = statistics.mean(measures.repeated_fourgrams(s.text) for s in stories)
    hero = _share(stories, lambda s: measures.present(_hero(s), measures.last_third(s.text)))
    whole = _share(stories, lambda s: measures.ends_whole(s.text))
    off = [abs(measures.length(s.text) - s.wanted) / s.wanted for s in stories]
    return [
        Figure("words beside the target, mean distance", f"{statistics.mean(off):.1%}"),
        Figure("repeated 4-grams", f"{repeated:.4f}", f"<= {fourgrams}", repeated <= fourgrams),
        Figure(
            "hero in the last third",
            f"{hero:.2f}",
            f">= {third}" if third else "",
            hero >= third if third else None,
        ),
        Figure("whole last sentence", f"{whole:.2f}", "1.00", whole == 1.0),
    ]


def premise(stories: Sequence[Story]) -> list[Figure]:
    """What of the prompts stands in the stories."""
    heroes = sum(measures.present(s.prompt.hero, s.text) for s in stories)
    named = [s for s in stories if s.prompt.companion]
    companions = sum(measures.present(s.prompt.companion, s.text) for s in named)
    troubles = sum(measures.present(s.prompt.trouble, s.text) for s in stories)
    elements = [measures.present((e,), s.text) for s in stories for e in s.prompt.elements]
    most, some = 36 * len(stories) // 40, 30 * len(stories) // 40
    count = len(stories)
    return [
        Figure("the prompt’s hero", f"{heroes} of {count}", f">= {most}", heroes >= most),
        Figure(
            "its companion, where one is named",
            f"{companions} of {len(named)}",
            ">= 3/4",
            companions >= 0.75 * len(named),
        ),
        Figure("its trouble", f"{troubles} of {count}", f">= {some}", troubles >= some),
        Figure("its other elements", f"{sum(elements)} of {len(elements)}"),
    ]


def lengths(stories: Sequence[Story]) -> Figure:
    """Every story within a tenth of the length asked for."""
    within = [s for s in stories if abs(measures.length(s.text) - s.wanted) <= 0.1 * s.wanted]
    value = f"{len(within)} of {len(stories)}"
    return Figure("length within 10 % (150-400 words)", value, "all", len(within) == len(stories))


def variety(stories: Sequence[Story]) -> Figure:
    """Sentences shared between stories of one language, names made alike."""
    shared: list[float] = []
    for language in sorted({s.prompt.language for s in stories}):
        told = [s for s in stories if s.prompt.language == language]
        shared += measures.pairs_shared([measures.sentences(s.text, s.names) for s in told])
    good = sum(value <= 0.25 for value in shared) / len(shared)
    return Figure(
        "pairs sharing at most 1/4 of their sentences",
        f"{good:.3f} of {len(shared)} (most shared {max(shared):.2f})",
        ">= 0.95",
        good >= 0.95,
    )


def seconds(stories: Sequence[Story], most: float) -> Figure:
    """Per story, as written alone on this machine."""
    middle = statistics.median(s.seconds for s in stories)
    slowest = max(s.seconds for s in stories)
    value = f"{middle:.1f} s (slowest {slowest:.1f} s)"
    return Figure("seconds for 300 words, median", value, f"< {most:g} s", middle < most)


def shares(stories: Sequence[Story]) -> list[Figure]:
    """How much is the model's own."""
    total = sum(len(s.text) for s in stories)
    own = sum(s.authors.get("model", 0) for s in stories)
    choices = statistics.mean(s.choices for s in stories)
    return [
        Figure("share of the text by the model", f"{own / total:.2f}"),
        Figure("slots filled or chosen by the model, a story", f"{choices:.1f}"),
    ]


def _hero(story: Story) -> tuple[str, ...]:
    return (*story.names[:1], *story.prompt.hero)


def _share(stories: Sequence[Story], test: object) -> float:
    assert callable(test)
    return sum(bool(test(s)) for s in stories) / len(stories)
