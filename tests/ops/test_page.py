"""The built page is made ready for its site."""

import gzip
from pathlib import Path

import pytest

from ops.inventory import Site
from ops.page import NotBuilt, prepared
from raconteur.web.guards import api_elsewhere

INDEX = '<html><base href="/" />\n<meta name="raconteur-api" content="api" /></html>'


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text(INDEX)
    (dist / "index.html.gz").write_bytes(gzip.compress(INDEX.encode()))
    (dist / "index.html.br").write_bytes(b"of the page as it was built")
    (dist / "assets" / "main-AbCd_123.js").write_text("1;")
    return dist


def test_it_knows_its_path_and_its_api(dist: Path, tmp_path: Path) -> None:
    site = Site("example.com", api="api.example.com", path="/stories/")
    made = prepared(dist, site, tmp_path / "made")
    html = (made / "index.html").read_text()
    assert '<base href="/stories/" />' in html
    assert '<meta name="raconteur-api" content="https://api.example.com" />' in html
    assert api_elsewhere(made) == "https://api.example.com"
    assert (made / "assets" / "main-AbCd_123.js").read_text() == "1;"


def test_what_was_compressed_of_it_is_the_same_page(dist: Path, tmp_path: Path) -> None:
    made = prepared(dist, Site("example.com", path="/stories/"), tmp_path / "made")
    html = (made / "index.html").read_bytes()
    assert gzip.decompress((made / "index.html.gz").read_bytes()) == html
    assert not (made / "index.html.br").exists()


def test_beside_its_api_it_stays_as_it_is(dist: Path, tmp_path: Path) -> None:
    made = prepared(dist, Site("example.com"), tmp_path / "made")
    assert (made / "index.html").read_text() == INDEX


def test_twice_is_the_same_with_the_same_times_and_the_build_is_left_alone(
    dist: Path, tmp_path: Path
) -> None:
    site = Site("example.com", path="/stories/")

    def state() -> list[tuple[str, int, bytes]]:
        made = prepared(dist, site, tmp_path / "made")
        files = sorted(each for each in made.rglob("*") if each.is_file())
        return [(each.name, each.stat().st_mtime_ns, each.read_bytes()) for each in files]

    assert state() == state()
    assert (dist / "index.html").read_text() == INDEX


def test_a_page_that_was_not_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="make frontend/dist"):
        prepared(tmp_path, Site("example.com"), tmp_path / "made")


def test_a_page_of_another_kind_is_said(dist: Path, tmp_path: Path) -> None:
    (dist / "index.html").write_text("<html></html>")
    with pytest.raises(NotBuilt, match="build it anew"):
        prepared(dist, Site("example.com"), tmp_path / "made")


def test_the_page_s_own_source_has_both_places(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "frontend" / "index.html"
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "index.html").write_text(source.read_text())
    site = Site("example.com", api="api.example.com", path="/stories/")
    html = (prepared(folder, site, tmp_path / "made") / "index.html").read_text()
    assert '<base href="/stories/"' in html
    assert 'content="https://api.example.com"' in html
