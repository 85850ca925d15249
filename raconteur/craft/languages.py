"""The languages stories are written in, by the names a model knows them by."""

NAMES = {
    "en": "English",
    "fr": "French (français)",
    "de": "German (Deutsch)",
    "es": "Spanish (español)",
    "it": "Italian (italiano)",
    "nl": "Dutch (Nederlands)",
    "pt": "Portuguese (português)",
}


def name_of(language: str) -> str:
    """The language's name for an instruction; its code where there is none."""
    return NAMES.get(language, language)
