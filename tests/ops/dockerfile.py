"""A Dockerfile, read: its stages, each with its instructions."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Instruction:
    """`words` without the name, as one line."""

    name: str
    words: str


def stages(file: Path) -> list[list[Instruction]]:
    """In their order, each from its FROM on. ARG before the first belongs to none of ours."""
    found: list[list[Instruction]] = []
    for line in _lines(file.read_text(encoding="utf-8")):
        name, _, words = line.partition(" ")
        instruction = Instruction(name.upper(), " ".join(words.split()))
        if instruction.name == "FROM":
            found.append([])
        found[-1].append(instruction)
    return found


def _lines(text: str) -> list[str]:
    """What a backslash goes on with is one line; comments are none."""
    told = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [line for line in "\n".join(told).replace("\\\n", " ").splitlines() if line.strip()]
