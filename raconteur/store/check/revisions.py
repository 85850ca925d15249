"""Whether a passage's revisions end with its text."""

from collections.abc import Iterator

import sqlalchemy as sa

from raconteur.store.base import Session
from raconteur.store.check import rescue
from raconteur.store.check.finding import Among, Finding, of_these
from raconteur.store.passages import FINAL, LIVE, Passage, Revision

_last = (
    sa.select(Revision.passage_id, sa.func.max(Revision.n).label("n"))
    .group_by(Revision.passage_id)
    .subquery()
)


class Revisions:
    """A text was changed by somebody else's program, which kept no revision; or a passage's row is
    of one copy of the database and its revisions of another. A number that is behind would make
    the next revision's place taken, and the passage could never end."""

    cure = "its text is its last revision; none was taken away"

    def find(self, session: Session, among: Among) -> Iterator[Finding]:
        n = sa.func.coalesce(_last.c.n, 0)
        differs = sa.func.coalesce(Revision.text != Passage.text, True)
        query = (
            sa.select(Passage.id, Passage.story_id, Passage.revision, n, differs)
            .outerjoin(_last, _last.c.passage_id == Passage.id)
            .outerjoin(Revision, (Revision.passage_id == Passage.id) & (Revision.n == _last.c.n))
            .where(
                (Passage.state.in_(FINAL) & ((Passage.revision != n) | differs))
                | (Passage.state.in_(LIVE) & (Passage.revision < n))
            )
            .where(of_these(Passage.story_id, among))
            .order_by(Passage.id)
        )
        for row_id, story, counted, last, other in session.execute(query):
            said = f"it counts {counted} revisions, the last is {last}"
            said = f"its text is not that of revision {last}" if counted == last and other else said
            yield Finding(row_id, story, f"passage {row_id} of story {story}: {said}")

    def mend(self, session: Session, finding: Finding) -> int | None:
        row = session.get_one(Passage, finding.row)
        n = rescue.last_n(session, row.id)
        last = session.scalar(
            sa.select(Revision.text).where(Revision.passage_id == row.id, Revision.n == n)
        )
        if row.state in LIVE or row.text == last:
            row.revision = n
            session.flush()
        else:
            rescue.keep(session, row, author="person" if n else row.model)
        return finding.story
