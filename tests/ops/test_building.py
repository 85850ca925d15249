"""A release is what git knows of the package, the built page and the lock, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from ops import building
from ops.inventory import Wrong
from ops.onhost.digest import digest
from tests.ops.inventories import example, read

PAGE = '<base href="/" /><meta name="raconteur-api" content="api" />'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name, content in {
        "raconteur/__init__.py": "",
        "raconteur/store.py": "shelf = 1\n",
        "raconteur/not-git's.py": "secret = 1\n",
        "frontend/dist/index.html": PAGE,
        "frontend/dist/index.html.br": "compressed",
        "frontend/dist/assets/page-12345678.js": "let page;",
        "requirements.lock": "flask==1\n",
        "data/raconteur.db": "stories",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    for words in (["init", "-q"], ["add", "raconteur/__init__.py", "raconteur/store.py"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


def built(root: Path, tmp_path: Path, path: str = "/") -> building.Release:
    tables = example()
    tables["site"]["path"] = path
    return building.build(read(tables), root, tmp_path / "cache")


def test_it_holds_the_program_the_page_and_the_lock(root: Path, tmp_path: Path) -> None:
    release = built(root, tmp_path)
    names = {str(path.relative_to(release.folder)) for path in release.folder.rglob("*.*")}
    assert names == {
        "raconteur/__init__.py",
        "raconteur/store.py",
        "frontend/dist/index.html",
        "frontend/dist/assets/page-12345678.js",
        "requirements.lock",
    }


def test_it_is_known_by_what_is_in_it(root: Path, tmp_path: Path) -> None:
    first = built(root, tmp_path)
    assert digest(first.folder) == first.digest
    assert built(root, tmp_path) == first
    (root / "raconteur/store.py").write_text("shelf = 2\n")
    assert built(root, tmp_path).id != first.id


def test_the_page_says_where_it_is(root: Path, tmp_path: Path) -> None:
    page = built(root, tmp_path, "/stories/").folder / "frontend/dist/index.html"
    assert '<base href="/stories/"' in page.read_text()


def test_without_a_page_there_is_none(root: Path, tmp_path: Path) -> None:
    (root / "frontend/dist/index.html").unlink()
    with pytest.raises(Wrong, match="make frontend/dist"):
        built(root, tmp_path)


def test_packages_are_shared_by_one_lock_on_one_kind_of_host(root: Path, tmp_path: Path) -> None:
    release = built(root, tmp_path)
    name = building.venv_name(release, "3.11", "x86_64")
    (root / "raconteur/store.py").write_text("shelf = 3\n")
    assert building.venv_name(built(root, tmp_path), "3.11", "x86_64") == name
    assert building.venv_name(release, "3.12", "x86_64") != name
    assert building.venv_name(release, "3.11", "aarch64") != name
