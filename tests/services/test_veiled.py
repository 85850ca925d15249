"""A child follows a story: nothing that is held is sent, and all that is let pass, whatever comes
in between."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from raconteur.services.acting import Event
from raconteur.services.following import Cursor, Follower, Gap, Line, Standing
from raconteur.store.passages import FINAL


@dataclass
class Row:
    text: str = ""
    state: str = "queued"
    held: bool = False
    revision: int = 0


@dataclass
class World:
    """A story as it is in the database, a child's follower of it, and what the child's page has."""

    rows: dict[int, Row] = field(default_factory=lambda: {1: Row()})
    follower: Follower = field(default_factory=lambda: Follower(careful=True))
    page: dict[int, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def standings(self) -> list[Standing]:
        return [
            Standing(
                n, row.state, "" if row.held else row.text, row.revision, None, veiled=row.held
            )
            for n, row in self.rows.items()
        ]

    def begin(self) -> None:
        self.show(list(self.follower.begin(self.standings(), self.standings())))

    def hear(self) -> None:
        """Everything that was published since, as the stream does it."""
        events, self.events = self.events, []
        lines: list[Line] = []
        try:
            for event in events:
                for line in self.follower.live(event):
                    lines.append(line)
        except Gap:
            lines += self.follower.heal(self.standings())
        self.show(lines)

    def quiet(self) -> None:
        self.events = []
        self.show(list(self.follower.heal(self.standings())))

    def show(self, lines: list[Line]) -> None:
        for line in lines:
            passage = int(str(line.data["passage"]))
            if line.event == "text":
                had = self.page.get(passage, "")
                begins = int(str(line.data["offset"]))
                assert begins <= len(had), "a character is missing"
                # What it has fetched meanwhile it has.
                self.page[passage] = had + str(line.data["text"])[len(had) - begins :]
            elif line.event == "revised":
                row = self.rows[passage]
                self.page[passage] = "" if row.held else row.text
            elif line.data.get("held"):
                self.page[passage] = ""

    def act(self, what: str) -> None:
        n, row = max(self.rows), self.rows[max(self.rows)]
        live = row.state not in FINAL
        if what == "write" and live:
            row.state = "writing"
            self.tell(Event("text", n, offset=len(row.text), text=f"w{len(row.text)} "))
            row.text += f"w{len(row.text)} "
        elif what == "end" and live:
            row.state = "done"
            self.tell(Event("state", n, state="done", length=len(row.text)))
        elif what == "withhold" and live:
            row.state, row.held = "done", True
            self.tell(Event("state", n, state="done", length=len(row.text)))
            self.new(held=False)
        elif what == "approve":
            for at, each in self.rows.items():
                if each.held and each.state in FINAL:
                    each.held = False
                    self.tell(Event("revised", at))
        elif what in ("next", "held next") and not live:
            self.new(held=what == "held next")
        elif what == "hear":
            self.hear()
        elif what == "lose":
            self.events = self.events[1:]
        elif what == "miss":
            self.quiet()

    def new(self, *, held: bool) -> None:
        n = max(self.rows) + 1
        self.rows[n] = Row(held=held)
        self.tell(Event("revised", n))
        self.tell(Event("state", n, state="queued"))

    def tell(self, event: Event) -> None:
        self.events.append(event)


ACTS = st.sampled_from(
    ["write", "write", "end", "withhold", "approve", "next", "held next", "hear", "lose", "miss"]
)


@given(st.lists(ACTS, max_size=40))
def test_a_child_has_what_is_let_pass_and_nothing_that_is_held(acts: list[str]) -> None:
    world = World()
    world.begin()
    for act in acts:
        held_before = {n for n, row in world.rows.items() if row.held}
        had = dict(world.page)
        world.act(act)
        for n in held_before:
            if world.rows[n].held:
                assert world.page.get(n, "") in ("", had.get(n, ""))
    world.hear()
    world.quiet()
    assert {n: world.page.get(n, "") for n in world.rows} == {
        n: "" if row.held else row.text for n, row in world.rows.items()
    }


def test_what_a_guardian_lets_pass_is_told_from_its_start_and_its_end_once_more() -> None:
    follower = Follower(careful=True)
    veiled = Standing(1, "done", "", 1, None, veiled=True)
    lines = list(follower.begin([veiled], [veiled]))
    assert [line.event for line in lines] == ["state"]
    assert lines[0].data["held"] is True
    lines = list(follower.heal([Standing(1, "done", "Once.", 1, None)]))
    assert [(line.event, line.id) for line in lines] == [("text", "1:5"), ("state", "1:5:end")]


def test_who_saw_the_end_before_it_was_withheld_is_told_to_fetch_it_again() -> None:
    follower = Follower(Cursor(1, 5, True), careful=True)
    veiled = Standing(1, "done", "", 1, None, veiled=True)
    assert [line.event for line in follower.begin([veiled], [veiled])] == ["revised"]
