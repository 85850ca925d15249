"""One real gateway for all of these, before a stand-in that tells what reached it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.parts.gateway import Gateway
from tests.parts.standin import StandIn

OTHER = "https://other.example.com"


@pytest.fixture(scope="package")
def web() -> Iterator[StandIn]:
    with StandIn() as web:
        yield web


@pytest.fixture(scope="package")
def gateway(tmp_path_factory: pytest.TempPathFactory, web: StandIn) -> Iterator[Gateway]:
    home = tmp_path_factory.mktemp("gateway")
    settings = {"PROXY_USER_HEADER": "X-Whoever"}
    with Gateway(home, [web.port], cors=[OTHER], settings=settings) as gateway:
        yield gateway


@pytest.fixture(scope="package")
def ask(gateway: Gateway) -> Iterator[httpx.Client]:
    with gateway.client() as client:
        yield client
