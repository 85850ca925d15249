"""A guardian has looked at a passage: from now on a child is shown it."""

from raconteur.services import permissions, views
from raconteur.services.acting import Acting, Event
from raconteur.services.branches import Branches
from raconteur.services.errors import Conflict, NotFound
from raconteur.services.redrawn import UNFIT
from raconteur.services.views import PassageView
from raconteur.store import audit, passages, stories
from raconteur.store.base import for_writing

# In a passage's brief: the revision that a guardian let pass. A child sees none before it.
SINCE = "approved"


def approve(acting: Acting, passage_id: int) -> PassageView:
    """Harmless where it is shown already. Raises NotFound, Forbidden, Conflict while it is being
    written."""
    for_writing(acting.session)
    found = stories.with_passage(acting.session, passage_id)
    if found is None:
        raise NotFound("There is no such passage.")
    story, passage = found
    permissions.insist_on_guardian_of(acting, story.user_id)
    if passage.state in passages.LIVE:
        raise Conflict("writing", "This passage is still being written. Stop it first, or wait.")
    was_held = passage.held
    if was_held:
        passage.held = False
        passage.brief = {**(passage.brief or {}), SINCE: passage.revision}
        if (passage.error or {}).get("code") == UNFIT and passage.state == passages.DONE:
            passage.error = None
        audit.write(acting.session, acting.user_id, "approved", story=story.id, passage=passage.id)
    acting.session.commit()
    if was_held:
        event = Event("revised", passage.id, revision=passage.revision)
        acting.publish(story.id, event)
    every = passages.of_story(acting.session, story.id)
    return views.passage(acting.session, passage, Branches.of(every))
