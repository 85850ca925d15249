"""Who and where, read back from a plan that was made before."""

from collections.abc import Mapping

from raconteur.craft.cast import Cast
from raconteur.craft.values import Person, Place, from_json

Json = Mapping[str, object]


def people_of(plan: Json) -> Cast:
    """Raises KeyError or ValueError where the plan has none."""
    raw = fields(plan["cast"])
    hero, companion = from_json(raw["hero"]), from_json(raw["companion"])
    guests = tuple(p for g in listed(raw.get("guests")) if isinstance(p := from_json(g), Person))
    if not isinstance(hero, Person) or not isinstance(companion, Person):
        raise ValueError("the plan has no people")
    return Cast(hero, companion, guests)


def place_of(plan: Json) -> Place:
    """Raises KeyError or ValueError where the plan has none."""
    found = from_json(plan["place"])
    if not isinstance(found, Place):
        raise ValueError("the plan's place is none")
    return found


def listed(value: object) -> list[object]:
    """What should be a list; empty where it is none."""
    return list(value) if isinstance(value, list | tuple) else []


def fields(value: object) -> Json:
    """What should be an object; empty where it is none."""
    return value if isinstance(value, Mapping) else {}
