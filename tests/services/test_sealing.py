"""Keys of models at rest: what opens them, and what does not."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raconteur.services.sealing import SealingError, Seals

OLD, NEW = "o" * 40, "n" * 40
KEY, ABOUT = "sk-0123456789", "connection 1 https://api.example.com:443"
texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts, texts)
def test_what_is_sealed_opens(secret: str, about: str) -> None:
    sealed = Seals([NEW]).seal(secret, about)
    assert Seals([NEW]).open(sealed, about) == secret


def test_the_same_key_never_looks_the_same() -> None:
    seals = Seals([NEW])
    sealed = {seals.seal(KEY, ABOUT) for _ in range(20)}
    assert len(sealed) == 20
    assert not any(KEY in each for each in sealed)


@pytest.mark.parametrize("keys", [[OLD], [], ["n" * 39 + "m"]])
def test_another_key_does_not_open_it(keys: list[str]) -> None:
    sealed = Seals([NEW]).seal(KEY, ABOUT)
    with pytest.raises(SealingError, match="RACONTEUR_SECRET_KEY"):
        Seals(keys).open(sealed, ABOUT)


@pytest.mark.parametrize(
    "about",
    ["connection 2 https://api.example.com:443", "connection 1 https://evil.example.com:443", ""],
)
def test_in_another_row_or_for_another_server_it_does_not_open(about: str) -> None:
    sealed = Seals([NEW]).seal(KEY, ABOUT)
    with pytest.raises(SealingError):
        Seals([NEW]).open(sealed, about)


@pytest.mark.parametrize("sealed", ["", "1:", "1:!!", "1:AAAA", "é", "2:" + "A" * 60])
def test_what_is_no_seal_does_not_open(sealed: str) -> None:
    with pytest.raises(SealingError):
        Seals([NEW]).open(sealed, ABOUT)


@given(st.integers(0, 400), st.integers(1, 255))
def test_a_changed_one_does_not_open(where: int, by: int) -> None:
    import base64

    seals = Seals([NEW])
    packed = bytearray(base64.urlsafe_b64decode(seals.seal(KEY, ABOUT)[2:]))
    packed[where % len(packed)] ^= by
    with pytest.raises(SealingError):
        seals.open("1:" + base64.urlsafe_b64encode(packed).decode(), ABOUT)


def test_of_several_keys_the_first_seals_and_all_open() -> None:
    old = Seals([OLD]).seal(KEY, ABOUT)
    both = Seals([NEW, OLD])
    assert both.open(old, ABOUT) == KEY
    assert not both.is_newest(old, ABOUT)
    new = both.seal(KEY, ABOUT)
    assert both.is_newest(new, ABOUT)
    assert Seals([NEW]).open(new, ABOUT) == KEY


def test_without_a_key_it_is_said_what_to_set() -> None:
    with pytest.raises(SealingError, match="RACONTEUR_SECRET_KEY"):
        Seals().seal(KEY, ABOUT)


def test_a_server_that_is_alone_makes_a_key_that_only_it_reads(tmp_path: Path) -> None:
    file = tmp_path / "home" / "secret.key"
    sealed = Seals((), file).seal(KEY, ABOUT)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_text()
    assert len(kept.strip()) >= 32
    assert Seals((), file).open(sealed, ABOUT) == KEY
    Seals((), file).seal(KEY, ABOUT)
    assert file.read_text() == kept
    assert list(file.parent.iterdir()) == [file]


def test_its_key_still_opens_after_one_was_set(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    sealed = Seals((), file).seal(KEY, ABOUT)
    both = Seals([NEW], file)
    assert both.open(sealed, ABOUT) == KEY
    assert Seals([NEW]).open(both.seal(KEY, ABOUT), ABOUT) == KEY
    # Whoever takes the file's content as the setting needs the file no more.
    assert Seals([file.read_text().strip()]).open(sealed, ABOUT) == KEY


def test_no_file_is_made_before_there_is_something_to_seal(tmp_path: Path) -> None:
    seals = Seals((), tmp_path / "secret.key")
    with pytest.raises(SealingError):
        seals.open("1:AAAA", ABOUT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(SealingError, match=r"secret\.key"):
        Seals((), tmp_path / "home" / "secret.key").seal(KEY, ABOUT)


def test_cryptography_is_loaded_only_by_those_who_have_keys() -> None:
    """It takes 6 MB, and the memory of a web and a writer is counted."""
    program = (
        "import sys; from raconteur.assembly import asking, writing;"
        "sys.exit('cryptography' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
