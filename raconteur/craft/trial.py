"""One sentence, to hear whether a model writes."""

from raconteur.craft.pen import Message, Pen, Request, Sampler

_ASKED = {
    "en": "Write the first sentence of a calm story. Only that one sentence.",
    "fr": "Écrivez la première phrase d’une histoire calme. Seulement cette phrase.",
}
_BEGUN = "It was a quiet evening in the village, and"
_SAMPLER = Sampler(temperature=0.6, top_p=0.95, min_p=0.1)
_MOST_TOKENS = 60


def one_sentence(pen: Pen, language: str) -> str:
    """A sentence in `language` where the model can, else in English. Raises what the pen raises."""
    if pen.abilities.capable or not pen.abilities.completion:
        asked = _ASKED.get(language) or f"{_ASKED['en']} Language: {language}."
        request = Request(
            messages=(Message("user", asked),), max_tokens=_MOST_TOKENS, sampler=_SAMPLER
        )
        return _first_sentence(pen.complete(request))
    request = Request(prompt=_BEGUN, max_tokens=_MOST_TOKENS, sampler=_SAMPLER, stop=("\n",))
    return _first_sentence(f"{_BEGUN} {pen.complete(request).strip()}")


def _first_sentence(text: str) -> str:
    text = " ".join(text.split())
    for index, character in enumerate(text):
        if character in ".!?…" and text[index + 1 : index + 2] in ("", " "):
            return text[: index + 1]
    return text
