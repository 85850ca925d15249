"""A passage for a child: what is not for them is drawn again, then stopped; the whole is looked at
when it ends. What is shown is committed, whatever happens to what is held."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from raconteur.craft.brief import Brief
from raconteur.craft.fitness import Reason, Verdict, band_of
from raconteur.craft.pen import Pen
from raconteur.craft.piece import Piece, Span
from raconteur.engine.gate import Gate
from raconteur.services import readers, stories, writing
from raconteur.services.fit import Fit
from raconteur.services.views import PassageView, StoryView
from raconteur.store.base import reading
from raconteur.store.notes import GateNote
from raconteur.store.passages import Passage
from tests.engine.conftest import Desk, piece

FINE, UNFIT = "The bear sat down.", " Then the bear killed the fox with a knife."


def loose(text: str, **more: Any) -> Piece:
    return Piece(text, (Span(len(text), "model", "model"),), loose=True, **more)


class Told:
    """A craft that notes its briefs: each try tells the next of its texts."""

    def __init__(self, desk: Desk, *tries: str) -> None:
        self.tries, self.briefs, self.texts = list(tries), [], []  # type: ignore[var-annotated]
        desk.monkeypatch.setattr("raconteur.craft.write", self.write)

    def write(
        self,
        brief: Brief,
        text: str,
        plan: Mapping[str, object] | None,
        state: Mapping[str, object] | None,
        pen: Pen,
    ) -> Iterator[Piece]:
        self.briefs.append(brief)
        self.texts.append(text)
        said = self.tries[min(len(self.briefs), len(self.tries)) - 1]
        yield Piece(plan={"for": brief.seed}, state={"at": 0})
        for word in said.replace(" ", "\0 ").split("\0"):
            yield loose(word, state={"at": len(text)})


def for_a_child(desk: Desk, age: int | None = 5, **wish: Any) -> StoryView:
    reader = readers.add(desk.acting, {"name": "Mia", "age": age, "likes": [], "avoid": []})
    return desk.begin(reader_ids=[reader.id], **wish)


def written(desk: Desk, story: StoryView) -> PassageView:
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    return stories.get(desk.acting, story.row.id).passages[-1]


def notes(desk: Desk) -> list[GateNote]:
    with reading(desk.sessions) as session:
        return list(session.scalars(sa.select(GateNote).order_by(GateNote.id)))


def test_what_is_not_for_them_is_drawn_again_another_way(desk: Desk) -> None:
    told = Told(desk, FINE + UNFIT, " Then they had soup.")
    passage = written(desk, for_a_child(desk))
    assert (passage.row.state, passage.text) == ("done", FINE + " Then they had soup.")
    assert told.texts == ["", FINE]
    assert told.briefs[0].luck != told.briefs[1].luck
    assert told.briefs[0].seed == told.briefs[1].seed
    assert "".join(event.text for event in desk.published("text")) == passage.text
    assert notes(desk) == []


def test_before_the_first_word_another_plan_is_made(desk: Desk) -> None:
    told = Told(desk, UNFIT.strip(), FINE)
    passage = written(desk, for_a_child(desk))
    assert passage.text == FINE
    assert told.briefs[0].seed != told.briefs[1].seed
    assert passage.row.seed == told.briefs[1].seed
    assert passage.row.plan == {"for": told.briefs[1].seed}


def test_after_two_more_draws_it_is_stopped_with_a_kind_sentence_and_a_note(desk: Desk) -> None:
    told = Told(desk, FINE + UNFIT, UNFIT)
    story = for_a_child(desk)
    passage = written(desk, story)
    assert (passage.row.state, passage.text) == ("stopped", FINE)
    assert passage.row.error is not None
    assert passage.row.error["code"] == "unfit"
    assert len(told.briefs) == 3
    assert len({brief.luck for brief in told.briefs}) == 3
    [note] = notes(desk)
    assert (note.place, note.band, note.story_id) == ("piece", "3-5", story.row.id)
    assert "killed the fox" in note.text
    assert {reason["category"] for reason in note.reasons} >= {"violence"}
    last = desk.published("state")[-1]
    assert (last.state, last.error, last.length) == ("stopped", passage.row.error, len(FINE))


def test_resuming_tries_in_ways_that_were_not_tried(desk: Desk) -> None:
    told = Told(desk, FINE + UNFIT, UNFIT, UNFIT, " All was well.")
    story = for_a_child(desk)
    passage = written(desk, story)
    writing.resume(desk.acting, passage.row.id)
    passage = written(desk, story)
    assert (passage.row.state, passage.text) == ("done", FINE + " All was well.")
    assert passage.row.error is None
    assert len({brief.luck for brief in told.briefs}) == 4


def test_readers_who_are_younger_now_count_when_it_goes_on(desk: Desk) -> None:
    story = for_a_child(desk, age=15)
    Told(desk, FINE + " The thief")
    passage_id = story.passages[0].row.id
    desk.writer.write(passage_id)
    desk.read_anew()
    row = desk.acting.session.get_one(Passage, passage_id)
    row.state = "stopped"
    desk.acting.session.commit()
    reader_id = int(str(story.row.readers[0]["id"]))
    readers.change(desk.acting, reader_id, {"age": 4})
    Told(desk, " murdered the guard with an axe.")
    writing.resume(desk.acting, passage_id)
    desk.writer.write(passage_id)
    desk.read_anew()
    assert row.brief is not None
    assert row.brief["band"] == "3-5"
    assert (row.state, "murdered" in row.text) == ("stopped", False)


def test_who_is_stopped_with_a_sentence_held_keeps_what_was_shown(desk: Desk) -> None:
    story = for_a_child(desk)
    passage_id = story.passages[0].row.id

    def is_stopped(_text: str) -> Iterator[Piece]:
        yield loose(FINE + " ")
        yield loose("Half a sent")
        writing.stop(desk.acting, passage_id)
        desk.heart.hurry()
        yield loose("ence. And ")
        yield loose("more. ")

    desk.craft(is_stopped)
    desk.writer.write(passage_id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text) == ("stopped", FINE)


def test_who_lays_it_down_drops_what_is_held_and_the_next_one_tells_it_again(desk: Desk) -> None:
    story = for_a_child(desk)
    passage_id = story.passages[0].row.id

    def closes(_text: str) -> Iterator[Piece]:
        yield loose(FINE + " The fox", state={"n": 1})
        desk.writer.closing.set()
        yield loose(" was", state={"n": 2})

    desk.craft(closes)
    desk.writer.write(passage_id)
    desk.writer.closing.clear()
    told = Told(desk, " The fox was glad.")
    passage = written(desk, story)
    assert told.texts == [FINE]
    assert (passage.row.state, passage.text) == ("done", FINE + " The fox was glad.")


def test_the_state_of_what_is_held_is_not_kept(desk: Desk) -> None:
    story = for_a_child(desk)

    def fails(_text: str) -> Iterator[Piece]:
        yield loose(FINE + " ", state={"n": 1})
        yield loose("The fox", state={"n": 2})
        raise KeyError("a defect")

    desk.craft(fails)
    passage = written(desk, story)
    assert (passage.row.state, passage.text) == ("failed", FINE)
    assert passage.row.craft_state == {"n": 1}


def test_adults_read_on_while_a_sentence_is_written(desk: Desk) -> None:
    seen: list[str] = []

    def tells(_text: str) -> Iterator[Piece]:
        yield loose("Then the murderer")
        desk.flush()
        seen.extend(event.text for event in desk.published("text"))
        yield loose(" killed the guard with a knife.")

    desk.craft(tells)
    passage = written(desk, desk.begin())
    assert seen == ["Then the murderer"]
    assert (passage.row.state, passage.row.held) == ("done", False)


def test_what_is_not_fit_as_a_whole_is_held_and_told_again_by_itself(desk: Desk) -> None:
    story = for_a_child(desk)
    first = story.passages[0].row.id
    judged_whole(desk, fit_from=2)
    Told(desk, FINE)
    desk.writer.write(first)
    desk.read_anew()
    now = stories.get(desk.acting, story.row.id)
    [take] = now.passages
    assert take.row.id != first
    assert (take.row.state, list(take.takes)) == ("queued", [first, take.row.id])
    assert desk.rung[-1] == take.row.id
    held = desk.acting.session.get_one(Passage, first)
    assert (held.state, held.held, held.text, held.error) == ("done", True, FINE, None)
    assert [note.place for note in notes(desk)] == ["whole"]
    told = [(event.kind, event.passage, event.state) for _, event in desk.events[-3:]]
    assert told == [
        ("state", first, "done"),
        ("revised", take.row.id, ""),
        ("state", take.row.id, "queued"),
    ]
    desk.writer.write(take.row.id)
    desk.read_anew()
    [take] = stories.get(desk.acting, story.row.id).passages
    assert (take.row.state, take.row.held) == ("done", False)
    assert take.row.seed != held.seed


def test_after_two_more_takes_the_last_one_stays_held_for_the_guardian(desk: Desk) -> None:
    story = for_a_child(desk)
    judged_whole(desk, fit_from=99)
    Told(desk, FINE)
    for _ in range(3):
        desk.read_anew()
        desk.writer.write(stories.get(desk.acting, story.row.id).passages[0].row.id)
    desk.read_anew()
    [last] = stories.get(desk.acting, story.row.id).passages
    assert len(last.takes) == 3
    assert (last.row.state, last.row.held) == ("done", True)
    assert last.row.error is not None
    assert last.row.error["code"] == "unfit"
    assert len(notes(desk)) == 3


def test_a_take_that_somebody_turned_away_from_is_not_told_again(desk: Desk) -> None:
    story = for_a_child(desk)
    first = story.passages[0].row.id
    judged_whole(desk, fit_from=99)
    Told(desk, FINE)
    desk.acting.session.execute(sa.text("update story set head_id = null"))
    desk.acting.session.commit()
    desk.writer.write(first)
    desk.read_anew()
    row = desk.acting.session.get_one(Passage, first)
    assert (row.held, row.error and row.error["code"]) == (True, "unfit")
    with reading(desk.sessions) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Passage)) == 1


def judged_whole(desk: Desk, fit_from: int) -> None:
    """The whole is not fit until it was looked at so often."""
    looked = []

    def whole(_gate: Gate) -> Verdict:
        looked.append(1)
        sad = Reason("ending", 2, "never again", "story", "rules")
        return Verdict("3-5", "whole", () if len(looked) >= fit_from else (sad,))

    desk.monkeypatch.setattr(Gate, "whole", whole)


def test_the_rules_of_the_whole_are_those_of_its_ending(desk: Desk) -> None:
    hard = "Notwithstanding considerable meteorological uncertainty, astronomers continued. " * 8
    young, adult = (Gate(desk.writer.judge, whom, "en", hard) for whom in (Fit(band_of(4)), Fit()))
    assert {reason.category for reason in young.whole().reasons} == {"level"}
    assert adult.whole().fit


@pytest.mark.parametrize("craft", ["guided", "free"])
def test_a_passage_from_before_there_were_bands_is_judged_by_its_readers(
    desk: Desk, craft: str
) -> None:
    story = for_a_child(desk, craft=craft)
    row = story.passages[0].row
    desk.acting.session.execute(sa.text("update passage set brief = null"))
    desk.acting.session.commit()
    Told(desk, FINE + UNFIT)
    desk.writer.write(row.id)
    desk.read_anew()
    assert (row.state, "killed" in row.text) == ("stopped", False)


def test_a_beat_of_a_guided_tale_is_committed_as_it_comes(desk: Desk) -> None:
    story = for_a_child(desk)
    seen: list[str] = []

    def tells(_text: str) -> Iterator[Piece]:
        yield piece("The bear sat", state={"step": 1})
        desk.flush()
        seen.extend(event.text for event in desk.published("text"))
        yield piece(" down.", state={"step": 2})

    desk.craft(tells)
    assert written(desk, story).text == "The bear sat down."
    assert seen == ["The bear sat"]
