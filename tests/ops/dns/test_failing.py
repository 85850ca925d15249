"""Each failure of a provider is one line that says what to do next."""

import pytest
from octodns_cloudflare import Cloudflare5xxError, CloudflareError, CloudflareRateLimitError
from requests import ConnectionError, HTTPError, JSONDecodeError, Response

from ops.dns.failing import one_line


def answered(status: int, said: str = "") -> HTTPError:
    response = Response()
    response.status_code, response._content = status, said.encode()
    return HTTPError("for https://api", response=response)


@pytest.mark.parametrize(
    ("provider", "error", "word"),
    [
        ("cloudflare", CloudflareRateLimitError({}), "wait five minutes"),
        ("cloudflare", Cloudflare5xxError("5xx"), "trouble of its own"),
        (
            "cloudflare",
            CloudflareError({"errors": [{"message": "bad\nname"}]}),
            "refused: bad name",
        ),
        ("cloudflare", answered(403), "does not take this token"),
        ("godaddy", answered(401), "does not take this key"),
        ("godaddy", answered(403), "ten domains or a paid plan"),
        ("godaddy", answered(404), "no domain example.com"),
        ("godaddy", answered(409), "still busy with an earlier change"),
        (
            "godaddy",
            answered(422, '{"code":\n"INVALID_BODY"}'),
            'with 422: {"code": "INVALID_BODY"}',
        ),
        ("godaddy", answered(429), "wait a minute"),
        ("godaddy", JSONDecodeError("no", "<html>", 0), "is no JSON"),
        ("godaddy", ConnectionError("no"), "cannot be reached"),
    ],
)
def test_a_failure_is_one_line(provider: str, error: Exception, word: str) -> None:
    line = one_line(provider, "example.com", error)
    assert word in line
    assert "\n" not in line
