"""French verbs: from a prompt's present to a story's simple past."""


def finite(word: str) -> bool:
    return False


def forms() -> frozenset[str]:
    return frozenset()
