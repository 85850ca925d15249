"""Ids in an address."""

from werkzeug.routing import IntegerConverter


class Id(IntegerConverter):
    """`<int:...>` of at most 15 digits, which both databases hold; a longer one is not there."""

    regex = r"\d{1,15}"
