"""One OpenID Connect provider: the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC
7636), its addresses and keys found by its issuer (OpenID Connect Discovery 1.0)."""

import time
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from raconteur.identity.provider import Begun, Identity, IdentityError

SCOPE = "openid profile email"
# Asymmetric ones: a shared secret would let whoever knows it say who anybody is.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
TIMEOUT_S = 10.0
# What the provider says of itself is asked again after so long; keys are renewed now and then.
KEPT_S = 3600.0
# Seconds that two clocks may differ.
LEEWAY_S = 60


class OpenIdConnect:
    """A `Provider`. Nothing is asked before the first sign-in."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, name: str) -> None:
        self.name = name
        self._issuer = issuer
        self._client_id, self._client_secret = client_id, client_secret
        self._said: dict[str, Any] = {}
        self._keys = KeySet([])
        self._asked_at = 0.0

    def begin(self, back: str) -> Begun:
        """Raises IdentityError."""
        nonce, verifier = generate_token(32), generate_token(48)
        with self._client(back) as client:
            url, state = client.create_authorization_url(
                self._metadata()["authorization_endpoint"], code_verifier=verifier, nonce=nonce
            )
        return Begun(url, state, nonce, verifier)

    def finish(self, query: str, begun: Begun, back: str) -> Identity:
        """Raises IdentityError."""
        try:
            with self._client(back) as client:
                token = client.fetch_token(
                    self._metadata()["token_endpoint"],
                    authorization_response=f"{back}?{query}",
                    code_verifier=begun.verifier,
                    state=begun.state,
                )
            claims = self._claims(str(token["id_token"]), begun.nonce)
        except (AuthlibBaseError, JoseError, httpx.HTTPError, KeyError, ValueError) as error:
            raise IdentityError(f"{self.name}: {type(error).__name__}: {error}") from error
        name = claims.get("preferred_username") or claims.get("email") or claims["sub"]
        return Identity(self._issuer, str(claims["sub"]), str(name))

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        decoded = jwt.decode(id_token, self._keys, algorithms=ALGORITHMS)
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        registry.validate(decoded.claims)
        return decoded.claims

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            self._client_id,
            self._client_secret or None,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
        )

    def _metadata(self) -> dict[str, Any]:
        if self._said and time.monotonic() - self._asked_at < KEPT_S:
            return self._said
        where = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            with httpx.Client(timeout=TIMEOUT_S, follow_redirects=True) as client:
                said = client.get(where).raise_for_status().json()
                keys = client.get(said["jwks_uri"]).raise_for_status().json()
            if said["issuer"].rstrip("/") != self._issuer.rstrip("/"):
                raise ValueError(f"it calls itself {said['issuer']}")
            self._keys = KeySet.import_key_set(keys)
        except (httpx.HTTPError, ValueError, KeyError, TypeError, JoseError) as error:
            raise IdentityError(f"{self.name} at {where}: {error}") from error
        self._issuer = said["issuer"]
        self._said, self._asked_at = said, time.monotonic()
        return self._said
