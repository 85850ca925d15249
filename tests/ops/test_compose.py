"""compose.yaml, which is started in tests/system/ops, and compose.many.yaml, which is only read."""

import importlib.util
import ipaddress
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from raconteur import __version__, serving
from raconteur.settings import PREFIX, SECRETS, Settings

ROOT = Path(__file__).parents[2]
FILES = ("compose.yaml", "compose.many.yaml")
OURS = f"raconteur:{__version__}"
VARIABLES = {
    *(PREFIX + name.upper() for name in Settings.__struct_fields__),
    *(f"{PREFIX}{name.upper()}_FILE" for name in SECRETS),
}
KNOWN = importlib.util.find_spec("check_jsonschema")


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text())
    return found


SERVICES = [
    pytest.param(service, id=f"{name}:{called}")
    for name in FILES
    for called, service in read(name)["services"].items()
]
MANY = read("compose.many.yaml")


@pytest.mark.skipif(KNOWN is None, reason="its schema is not installed (check-jsonschema)")
@pytest.mark.parametrize("name", FILES)
def test_it_is_what_the_compose_specification_allows(name: str) -> None:
    assert KNOWN is not None
    assert KNOWN.origin is not None
    vendored = Path(KNOWN.origin).parent / "builtin_schemas/vendor/compose-spec.json"
    schema = jsonschema.Draft202012Validator(json.loads(vendored.read_text()))
    assert [error.message for error in schema.iter_errors(read(name))] == []
    assert not schema.is_valid({"services": {"a": {"restrat": "always"}}})


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_can_change_nothing_but_what_it_is_given(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & service.keys()
    assert all("docker.sock" not in volume for volume in service.get("volumes", []))
    # Ours says so itself, in the image.
    assert service["image"].startswith(OURS) or int(service["user"].split(":")[0]) > 0


@pytest.mark.parametrize("service", SERVICES)
def test_each_has_its_limits_and_comes_back(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["pids_limit"] <= 1024
    assert service["restart"] in ("unless-stopped", "on-failure")
    assert int(service["stop_grace_period"].rstrip("s")) >= serving.GRACE_S + 5
    assert re.search(r":\d", service["image"]), "no version"


@pytest.mark.parametrize("service", SERVICES)
def test_only_this_machine_reaches_its_ports(service: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


@pytest.mark.parametrize("service", SERVICES)
def test_every_setting_is_one_and_none_of_them_is_secret(service: dict[str, Any]) -> None:
    for name, value in service.get("environment", {}).items():
        if name.startswith(PREFIX):
            assert name in VARIABLES
        assert not re.search(r"://[^/]*:[^/]*@", str(value))
        if re.search(r"PASSWORD|SECRET|_KEY|DATABASE_URL", name):
            assert value.removeprefix("/run/secrets/") in service["secrets"]


def test_secrets_are_files_that_git_does_not_see() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "ops/secrets/" in ignored
    for secret in MANY["secrets"].values():
        assert secret["file"].startswith("ops/secrets/")


def test_the_database_and_redis_are_reached_by_nobody_outside() -> None:
    assert MANY["networks"]["inside"]["internal"] is True
    for name in ("database", "redis"):
        assert MANY["services"][name]["networks"] == ["inside"]
        assert "ports" not in MANY["services"][name]


def test_the_gateway_that_webs_believe_is_the_host_as_they_see_it() -> None:
    [pool] = MANY["networks"]["outside"]["ipam"]["config"]
    for name in ("web-1", "web-2"):
        service = MANY["services"][name]
        assert service["environment"]["RACONTEUR_TRUSTED_PROXIES"] == pool["gateway"]
    assert ipaddress.ip_address(pool["gateway"]) in ipaddress.ip_network(pool["subnet"])


def test_webs_and_writers_wait_for_the_database_to_be_brought_up_to_date() -> None:
    done = {"migrate": {"condition": "service_completed_successfully"}}
    for name in ("web-1", "web-2", "writer"):
        assert MANY["services"][name]["depends_on"] == done
    assert MANY["services"]["migrate"]["depends_on"] == {
        "database": {"condition": "service_healthy"}
    }


def test_processes_that_share_a_volume_write_to_logs_of_their_own() -> None:
    ours = [each for each in MANY["services"].values() if each["image"].startswith(OURS)]
    logs = {each["environment"]["RACONTEUR_LOG_FILE"] for each in ours}
    assert len(logs) == len(ours) == 4
