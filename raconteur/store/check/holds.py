"""Who holds a passage: states, fences and beats that mean nothing."""

from collections.abc import Iterator

import sqlalchemy as sa

from raconteur.store.base import Session, now
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.passages import FINAL, LIVE, QUEUED, STOPPED, WRITING, Passage


class Holds:
    """Set by hand, to get a passage going or to stop it. A passage that is written by nobody's
    claim is held by nobody; a fence below zero is taken for no fence; an unknown state is neither
    taken up nor shown as ended."""

    cure = "waits to be taken up, or is stopped where its state is unknown"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        query = (
            sa.select(Passage.id, Passage.story_id, Passage.state, Passage.fence, Passage.beat)
            .where(
                Passage.state.not_in((*LIVE, *FINAL))
                | (Passage.fence < 0)
                | (Passage.beat < 0)
                | ((Passage.state == WRITING) & (Passage.fence < 1))
            )
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.id)
        )
        for row_id, story, *hold in session.execute(query):
            state, fence, beat = hold
            said = f"state {state!r}, fence {fence}, beat {beat}"
            yield Finding(row_id, story, f"passage {row_id} of story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        row = session.get_one(Passage, finding.row)
        row.fence = max(0, row.fence) + 1
        row.beat = max(0, row.beat)
        if row.state == WRITING:
            row.state = QUEUED
        elif row.state not in (*LIVE, *FINAL):
            row.state, row.finished_at = STOPPED, row.finished_at or now()
        session.flush()
        return finding.story
