from itertools import pairwise

import pytest

from raconteur.craft.fitness import BANDS, band_of, youngest


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "3-5"), (5, "3-5"), (6, "6-8"), (8, "6-8"), (9, "9-12"), (13, "13-17"), (17, "13-17"),
     (18, "adult"), (99, "adult")],
)  # fmt: skip
def test_every_age_has_its_band(age: int, band: str) -> None:
    assert band_of(age).id == band


def test_a_reader_without_an_age_counts_as_seven() -> None:
    assert band_of(None).id == band_of(7).id


def test_a_band_is_found_by_its_name_and_an_unknown_name_is_refused() -> None:
    assert band_of("9-12").number == 2
    with pytest.raises(ValueError, match="There is no band 'everyone'"):
        band_of("everyone")


def test_who_read_together_are_as_old_as_the_youngest() -> None:
    assert youngest((34, 4, None)).id == "3-5"
    assert youngest(()).id == band_of(None).id


def test_an_older_band_allows_all_that_a_younger_one_does() -> None:
    for younger, older in pairwise(BANDS):
        for severity in range(6):
            assert older.allows(severity) or not younger.allows(severity)


def test_nobody_may_meet_the_gravest() -> None:
    assert not any(band.allows(5) for band in BANDS)


def test_each_band_says_what_it_allows() -> None:
    for band in BANDS:
        said = (band.themes, band.fear, band.violence, band.sadness, band.language, band.ending)
        assert all(each.endswith(".") for each in said)
