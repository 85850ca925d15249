"""What a browser is told to refuse: headers of every answer, by what its address is for.

None of them needs to know the request, so that whoever serves the page's files instead of us can
say the same (decision 0028).
"""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

Header = tuple[bytes, bytes]

# Text, as `trustedTypes` of the page: pasted text is parsed by the editor's library alone.
EDITOR = "ProseMirrorClipboard"

# What is not the page is looked at by programs; a browser that opens it finds nothing to run.
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

# Swagger UI draws its arrows from data: addresses.
DOCS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)

# Nothing of a device is asked for; what can be copied goes to the clipboard.
FEATURES = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "usb",
    )
)

EVERYWHERE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    # Nobody's stories belong into a search engine, nor a shared link into another site's log.
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", FEATURES.encode()),
)
# For this name alone: what else is below it is not ours to decide.
BY_HTTPS: Header = (b"strict-transport-security", b"max-age=31536000")
# What was answered to one person is not kept for the next at the same machine.
NOT_KEPT: Header = (b"cache-control", b"no-store")

_API_ELSEWHERE = re.compile(r'<meta name="raconteur-api" content="(https?://[^"]+)"')


def page_policy(api_origin: str = "") -> str:
    """The page's: only files of its own, and the API where that is elsewhere.

    No script and no style is written in the page itself. `base-uri` is not 'none', because the
    page says where its files are by a <base>.
    """
    api = f" {api_origin}" if api_origin else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self'; connect-src 'self'{api}; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'; "
        f"require-trusted-types-for 'script'; trusted-types {EDITOR}"
    )


def api_elsewhere(page_dir: Path) -> str:
    """The origin of the API that the built page calls; empty when that is its own."""
    try:
        html = (page_dir / "index.html").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = _API_ELSEWHERE.search(html)
    if not found:
        return ""
    address = urlsplit(found[1])
    return f"{address.scheme}://{address.netloc}"


class Guards:
    """`by_https`: the server is reached so, and never in another way."""

    def __init__(self, page_dir: Path, *, by_https: bool) -> None:
        everywhere = (*EVERYWHERE, BY_HTTPS) if by_https else EVERYWHERE

        def with_policy(policy: str) -> tuple[Header, ...]:
            return (*everywhere, (b"content-security-policy", policy.encode()))

        self._page = with_policy(page_policy(api_elsewhere(page_dir)))
        self._docs = with_policy(DOCS)
        self._closed = with_policy(CLOSED)

    def headers(self, path: str, answered: Iterable[Header]) -> Iterable[Header]:
        """What to add to an answer that has the headers `answered`."""
        if path.startswith("/api/docs"):
            return self._docs
        if not path.startswith("/api"):
            return self._page
        if any(name.lower() == b"cache-control" for name, _ in answered):
            return self._closed
        return (*self._closed, NOT_KEPT)
