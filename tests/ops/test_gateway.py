"""Nginx on a host, by way of a visit: with a certificate all of it, without one the way to it."""

from ops import gateway
from tests.ops.inventories import example, read
from tests.ops.visited import Visited, visited


def brought(**finds: object) -> tuple[bool, Visited]:
    inventory = read(example())
    visit = visited(inventory, files=["/etc/nginx/nginx.conf"], **finds)["stories"]
    return gateway.bring(inventory, visit), visit


def written(visit: Visited) -> str:
    return "".join(
        each["content"]
        for step, given in visit.given
        if step == "files"
        for each in given["files"]  # type: ignore[attr-defined]
    )


def test_without_a_certificate_it_answers_lets_encrypt_alone() -> None:
    has_certificate, visit = brought(has=False)
    assert not has_certificate
    assert "ssl_certificate" not in written(visit)
    assert ("stories", "restart nginx.service") in visit.log


def test_with_one_it_serves_the_site() -> None:
    has_certificate, visit = brought(has=True)
    assert has_certificate
    assert "ssl_certificate" in written(visit)


def test_what_did_not_change_reloads_nothing() -> None:
    inventory = read(example())
    visit = visited(inventory, has=True)["stories"]
    assert gateway.bring(inventory, visit)
    assert ("stories", "restart nginx.service") not in visit.log
