"""Tales that are made for certain prompts only."""

from raconteur.craft.brief import Brief
from raconteur.craft.plan import make


def first_tale(prompt: str, seed: int) -> str:
    """The tale that opens a story."""
    chapters = make(Brief(prompt, "fr", 300, seed, "guided"))["chapters"]
    assert isinstance(chapters, list)
    return str(chapters[0]["tale"])


def test_a_tale_made_for_a_prompt_is_told_for_it_more_often_than_not() -> None:
    told = [first_tale("Mila ne veut pas ranger sa chambre", seed) for seed in range(20)]
    assert told.count("event.non") > 6
    assert len(set(told)) > 1


def test_a_tale_made_for_other_prompts_is_never_told() -> None:
    told = {first_tale("Mila trouve un œuf", seed) for seed in range(20)}
    assert "event.non" not in told
