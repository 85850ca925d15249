"""Somebody or something that a prompt speaks of."""

from dataclasses import dataclass

from raconteur.craft.reading.lexicon import Entity

THINGS = ("thing", "machine", "many_armed", "objet", "chose", "véhicule", "vehicule", "plante")


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody in the prompt, between two offsets."""

    start: int
    end: int
    name: str | None = None
    entity: Entity | None = None
    adjectives: tuple[str, ...] = ()
    det: str = ""
    many: bool = False
    owner: bool = False
    """Mentioned only as an owner: "Tom’s kite"."""

    @property
    def thing(self) -> bool:
        return self.entity is not None and self.entity.group in THINGS and self.name is None
