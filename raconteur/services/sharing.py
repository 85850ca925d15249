"""A story read by somebody without an account: by a link that cannot be guessed, may be taken back,
and ends by itself."""

import datetime as dt
from collections.abc import Sequence

from raconteur.services import permissions, seeing, views
from raconteur.services.accounts import secret
from raconteur.services.acting import Acting
from raconteur.services.errors import Conflict, NotFound
from raconteur.services.views import StoryView
from raconteur.store import audit, shares
from raconteur.store.base import Session, for_writing, now
from raconteur.store.shares import Share

GONE = "This story is no longer shared. Ask whoever sent you the link."


def every(acting: Acting, story_id: int) -> Sequence[Share]:
    """Raises NotFound."""
    return shares.of_story(acting.session, seeing.own(acting, story_id).id)


def share(acting: Acting, story_id: int, days: int) -> tuple[Share, str]:
    """A link and its code, which is shown this once. Raises NotFound, Forbidden, Conflict."""
    for_writing(acting.session)
    story = seeing.own(acting, story_id)
    permissions.insist_on_a_grown_up(acting)
    if story.deleted_at is not None:
        raise Conflict("trashed", "This story is in the trash.")
    code = secret.new()
    made = Share(
        story_id=story.id,
        digest=secret.digest(code),
        expires_at=now() + dt.timedelta(days=days),
    )
    acting.session.add(made)
    audit.write(acting.session, acting.user_id, "shared", story=story.id, days=days)
    acting.session.commit()
    return made, code


def take_back(acting: Acting, story_id: int, share_id: int) -> None:
    """Raises NotFound."""
    for_writing(acting.session)
    story = seeing.own(acting, story_id)
    if not shares.end(acting.session, story.id, share_id):
        raise NotFound(f"There is no link {share_id}.")
    audit.write(acting.session, acting.user_id, "share-ended", story=story.id)
    acting.session.commit()


def read(session: Session, code: str) -> StoryView:
    """What a link opens. Raises NotFound."""
    story = shares.story_by(session, secret.digest(code))
    if story is None:
        raise NotFound(GONE)
    return views.story(session, story, veiled=True)
