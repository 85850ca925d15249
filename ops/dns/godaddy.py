"""GoDaddy as a provider of octoDNS, through lexicon, so that both are planned in one way.

GoDaddy's API replaces whole sets: all records of one name and type by one request. lexicon's own
way to create and update knows no priority (MX) and no change of a TTL, and waits for ever, so
from it come the domain, the authorization and the verbs, and from here the sets.
"""

import logging
from typing import Any
from urllib.parse import quote

import requests
from lexicon._private.providers.godaddy import Provider as Lexicon
from lexicon.config import ConfigResolver
from octodns.provider.base import BaseProvider
from octodns.provider.plan import Plan
from octodns.record import Delete, Record
from octodns.zone import Zone
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

API = "https://api.godaddy.com/v1"
WAIT_S = 30
# What its API takes, and the TTLs that it accepts. CAA records are made on its page alone.
TYPES = frozenset(("A", "AAAA", "CNAME", "MX", "TXT"))
LEAST_TTL_S, MOST_TTL_S = 600, 604_800
# A new domain has an A record of this in the place of an address.
PARKED = "Parked"


class Api(Lexicon):
    """lexicon's provider: one domain's, every wait bounded."""

    def __init__(self, domain: str, key: str, secret: str, api: str) -> None:
        options = {"auth_key": key, "auth_secret": secret}
        names = {"provider_name": "godaddy", "domain": domain}
        resolver: Any = ConfigResolver
        start: Any = super().__init__
        start(resolver().with_dict({**names, "godaddy": options}))
        self.api_endpoint = api.rstrip("/")
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"sso-key {key}:{secret}"
        # It answers 409 for a moment after each change.
        again = Retry(total=6, backoff_factor=0.25, status_forcelist=[409], allowed_methods=None)
        adapter = HTTPAdapter(max_retries=again)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def get_root_domain_name(self) -> str:
        """The domain as it is said: nothing is guessed, and no list of endings is fetched."""
        return self.domain

    def _request(
        self,
        action: str = "GET",
        url: str = "/",
        data: Any = None,
        query_params: dict[str, Any] | None = None,
    ) -> Any:
        answer = self._session.request(
            action, self.api_endpoint + url, json=data, params=query_params, timeout=WAIT_S
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def rows(self) -> list[dict[str, Any]]:
        """Every record: {"type", "name" ("@" is the domain), "data", "ttl", "priority"?}."""
        found = self._get(f"/domains/{self.domain}/records")
        return [row for row in found if row["type"] in TYPES]

    def replace(self, kind: str, name: str, rows: list[dict[str, Any]]) -> None:
        self._request("PUT", self._set(kind, name), rows)

    def remove(self, kind: str, name: str) -> None:
        self._delete(self._set(kind, name))

    def _set(self, kind: str, name: str) -> str:
        return f"/domains/{self.domain}/records/{kind}/{quote(name or '@', safe='@')}"


class GoDaddy(BaseProvider):  # type: ignore[misc]
    """Raises requests' exceptions, as they come."""

    SUPPORTS_GEO = False
    SUPPORTS_DYNAMIC = False
    SUPPORTS = TYPES

    def __init__(self, domain: str, key: str, secret: str, api: str = "") -> None:
        self.log = logging.getLogger("GoDaddy")
        super().__init__("godaddy")
        self.api = Api(domain, key, secret, api or API)

    def populate(
        self,
        zone: Zone,
        target: bool = False,  # noqa: ARG002 - octoDNS says it
        lenient: bool = False,
    ) -> bool:
        sets: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in self.api.rows():
            name = "" if row["name"] == "@" else row["name"].lower()
            sets.setdefault((name, row["type"]), []).append(row)
        for (name, kind), rows in sets.items():
            held = [row for row in rows if row["data"] != PARKED]
            if held:
                data = {"type": kind, "ttl": rows[0]["ttl"], **_held(kind, held, zone.name)}
                zone.add_record(Record.new(zone, name, data, source=self, lenient=lenient))
        return True

    def _process_desired_zone(self, desired: Zone) -> Zone:
        for record in desired.records:
            ttl = min(MOST_TTL_S, max(LEAST_TTL_S, record.ttl))
            if ttl != record.ttl:
                accepted = record.copy()
                accepted.ttl = ttl
                desired.add_record(accepted, replace=True)
        return super()._process_desired_zone(desired)

    def _apply(self, plan: Plan) -> None:
        # Removed first: a name's CNAME must be gone before it can have an address.
        for change in sorted(plan.changes, key=lambda change: not isinstance(change, Delete)):
            if isinstance(change, Delete):
                self.api.remove(change.existing._type, change.existing.name)
            else:
                self.api.replace(change.new._type, change.new.name, _rows(change.new))


def _held(kind: str, rows: list[dict[str, Any]], zone: str) -> dict[str, Any]:
    """What octoDNS calls the values of these rows."""

    def full(data: str) -> str:
        return zone if data == "@" else f"{data.rstrip('.')}."

    if kind == "CNAME":
        return {"value": full(rows[0]["data"])}
    if kind == "MX":
        return {
            "values": [
                {"preference": row.get("priority", 0), "exchange": full(row["data"])}
                for row in rows
            ]
        }
    if kind == "TXT":
        return {"values": [row["data"].replace(";", "\\;") for row in rows]}
    return {"values": [row["data"] for row in rows]}


def _rows(record: Any) -> list[dict[str, Any]]:
    """The rows of one record set, as the API takes them."""
    if record._type == "CNAME":
        found = [{"data": record.value.rstrip(".")}]
    elif record._type == "MX":
        found = [
            {"data": value.exchange.rstrip("."), "priority": value.preference}
            for value in record.values
        ]
    elif record._type == "TXT":
        found = [{"data": value.replace("\\;", ";")} for value in record.values]
    else:
        found = [{"data": str(value)} for value in record.values]
    named = {"type": record._type, "name": record.name or "@", "ttl": record.ttl}
    return [{**named, **row} for row in found]
