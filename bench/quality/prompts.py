"""The forty prompts, and the readers and lengths they are written with."""

import json
from dataclasses import dataclass
from pathlib import Path

from raconteur.craft.brief import Brief, Craft, Reader

READER = Reader(name="Zoé", age=5)
LENGTHS = (150, 200, 250, 350, 400)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A stranger's prompt and what a story from it should hold (any one of each tuple's terms)."""

    id: str
    language: str
    text: str
    hero: tuple[str, ...]
    companion: tuple[str, ...]
    trouble: tuple[str, ...]
    elements: tuple[str, ...]

    def brief(self, craft: Craft, words: int, seed: int) -> Brief:
        """The prompt as a story asked for by a parent."""
        return Brief(
            prompt=self.text,
            language=self.language,
            words=words,
            seed=seed,
            craft=craft,
            readers=(READER,),
        )


def load() -> tuple[Prompt, ...]:
    """All forty, in the order of the file."""
    rows = json.loads((Path(__file__).parent / "prompts.json").read_text(encoding="utf-8"))
    return tuple(
        Prompt(
            id=row["id"],
            language=row["language"],
            text=row["prompt"],
            hero=tuple(row["hero"]),
            companion=tuple(row["companion"] or ()),
            trouble=tuple(row["trouble"]),
            elements=tuple(row["elements"]),
        )
        for row in rows
    )
