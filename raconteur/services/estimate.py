"""What a story would take, before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from raconteur.services import wishes
from raconteur.services.acting import Acting
from raconteur.services.caps import standing
from raconteur.services.wishes import Wish
from raconteur.store import passages
from raconteur.store.passages import Took

# Tokens read and written for each word asked for, until a model has written here: a capable model's
# for a thousand words (docs/decisions/0025).
USUAL = {"guided": (4.0, 0.5), "free": (4.0, 2.2)}


@dataclass(frozen=True, slots=True)
class Estimate:
    """cost and cost_left: in millionths of the currency, None where there is no price or no cap on
    it. seconds: None until such stories were written here. left: tokens under the nearest cap."""

    prompt_tokens: int
    completion_tokens: int
    cost: int | None
    currency: str
    seconds: int | None
    left: int | None
    cost_left: int | None


def of(acting: Acting, wish: Wish) -> Estimate:
    """Raises Invalid, as asking for the story would."""
    settled = wishes.settle(acting, wish)
    took = passages.lately_used(acting.session, settled.craft, settled.model.id)
    words = settled.length_words
    usual = USUAL[settled.craft]
    prompt = round(words * _each_word([each.prompt_tokens for each in took], took, usual[0]))
    completion = round(
        words * _each_word([each.completion_tokens for each in took], took, usual[1])
    )
    found = standing(acting.session, acting.user_id)
    price = found.limits.price(settled.model.id, local=settled.model.local)
    rooms = found.own, found.server
    return Estimate(
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=None if price is None else round(price.of(prompt, completion)),
        currency=found.limits.currency,
        seconds=round(words * median(each.seconds / each.words for each in took)) if took else None,
        left=_least([room.tokens for room in rooms]),
        cost_left=_least([room.cost for room in rooms]),
    )


def _each_word(counts: Sequence[int], took: Sequence[Took], usual: float) -> float:
    if not took:
        return usual
    return median(count / each.words for count, each in zip(counts, took, strict=True))


def _least(left: Sequence[int | None]) -> int | None:
    known = [max(0, each) for each in left if each is not None]
    return min(known, default=None)
