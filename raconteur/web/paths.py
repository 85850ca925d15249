"""A request's path as it may stand in a log: nothing that somebody typed, or holds as a secret."""

from flask import Flask

# Of the page, which finds its own way.
PAGE = ("stories", "trash", "readers", "settings", "account", "people", "welcome", "shared")
MORE = ("sign-in", "assets", "events")
# What an id has at most.
DIGITS = 15


class Paths:
    """Words that stand in our own routes, and numbers, are shown; all else is a star."""

    def __init__(self, app: Flask) -> None:
        rules = [each.rule for each in app.url_map.iter_rules()]
        words = {word for rule in rules for word in rule.split("/") if "<" not in word}
        self._words = words.union(PAGE, MORE)

    def shown(self, path: str) -> str:
        return "/".join(self._segment(each) for each in path.split("/"))

    def _segment(self, each: str) -> str:
        is_number = each.isascii() and each.isdecimal() and len(each) <= DIGITS
        return each if is_number or each in self._words else "*"
