"""Where it is counted how often an address tries."""

import pytest
from flask import Flask

from raconteur.web import limits


@pytest.mark.parametrize(
    ("bus", "counted"),
    [
        ("", "memory://"),
        ("redis://bus:6379/0", "redis://bus:6379/0"),
        ("unix:///run/redis.sock", "redis+unix:///run/redis.sock"),
    ],
)
def test_in_the_bus_where_there_is_one(bus: str, counted: str) -> None:
    app = Flask("test")
    limits.wire(app, bus)
    assert app.config["RATELIMIT_STORAGE_URI"] == counted
