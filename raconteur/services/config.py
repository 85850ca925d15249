"""The defaults a new story starts from."""

from collections.abc import Mapping

from raconteur.models.registry import EVERYBODY
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid
from raconteur.services.permissions import insist_on_administrator
from raconteur.store import audit, config
from raconteur.store.base import for_writing

DEFAULTS: Mapping[str, object] = {
    "language": None,
    "length_words": 300,
    "genre": None,
    "tone": "cosy",
    "model": None,
    "craft": None,
}


def read(acting: Acting) -> dict[str, object]:
    """Every default; what is not in the table yet reads as first installed."""
    stored = config.read(acting.session)
    return {name: stored.get(name, value) for name, value in DEFAULTS.items()}


def write(acting: Acting, values: Mapping[str, object]) -> dict[str, object]:
    """Replace all defaults. Raises Forbidden, Invalid when the model is not one that can write."""
    insist_on_administrator(acting)
    model = values.get("model")
    everybodys = acting.models.choices(EVERYBODY)
    if model is not None and model not in {choice.id for choice in everybodys}:
        raise Invalid({"model": [f"There is no model {model!r} here."]})
    for_writing(acting.session)
    config.write(acting.session, values)
    audit.write(acting.session, acting.user_id, "settings-changed")
    acting.session.commit()
    return read(acting)
