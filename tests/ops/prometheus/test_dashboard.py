"""The dashboard is one that Grafana's own schema knows. No Grafana can be had here: what is checked
is its shape, and that every query can be asked (test_rules)."""

import json

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

from ops.prometheus import dashboard


def board() -> dict[str, object]:
    found: dict[str, object] = json.loads(dashboard.as_json())
    return found


def test_it_is_the_same_when_it_is_read_and_written_again() -> None:
    again = json.loads(json.dumps(Dashboard.from_json(board()), cls=JSONEncoder))
    assert again["title"] == "Raconteur"
    assert len(again["panels"]) == len(list(board()["panels"]))  # type: ignore[call-overload]


def test_every_panel_has_a_place_of_its_own_a_unit_and_a_word_about_it() -> None:
    panels = [each for each in board()["panels"] if each["type"] != "row"]  # type: ignore[attr-defined]
    places = [tuple(sorted(each["gridPos"].items())) for each in panels]
    assert len(set(places)) == len(places)
    assert all(each["description"] and each["title"] for each in panels)
    assert all(each["fieldConfig"]["defaults"]["unit"] for each in panels)


def test_what_it_reads_from_is_chosen_in_grafana() -> None:
    assert set(_sources(board())) == {"${source}"}


def _sources(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["datasource"]["uid"]] if isinstance(value.get("datasource"), dict) else []
        return own + [each for inner in value.values() for each in _sources(inner)]
    return [each for inner in value for each in _sources(inner)] if isinstance(value, list) else []
