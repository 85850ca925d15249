"""`make quality`: how good the stories are, as far as counting can tell.

For the forty prompts and each way of writing. A machine that is doing other things is slower; the
other figures do not depend on it.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.quality import figures, fitness
from bench.quality.figures import Figure
from bench.quality.prompts import LENGTHS, Prompt, load
from bench.quality.story import Story, write
from raconteur import settings
from raconteur.craft.brief import Craft
from raconteur.craft.pen import Pen
from raconteur.models import bundled
from raconteur.models.client import ModelClient
from raconteur.models.embedded import EmbeddedServer
from raconteur.models.probe import probe

WORDS = 300
LOAD_S = 60.0


def main() -> int:
    """Print the tables; the exit status says whether every goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="a GGUF file instead of the bundled one")
    parser.add_argument("--stories", type=Path, help="a folder to keep the stories in")
    parser.add_argument("--only", choices=("guided", "free", "fitness"))
    asked = parser.parse_args()
    prompts = load()
    good = True
    if asked.only != "fitness":
        with _pen(asked.weights or bundled.path(settings.load().models_dir)) as pen:
            if asked.only != "free":
                good &= _guided(prompts, pen, asked.stories)
            if asked.only != "guided":
                good &= _free(prompts, pen, asked.stories)
    if asked.only in (None, "fitness"):
        good &= _fitness(prompts)
    return 0 if good else 1


@contextmanager
def _pen(weights: Path) -> Iterator[Pen]:
    server = EmbeddedServer(weights)
    server.start()
    try:
        server.wait_ready(LOAD_S)
        abilities = probe(server.url, "bundled", server.key)
        yield ModelClient(server.url, "bundled", server.key, abilities)
    finally:
        server.stop()


def _stories(
    prompts: Sequence[Prompt], craft: Craft, words: int | None, pen: Pen, folder: Path | None
) -> list[Story]:
    stories = []
    for number, prompt in enumerate(prompts):
        wanted = words or LENGTHS[number % len(LENGTHS)]
        story = write(prompt, prompt.brief(craft, wanted, seed=number + 1), pen)
        stories.append(story)
        print(".", end="", flush=True, file=sys.stderr)
        if folder:
            _keep(story, folder, f"{prompt.id}-{craft}-{wanted}")
    print(file=sys.stderr)
    return stories


def _keep(story: Story, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"{story.prompt.text}\n\n{story.title}\n\n{story.text}\n"
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _guided(prompts: Sequence[Prompt], pen: Pen, folder: Path | None) -> bool:
    even = _stories(prompts, "guided", WORDS, pen, folder)
    other = _stories(prompts, "guided", None, pen, folder)
    lines = [
        figures.lengths([*even, *other]),
        *figures.common(even, fourgrams=0.01, third=None),
        *figures.premise(even),
        figures.variety(even),
        figures.seconds(even, most=8),
        *figures.shares([s for s in even if s.prompt.language == "en"]),
    ]
    return _table("Guided, French and English, by the bundled model", lines)


def _free(prompts: Sequence[Prompt], pen: Pen, folder: Path | None) -> bool:
    english = [p for p in prompts if p.language in pen.abilities.free_languages]
    stories = _stories(english, "free", WORDS, pen, folder)
    lines = [
        *figures.common(stories, fourgrams=0.02, third=0.6),
        *(Figure(f.name, f.value) for f in figures.premise(stories)),
        Figure("seconds for 300 words, median", figures.seconds(stories, most=60).value),
        *figures.shares(stories),
    ]
    return _table("Free, English, by the bundled model", lines)


def _fitness(prompts: tuple[Prompt, ...]) -> bool:
    found = fitness.measure(prompts)
    unfit = f"{len(found.unfit)} in {found.stories} stories"
    lines = [
        Figure("unfit words for a child of five", unfit, "0", not found.unfit),
        Figure("openers of the tale-book gone through", f"{found.openers:.0%}"),
    ]
    if found.unfit:
        lines.append(Figure("which", ", ".join(sorted(set(found.unfit)))))
    return _table("Guided, without a model", lines)


def _table(title: str, lines: Sequence[Figure]) -> bool:
    print(f"\n{title}\n")
    wide = max(len(line.name) for line in lines)
    for line in lines:
        mark = {True: "reached", False: "MISSED", None: ""}[line.good]
        print(f"  {line.name:<{wide}}  {line.value:<44} {line.goal:<10} {mark}".rstrip())
    return all(line.good is not False for line in lines)


if __name__ == "__main__":
    sys.exit(main())
