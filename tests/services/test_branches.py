"""A story's tree: each take leads to what was last written after it."""

from raconteur.services.branches import Branches
from raconteur.store.passages import Passage


def tree(*edges: tuple[int, int | None]) -> Branches:
    return Branches.of([Passage(id=child, parent_id=parent) for child, parent in edges])


def test_a_passage_alone_is_its_own_end() -> None:
    found = tree((1, None))
    assert found.takes[None] == [1]
    assert found.heads([1]) == [1]


def test_a_take_ends_with_the_newest_passage_under_it() -> None:
    # 1 goes on with 2, and 2 with 3; 4 is another take of 1; 5 another take of 2.
    found = tree((1, None), (2, 1), (3, 2), (4, None), (5, 1))
    assert (found.takes[None], found.heads([1, 4])) == ([1, 4], [5, 4])
    assert (found.takes[1], found.heads([2, 5])) == ([2, 5], [3, 5])


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert tree((3, 2), (1, None), (2, 1)).heads([1]) == [3]
