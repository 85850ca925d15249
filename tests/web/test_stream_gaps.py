"""What was told before something was missed is told all the same, and each character once."""

from raconteur.services.acting import Event
from raconteur.services.following import Follower, Line, Standing
from raconteur.web.stream import _all_told

ALL = "The bear found a lamp. It was warm."
HALF = len(ALL) // 2


def test_text_before_a_gap_is_not_lost() -> None:
    follower = Follower()
    list(follower.begin([], [Standing(1, "writing", "", 0, None)]))
    lines: list[Line] = []
    # The text between them was never heard of.
    events = [
        Event("text", 1, offset=0, text=ALL[:HALF]),
        Event("state", 1, state="done", length=len(ALL)),
        Event("revised", 1, revision=3),
    ]
    assert not _all_told(follower, events, lines)
    lines += follower.heal([Standing(1, "done", ALL, 1, None)])
    told = "".join(str(line.data["text"]) for line in lines if line.event == "text")
    assert told == ALL
    assert [line.event for line in lines].count("revised") == 1
    assert lines[-1].data["state"] == "done"


def test_silence_and_what_was_missed_are_looked_up() -> None:
    assert not _all_told(Follower(), [], [])
    assert not _all_told(Follower(), None, [])
