"""A provider of OpenID Connect is who the settings say it is."""

import functools

import httpx
import pytest
from joserfc.jwk import OKPKey

from raconteur.identity.oidc import OpenIdConnect
from raconteur.identity.provider import IdentityError

OURS = "https://login.example.com"
KEYS = {"keys": [OKPKey.generate_key("Ed25519").as_dict(private=False)]}


def provider(monkeypatch: pytest.MonkeyPatch, calls_itself: str) -> OpenIdConnect:
    said = {
        "issuer": calls_itself,
        "authorization_endpoint": f"{calls_itself}/authorize",
        "token_endpoint": f"{calls_itself}/token",
        "jwks_uri": f"{OURS}/keys",
    }

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=KEYS if request.url.path == "/keys" else said)

    client = functools.partial(httpx.Client, transport=httpx.MockTransport(answer))
    monkeypatch.setattr("raconteur.identity.oidc.httpx.Client", client)
    return OpenIdConnect(OURS, "raconteur", "secret", "The club")


def test_one_that_calls_itself_otherwise_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = provider(monkeypatch, "https://elsewhere.example")
    with pytest.raises(IdentityError, match=r"it calls itself https://elsewhere\.example"):
        other.begin(f"{OURS}/back")


def test_the_right_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = provider(monkeypatch, OURS).begin("https://stories.example.com/back")
    assert begun.url.startswith(f"{OURS}/authorize?")
    assert "code_challenge_method=S256" in begun.url
