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


def test_everyday_things_are_no_wonders() -> None:
    told = [first_tale("Mon premier jour d'école", seed) for seed in range(20)]
    assert told.count("event.jour") > 10
    assert "event.temoin" not in told


def test_whoever_is_lost_in_french_is_lost_and_not_travelling() -> None:
    told = {first_tale("Un caneton perdu au supermarché", seed) for seed in range(20)}
    assert told == {"astray.lanterne", "astray.oreille"}


def test_a_soft_toy_is_sewn_and_not_glued() -> None:
    told = {first_tale("Le doudou de Lise est déchiré", seed) for seed in range(10)}
    assert told == {"broken.fil"}
