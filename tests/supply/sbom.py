"""`python -m tests.supply.sbom FOLDER`: what Raconteur is put together from, as CycloneDX 1.6.

Two files, python.cdx.json and page.cdx.json, from the locks alone: nothing is asked of anybody, and
the same locks give the same files.
"""

import base64
import json
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote

from raconteur import __version__
from tests.supply.locks import PAGE_LOCKS, RUNTIME, Package, page, python

Bom = dict[str, Any]
KINDS = {"pypi": (RUNTIME, python), "npm": (PAGE_LOCKS[0], page)}
ALGORITHMS = {"sha256": "SHA-256", "sha512": "SHA-512"}


def bom(kind: str) -> Bom:
    """Of "pypi" or "npm"."""
    lock, read = KINDS[kind]
    # A package may stand in several places of the page's lock.
    packages = {_purl(kind, each): each for each in read(lock)}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, lock.read_text(encoding="utf-8")).urn,
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "raconteur", "version": __version__}
        },
        "components": [_component(purl, packages[purl]) for purl in sorted(packages)],
    }


def _component(purl: str, package: Package) -> Bom:
    group, _, name = package.name.rpartition("/")
    found: Bom = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": package.version,
        "purl": purl,
        "scope": "excluded" if package.is_for_building else "required",
    }
    if group:
        found["group"] = group
    if package.licence:
        found["licenses"] = [{"expression": package.licence}]
    # Each hash is that of one file which may be installed, not of the package as such.
    found["externalReferences"] = [
        {"type": "distribution", "url": purl, "hashes": [_hash(each)]} for each in package.hashes
    ]
    return found


def _hash(said: str) -> Bom:
    """pip says it in hexadecimal, npm in base64."""
    name, sep, value = said.partition(":")
    if not sep:
        name, _, value = said.partition("-")
        value = base64.b64decode(value).hex()
    return {"alg": ALGORITHMS[name], "content": value}


def _purl(kind: str, package: Package) -> str:
    return f"pkg:{kind}/{quote(package.name)}@{quote(package.version)}"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, name in (("pypi", "python"), ("npm", "page")):
        path = folder / f"{name}.cdx.json"
        path.write_text(json.dumps(bom(kind), indent=2) + "\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
