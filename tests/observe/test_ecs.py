"""A line's fields are those of the Elastic Common Schema, by its own list (npm's @elastic/ecs).

What the application writes has no other fields: tests/observe/test_logs.py and, for a real run,
tests/system/ops/test_shipping.py.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ops.elastic import mapping
from raconteur.observe import fields

FRONTEND = Path(__file__).parents[2] / "frontend"
TELL = """
const {EcsFlat} = require('@elastic/ecs')
const types = Object.entries(EcsFlat).map(([name, field]) => [name, field.type])
console.log(JSON.stringify(Object.fromEntries(types)))
"""


@pytest.fixture(scope="module")
def schema() -> dict[str, str]:
    """Types by the name of the field."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node here")
    command = [node, "-e", TELL]
    done = subprocess.run(
        command, cwd=FRONTEND, capture_output=True, text=True, timeout=60, check=False
    )
    if "Cannot find module" in done.stderr:
        pytest.skip("no @elastic/ecs here: npm ci in frontend/")
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_what_is_not_below_our_own_name_is_in_the_schema(schema: dict[str, str]) -> None:
    assert [name for name in fields.ECS if name not in schema] == []
    assert all(name.startswith("raconteur.") for name in fields.OURS)
    # It finds what is not: ecs-logging would add this one.
    assert "log.original" not in schema


def test_elasticsearch_is_told_the_schemas_own_types(schema: dict[str, str]) -> None:
    ours = {name: kind for name, kind in mapping.FIELDS.items() if name in schema}
    assert ours == {name: schema[name] for name in ours}
    assert set(mapping.FIELDS) - set(ours) == set(fields.OURS)
