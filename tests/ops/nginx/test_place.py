"""The Nginx that is there is told by what it says."""

import pytest

from ops.nginx.place import BROTLI, DEBIAN


@pytest.mark.parametrize(
    ("said", "directive"),
    [
        ("nginx version: nginx/1.22.1", False),
        ("nginx version: nginx/1.24.0 (Ubuntu)", False),
        ("nginx version: nginx/1.25.0", False),
        ("nginx version: nginx/1.25.1", True),
        ("nginx version: nginx/1.26.3", True),
    ],
)
def test_http_2_is_a_directive_since_1_25_1(said: str, directive: bool) -> None:
    assert DEBIAN.with_nginx(said).http2_is_a_directive is directive


def test_brotli_is_there_when_both_its_modules_are() -> None:
    said = "nginx version: nginx/1.22.1"
    assert DEBIAN.with_nginx(said, ["other.so", *BROTLI]).brotli
    assert not DEBIAN.with_nginx(said, BROTLI[:1]).brotli


def test_what_is_no_nginx_is_said() -> None:
    with pytest.raises(ValueError, match="install nginx first"):
        DEBIAN.with_nginx("nginx: command not found")
