"""What a provider answered instead, as one line that says what to do next."""

from octodns.provider import ProviderException
from octodns_cloudflare import (
    Cloudflare5xxError,
    CloudflareAuthenticationError,
    CloudflareRateLimitError,
)
from requests import HTTPError, RequestException

from ops.dns.providers import NAMES

FAILURES = (ProviderException, RequestException)
LET_IN = {
    "cloudflare": "Cloudflare does not take this token: it must be an API token with Zone:Read and "
    "DNS:Edit for the zone (CLOUDFLARE_TOKEN)",
    "godaddy": "GoDaddy does not take this key: it must be a production key with its secret "
    "(GODADDY_KEY, GODADDY_SECRET)",
}
FEW_DOMAINS = (
    "GoDaddy does not let this account use its DNS API, which needs ten domains or a paid plan: "
    "move the domain's name servers to Cloudflare (docs/hosting.md), or set the records on its page"
)
WAIT = {
    "cloudflare": "Cloudflare takes no more requests for now: wait five minutes and run it again",
    "godaddy": "GoDaddy takes no more requests for now: wait a minute and run it again",
}


def one_line(provider: str, domain: str, error: Exception) -> str:
    name = NAMES[provider]
    status = _status(error)
    if isinstance(error, CloudflareRateLimitError) or status == 429:
        return WAIT[provider]
    if provider == "godaddy" and status == 403:
        return FEW_DOMAINS
    if isinstance(error, CloudflareAuthenticationError) or status in (401, 403):
        return LET_IN[provider]
    if status == 404:
        return f"{name} has no domain {domain} in this account: is it spelt right, is it elsewhere?"
    if isinstance(error, Cloudflare5xxError) or (status or 0) >= 500:
        return f"{name} has trouble of its own: run it again later"
    if isinstance(error, ProviderException):
        return f"{name} refused: {' '.join(str(error).split())}"
    if isinstance(error, HTTPError) and error.response is not None:
        said = " ".join(error.response.text.split())[:200]
        return f"{name} refused with {status}: {said or 'without a word'}"
    if isinstance(error, ValueError):
        return f"{name} answered something that is no JSON: is --api right? Run it again later"
    return f"{name} cannot be reached: is this machine connected? Run it again"


def _status(error: Exception) -> int | None:
    if isinstance(error, HTTPError) and error.response is not None:
        return int(error.response.status_code)
    return None
