"""A passage is written once, whatever dies on the way, and ends in a state a person understands."""

from collections.abc import Iterator

import pytest

from raconteur.craft.piece import Piece
from raconteur.models.errors import ModelError
from raconteur.observe import fields, logs, trace
from raconteur.services import editing, stories, writing
from raconteur.store import pieces
from raconteur.store.base import DatabaseError, reading
from tests.engine.conftest import Desk, piece


def two_pieces(_text: str) -> Iterator[Piece]:
    yield piece("Once ", plan={"used": ["lost.umbrella"]}, state={"beat": 1}, title="The Bear")
    yield piece("there was.", state={"beat": 2})


def test_a_passage_is_written_kept_and_told(desk: Desk) -> None:
    desk.craft(two_pieces)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    written = stories.get(desk.acting, story.row.id)
    assert (written.state, written.passages[0].text) == ("done", "Once there was.")
    assert written.row.title == "The Bear"
    assert "".join(event.text for event in desk.published("text")) == "Once there was."
    assert [event.state for event in desk.published("state")] == ["writing", "done"]


def test_what_a_writer_logs_belongs_to_the_request_that_asked(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def craft(text: str) -> Iterator[Piece]:
        seen.append(trace.current.get())
        yield from two_pieces(text)

    desk.craft(craft)
    asking = trace.current.set("asked.1")
    story = desk.begin()
    trace.current.reset(asking)
    traced = logs.TraceId()
    monkeypatch.setattr(caplog.handler, "filters", [traced])
    with caplog.at_level("INFO", "raconteur.engine.writer"):
        desk.writer.write(story.passages[0].row.id)
    told = [record.__dict__ for record in caplog.records]
    assert [each[fields.STATE] for each in told] == ["writing", "done"]
    assert {each["trace.id"] for each in told} == {"asked.1"} == set(seen)
    assert {each[fields.STORY] for each in told} == {story.row.id}
    assert {each[fields.PASSAGE] for each in told} == {story.passages[0].row.id}
    assert told[1]["gen_ai.usage.output_tokens"] == 0
    assert {name for name in told[1] if "." in name} <= fields.NAMES


def test_the_plan_the_state_and_the_origins_are_kept_with_the_text(desk: Desk) -> None:
    desk.craft(two_pieces)
    story = desk.begin()
    row = story.passages[0].row
    desk.writer.write(row.id)
    desk.read_anew()
    assert (row.plan, row.craft_state) == ({"used": ["lost.umbrella"]}, {"beat": 2})
    assert row.provenance is not None
    assert row.provenance["craft_version"] == "test"
    spans = editing.origins(desk.acting, row.id)
    assert sum(int(str(span["length"])) for span in spans) == len("Once there was.")


def test_a_title_given_by_a_person_is_not_replaced(desk: Desk) -> None:
    desk.craft(two_pieces)
    story = desk.begin(title="Mine")
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    assert stories.get(desk.acting, story.row.id).row.title == "Mine"


def test_ringing_twice_writes_once(desk: Desk) -> None:
    desk.craft(two_pieces)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    assert stories.get(desk.acting, story.row.id).passages[0].text == "Once there was."


def test_when_the_embedded_model_dies_the_same_sentence_goes_on(desk: Desk) -> None:
    def dies_once(text: str) -> Iterator[Piece]:
        if not text:
            yield piece("Once ")
            raise ModelError("died", "gone")
        assert text == "Once "
        yield piece("there was.")

    desk.craft(dies_once)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    written = stories.get(desk.acting, story.row.id)
    assert (written.state, written.passages[0].text) == ("done", "Once there was.")
    assert desk.waits == [1]


def test_it_goes_on_three_times_at_most(desk: Desk) -> None:
    def always_dies(text: str) -> Iterator[Piece]:
        yield piece("x")
        raise ModelError("died", "gone")

    desk.craft(always_dies)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    written = stories.get(desk.acting, story.row.id)
    assert (written.state, written.passages[0].text) == ("failed", "xxxx")


@pytest.mark.parametrize("code", ["timeout", "nonsense", "unauthorised", "died"])
def test_a_remote_models_failure_keeps_the_text_and_says_why(desk: Desk, code: str) -> None:
    def fails(text: str) -> Iterator[Piece]:
        if text:
            yield piece(" was.")
            return
        yield piece("Once")
        raise ModelError(code, "for the log")  # type: ignore[arg-type]

    desk.craft(fails)
    story = desk.begin(model="url", craft="free")
    passage_id = story.passages[0].row.id
    desk.writer.write(passage_id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text) == ("failed", "Once")
    assert passage.row.error is not None
    assert passage.row.error["code"] == code
    writing.resume(desk.acting, passage_id)
    desk.writer.write(passage_id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text, passage.row.error) == ("done", "Once was.", None)


def test_a_defect_of_ours_fails_the_passage_and_nothing_else(desk: Desk) -> None:
    def broken(_text: str) -> Iterator[Piece]:
        yield piece("Once")
        raise KeyError("no such list")

    desk.craft(broken)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text) == ("failed", "Once")
    assert passage.row.error == {"code": "internal", "message": "Something went wrong on our side."}


def test_who_is_stopped_writes_no_more(desk: Desk) -> None:
    story = desk.begin()
    passage_id = story.passages[0].row.id
    written = []

    def is_stopped(_text: str) -> Iterator[Piece]:
        yield piece("Once")
        written.append(1)
        # The first piece is committed at once; a person stops the passage after it.
        while not desk.published("text"):
            desk.flush()
        writing.stop(desk.acting, passage_id)
        for _ in range(50):
            yield piece(" more")
            desk.flush()
            written.append(1)

    desk.craft(is_stopped)
    desk.writer.write(passage_id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text) == ("stopped", "Once")
    assert len(written) < 10


def test_a_closing_process_lays_its_passage_down_and_rings_for_it(desk: Desk) -> None:
    def closes(text: str) -> Iterator[Piece]:
        if text:
            yield piece(" was.")
            return
        desk.writer.closing.set()
        yield piece("Once")
        yield piece("never")

    desk.craft(closes)
    story = desk.begin()
    passage_id = story.passages[0].row.id
    desk.writer.write(passage_id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert (passage.row.state, passage.text) == ("queued", "Once")
    assert desk.rung == [passage_id]
    assert [event.state for event in desk.published("state")] == ["writing", "queued"]
    desk.writer.closing.clear()
    desk.writer.write(passage_id)
    desk.read_anew()
    assert stories.get(desk.acting, story.row.id).passages[0].text == "Once was."


def test_a_database_that_takes_no_text_fails_the_passage_with_nothing_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text that could not be kept waits, and is kept with the ending once it can be."""
    grow, full = pieces.grow, {"disk": False}

    def grow_or_not(*args: object) -> bool:
        if full["disk"]:
            raise DatabaseError("database or disk is full")
        return grow(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("raconteur.store.pieces.grow", grow_or_not)
    monkeypatch.setattr("raconteur.engine.committer.PAUSE_S", 0.0)
    monkeypatch.setattr("raconteur.engine.writer.ENDING_PAUSE_S", 0.0)

    def fills_the_disk(_text: str) -> Iterator[Piece]:
        yield piece("Once")
        desk.flush()
        full["disk"] = True
        yield piece(" upon")
        desk.flush()
        full["disk"] = False
        yield piece(" a time")

    desk.craft(fills_the_disk)
    story = desk.begin()
    desk.writer.write(story.passages[0].row.id)
    desk.read_anew()
    [passage] = stories.get(desk.acting, story.row.id).passages
    assert passage.row.state == "failed"
    assert passage.row.error is not None
    assert passage.row.error["code"] == "storage"
    assert passage.text == "Once upon"
    with reading(desk.sessions) as session:
        assert pieces.of(session, passage.row.id) == []
