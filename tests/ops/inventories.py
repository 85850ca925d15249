"""Inventories for tests: the example, and one of many hosts."""

import tomllib
from pathlib import Path
from typing import Any

from ops.inventory import Inventory, parse

EXAMPLE = Path(__file__).parents[2] / "ops/inventory.example.toml"

MANY: dict[str, Any] = {
    "front": {"roles": ["gateway", "web"], "webs": 2},
    "stories": {"roles": ["writer", "web"], "webs": 1, "writers": 2},
    "mind": {"roles": ["model"]},
    "data": {"roles": ["database"]},
}


def example() -> dict[str, Any]:
    """The example's tables, to be changed."""
    return tomllib.loads(EXAMPLE.read_text())


def many() -> dict[str, Any]:
    tables = example()
    tables["hosts"] = {
        name: {"address": f"203.0.113.{number}", "private": f"192.0.2.{number}", **host}
        for number, (name, host) in enumerate(MANY.items(), start=10)
    }
    return tables


def read(tables: dict[str, Any], folder: Path = Path("/nowhere")) -> Inventory:
    return parse(tables, folder)
