"""The library of prompts, each owner's own."""

from collections.abc import Mapping, Sequence

from raconteur.services import gate, once, permissions
from raconteur.services.acting import Acting
from raconteur.services.errors import NotFound
from raconteur.store import prompts
from raconteur.store.base import for_writing
from raconteur.store.prompts import Prompt


def listed(acting: Acting, limit: int | None, before: int | None) -> Sequence[Prompt]:
    """Newest first; the whole list unless `limit` is given."""
    return prompts.newest(acting.session, acting.user_id, limit, before)


def get(acting: Acting, prompt_id: int) -> Prompt:
    """Raises NotFound."""
    found = prompts.get(acting.session, acting.user_id, prompt_id)
    if found is None:
        raise NotFound(f"There is no prompt {prompt_id}.")
    return found


def add(acting: Acting, content: str, title: str | None, language: str | None) -> Prompt:
    """Raises Forbidden, Unfit for a child's, and Invalid for a key that came with another
    request."""
    permissions.insist_on_writing(acting)
    judged = gate.of_a_childs(acting, language, content, title)
    for_writing(acting.session)
    if (made := once.made(acting)) is not None:
        return get(acting, made)
    gate.insist(acting, judged)
    prompt = Prompt(user_id=acting.user_id, content=content, title=title, language=language)
    acting.session.add(prompt)
    acting.session.flush()
    once.keep(acting, prompt.id)
    acting.session.commit()
    return prompt


def change(acting: Acting, prompt_id: int, values: Mapping[str, object]) -> Prompt:
    """Set the given fields. Raises NotFound, Forbidden, Unfit for a child's."""
    before = get(acting, prompt_id)
    language = values.get("language", before.language)
    texts = [values.get(name) for name in ("content", "title")]
    judged = gate.of_a_childs(
        acting,
        language if isinstance(language, str) else None,
        *(text for text in texts if isinstance(text, str)),
    )
    permissions.insist_on_writing(acting)
    for_writing(acting.session)
    prompt = get(acting, prompt_id)
    gate.insist(acting, judged)
    for name, value in values.items():
        setattr(prompt, name, value)
    acting.session.commit()
    return prompt


def remove(acting: Acting, prompt_id: int) -> None:
    """Raises NotFound."""
    for_writing(acting.session)
    acting.session.delete(get(acting, prompt_id))
    acting.session.commit()
