"""Elasticsearch is told of every field that a line may have, and takes no other for one."""

from typing import Any

from ops.elastic import mapping
from raconteur.observe import fields


def types(properties: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, what in properties.items():
        inner = what.get("properties")
        found |= types(inner, f"{above}{name}.") if inner else {f"{above}{name}": what["type"]}
    return found


def test_each_field_of_the_application_has_a_type() -> None:
    assert set(mapping.APPLICATION) == fields.NAMES
    assert types(mapping.template()["template"]["mappings"]["properties"]) == mapping.FIELDS


def test_what_is_not_named_is_kept_and_not_searched() -> None:
    assert mapping.template()["template"]["mappings"]["dynamic"] is False


def test_the_template_is_for_the_daily_indices_and_names_their_lifecycle() -> None:
    found = mapping.template()
    assert found["index_patterns"] == ["flask-logs-*"]
    settings = found["template"]["settings"]
    assert settings["index.lifecycle.name"] == "flask-logs"
    assert settings["index.number_of_replicas"] == 0


def test_a_day_is_kept_for_a_month_and_then_goes_as_a_whole() -> None:
    phases = mapping.lifecycle()["policy"]["phases"]
    assert set(phases) == {"hot", "delete"}
    assert phases["delete"] == {"min_age": "30d", "actions": {"delete": {}}}
    assert "rollover" not in phases["hot"]["actions"]
