"""What a person may wish for, and how a wish becomes a brief that anybody can write from."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from raconteur.models.choice import ModelChoice
from raconteur.services import config, fit, readers
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid
from raconteur.services.fit import Fit
from raconteur.services.redrawn import MAX_SEED
from raconteur.store import stories
from raconteur.store.base import Json
from raconteur.store.readers import Reader
from raconteur.store.stories import Story

RECENT_PLANS = 20
TITLE_WORDS = 8
TITLE_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Wish:
    """A story as it was asked for; what is None comes from the defaults.

    unattended  nobody waits for its first part
    """

    prompt: str
    title: str | None = None
    language: str | None = None
    genre: str | None = None
    tone: str | None = None
    length_words: int | None = None
    reader_ids: Sequence[int] = field(default=())
    model: str | None = None
    craft: str | None = None
    seed: int | None = None
    unattended: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A wish with every choice made."""

    language: str
    genre: str | None
    tone: str | None
    length_words: int
    readers: list[Reader]
    model: ModelChoice
    craft: str
    seed: int


def settle(acting: Acting, wish: Wish) -> Settled:
    """Fill in the defaults and refuse what cannot be written. Raises Invalid."""
    defaults = config.read(acting)
    chosen = _with_the_child(acting, readers.chosen(acting, wish.reader_ids))
    choices = acting.models.choices(acting.user_id)
    usual = _text(defaults["model"])
    # Whoever runs the server may have taken the usual one away since.
    known = usual if usual in {each.id for each in choices} else None
    model = choice(choices, wish.model or known)
    language = wish.language or _text(defaults["language"]) or _language_of(chosen)
    craft = wish.craft or _text(defaults["craft"]) or model.default_craft
    if wish.craft is None and language not in model.crafts.get(craft, []):
        craft = model.default_craft
    refuse_unwritable(model, craft, language)
    length = wish.length_words or defaults["length_words"]
    return Settled(
        language=language,
        genre=wish.genre or _text(defaults["genre"]),
        tone=wish.tone or _text(defaults["tone"]),
        length_words=length if isinstance(length, int) else 300,
        readers=chosen,
        model=model,
        craft=craft,
        seed=wish.seed if wish.seed is not None else secrets.randbelow(MAX_SEED),
    )


def choice(choices: Sequence[ModelChoice], model: str | None) -> ModelChoice:
    """The model asked for, or the default one. Raises Invalid when there is no such model."""
    if model is not None:
        for each in choices:
            if each.id == model:
                return each
        raise Invalid({"model": [f"There is no model {model!r} here."]})
    for each in choices:
        if each.default:
            return each
    raise Invalid({"model": ["No model can write here yet. Settings says how to connect one."]})


def still_writing(choices: Sequence[ModelChoice], story: Story) -> tuple[ModelChoice, str]:
    """The model and the way of writing for more of a story: its own, or the default where the
    model is gone. Raises Invalid when nothing here can write it."""
    known = {each.id for each in choices}
    model = choice(choices, story.model if story.model in known else None)
    craft = story.craft
    if story.language not in model.crafts.get(craft, []):
        craft = model.default_craft
    refuse_unwritable(model, craft, story.language)
    return model, craft


def refuse_unwritable(model: ModelChoice, craft: str, language: str) -> None:
    """Raises Invalid when the model cannot write in this language in this way."""
    if language in model.crafts.get(craft, []):
        return
    reason = (model.why_not or {}).get("en", f"{model.name} does not write it.")
    way = "a guided tale" if craft == "guided" else "freely"
    raise Invalid({"language": [f"{language!r} cannot be written {way} by this model. {reason}"]})


def brief(acting: Acting, story: Story, model: ModelChoice, before: str, whom: Fit) -> Json:
    """All that the craft needs to know, kept with the passage so that its seed reproduces it."""
    return {
        "model_name": model.name,
        "prompt": story.prompt,
        "language": story.language,
        "genre": story.genre,
        "tone": story.tone,
        "readers": [
            {key: reader.get(key) for key in ("name", "age", "language", "likes", "avoid", "band")}
            for reader in story.readers
        ],
        "recent": _recent(acting) if story.craft == "guided" else [],
        "before_words": len(before.split()),
        **whom.to_json(),
    }


def remembered(reader: Reader) -> Json:
    """A reader as the story keeps them."""
    return {
        "id": reader.id,
        "name": reader.name,
        "age": reader.age,
        "language": reader.language,
        "likes": list(reader.likes),
        "avoid": list(reader.avoid),
        "band": reader.band,
        "preview": reader.preview,
    }


def working_title(prompt: str) -> str:
    """What the story is called until the craft has found a title: the prompt's first words."""
    words = prompt.split()
    return " ".join(words[:TITLE_WORDS])[:TITLE_CHARACTERS] + (
        "…" if len(words) > TITLE_WORDS else ""
    )


def _with_the_child(acting: Acting, chosen: list[Reader]) -> list[Reader]:
    """A child's stories are told to that child, whoever reads with them."""
    own = fit.own_reader(acting)
    if own is None or own.id in {reader.id for reader in chosen}:
        return chosen
    return [*chosen, own]


def _recent(acting: Acting) -> list[str]:
    """Tale-book ids this owner's last stories used, most recent first."""
    found: dict[str, None] = {}
    for plan in stories.recent_plans(acting.session, acting.user_id, RECENT_PLANS):
        used = (plan or {}).get("used", [])
        if isinstance(used, list):
            found.update(dict.fromkeys(str(name) for name in used))
    return list(found)


def _language_of(chosen: Sequence[Reader]) -> str:
    return next((reader.language for reader in chosen if reader.language), "en")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
