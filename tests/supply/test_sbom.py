"""The bill of materials lists what the locks list."""

import json
import re
from pathlib import Path

import pytest

from tests.supply import sbom
from tests.supply.locks import PAGE_LOCKS, RUNTIME


def test_all_of_python_with_its_versions_and_files(tmp_path: Path) -> None:
    sbom.main(tmp_path)
    found = json.loads((tmp_path / "python.cdx.json").read_text())["components"]
    locked = re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", RUNTIME.read_text(), re.MULTILINE)
    assert sorted((each["name"], each["version"]) for each in found) == sorted(locked)
    hashes = [one["hashes"][0] for each in found for one in each["externalReferences"]]
    assert len(hashes) == RUNTIME.read_text().count("--hash=sha256:")
    assert {each["alg"] for each in hashes} == {"SHA-256"}


def test_all_of_the_page_and_which_of_it_only_builds(tmp_path: Path) -> None:
    sbom.main(tmp_path)
    found = {
        each["purl"]: each
        for each in json.loads((tmp_path / "page.cdx.json").read_text())["components"]
    }
    locked = json.loads(PAGE_LOCKS[0].read_text())["packages"]
    del locked[""]
    for where, each in locked.items():
        name = where.rpartition("node_modules/")[2].replace("@", "%40")
        assert f"pkg:npm/{name}@{each['version']}" in found
    assert found[f"pkg:npm/react@{locked['node_modules/react']['version']}"]["scope"] == "required"
    assert found[f"pkg:npm/vite@{locked['node_modules/vite']['version']}"]["scope"] == "excluded"


@pytest.mark.parametrize("kind", ["pypi", "npm"])
def test_it_has_the_shape_that_cyclonedx_asks_for(kind: str) -> None:
    found = sbom.bom(kind)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found["serialNumber"])
    references = [each["bom-ref"] for each in found["components"]]
    assert len(references) == len(set(references)) > 50
    for each in found["components"]:
        for one in each["externalReferences"]:
            length = {"SHA-256": 64, "SHA-512": 128}[one["hashes"][0]["alg"]]
            assert re.fullmatch(rf"[0-9a-f]{{{length}}}", one["hashes"][0]["content"])


@pytest.mark.parametrize("kind", ["pypi", "npm"])
def test_the_same_locks_give_the_same_bill(kind: str) -> None:
    assert sbom.bom(kind) == sbom.bom(kind)
