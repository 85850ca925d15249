"""A stub of GoDaddy's API, version 1: a domain, its records, and how it says no.

Written from its documents and from what users of it report: `sso-key KEY:SECRET`, sets of records
that are replaced whole, no ids, times to live from 600 seconds, types A to TXT without CAA.
"""

from typing import Any

from tests.parts.answering import Answering, Question

BASE = "/v1"
KEY, SECRET = "a-key-of-godaddy", "a-secret-of-godaddy"
TYPES = ("A", "AAAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT")
NO_KEY = {
    "code": "UNABLE_TO_AUTHENTICATE",
    "message": "Unauthorized : Could not authenticate API key/secret",
}
FEW_DOMAINS = {"code": "ACCESS_DENIED", "message": "Authenticated user is not allowed access"}
TOO_MANY = {
    "code": "TOO_MANY_REQUESTS",
    "message": "Too many requests received",
    "retryAfterSec": 30,
}


class GoDaddy(Answering):
    def __init__(self, domain: str = "example.com") -> None:
        super().__init__(self._answer)
        self.domain = domain
        self.records: list[dict[str, Any]] = [
            {"type": "NS", "name": "@", "data": "ns01.domaincontrol.com", "ttl": 3600},
            {"type": "A", "name": "@", "data": "Parked", "ttl": 600},
            {
                "type": "CNAME",
                "name": "_domainconnect",
                "data": "_domainconnect.gd.domaincontrol.com",
                "ttl": 3600,
            },
        ]

    @property
    def api(self) -> str:
        return self.url + BASE

    def hold(self, kind: str, name: str, data: str, ttl: int = 3600, **more: Any) -> None:
        self.records.append({"type": kind, "name": name, "data": data, "ttl": ttl, **more})

    def held(self, kind: str, name: str) -> list[dict[str, Any]]:
        return [one for one in self.records if (one["type"], one["name"]) == (kind, name)]

    def _answer(self, question: Question) -> tuple[int, Any]:
        if question.headers.get("authorization") != f"sso-key {KEY}:{SECRET}":
            return 401, NO_KEY
        match question.path.removeprefix(BASE).strip("/").split("/"):
            case ["domains", domain, *_] if domain != self.domain:
                return 404, {
                    "code": "UNKNOWN_DOMAIN",
                    "message": "The given domain is not registered",
                }
            case ["domains", _, "records"] if question.method == "GET":
                return 200, self.records
            case ["domains", _, "records", kind, name] if kind in TYPES:
                return self._set(kind, name, question)
        return 404, {"code": "NOT_FOUND", "message": "Not found"}

    def _set(self, kind: str, name: str, question: Question) -> tuple[int, Any]:
        said = question.body or []
        if question.method == "PUT" and (not said or any(row["ttl"] < 600 for row in said)):
            return 422, {"code": "INVALID_BODY", "message": "Request body doesn't fulfill schema"}
        others = [one for one in self.records if (one["type"], one["name"]) != (kind, name)]
        if question.method == "DELETE":
            self.records = others
            return 204, None
        if any(one["name"] == name and "CNAME" in (one["type"], kind) for one in others):
            return 422, {
                "code": "DUPLICATE_RECORD",
                "message": "Another record with that name exists",
            }
        self.records = others + [{**row, "type": kind, "name": name} for row in said]
        return 200, None
