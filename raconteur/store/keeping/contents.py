"""What a database or a copy of one holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """version: the last migration it has seen"""

    stories: int
    version: str

    def __str__(self) -> str:
        return f"{self.stories} {'story' if self.stories == 1 else 'stories'}"
