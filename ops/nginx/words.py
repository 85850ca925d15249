"""Which words of an address the gateway may write into its log.

As the application does: what is a word of ours or a number is shown, and nothing that somebody
typed (docs/accounts.md).
"""

import json
import re
from pathlib import Path

_DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi.json"
_PAGE = ("stories", "trash", "readers", "settings", "account", "people", "welcome", "shared")
_MORE = (
    "sign-in",
    "events",
    "oidc",
    "back",
    "docs",
    "openapi.json",
    "index.html",
    "early.js",
    "favicon.svg",
)


def known(path: str) -> list[str]:
    """Of the API, the page, and the sub-path that the page is at."""
    api = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    words = {word for rule in api for word in rule.split("/") if word and "{" not in word}
    return sorted(words.union(_PAGE, _MORE, (word for word in path.split("/") if word)))


def pattern(path: str) -> str:
    """Matches a request's address, query and all, whose path may be logged as it is: `shown`."""
    words = "|".join(re.escape(word).replace(r"\-", "-") for word in known(path))
    return rf"^(?P<shown>(?:/(?:{words}|\d{{1,15}}))*/?)(?:\?|$)"
