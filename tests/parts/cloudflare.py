"""A stub of Cloudflare's API, version 4: the zone, its records, and how it says no.

Written from its documents: a bearer token, answers in an envelope, pages, records each with an id,
names that lose the dot at their end, the time to live 1 where it stands before a name itself.
"""

from itertools import count
from typing import Any

from tests.parts.answering import Answering, Question

BASE = "/client/v4"
TOKEN = "a-token-of-cloudflare"
REFUSED = {
    "success": False,
    "errors": [{"code": 9109, "message": "Invalid access token"}],
    "messages": [],
    "result": None,
}
TOO_MANY = {
    "success": False,
    "errors": [{"code": 971, "message": "Please wait and consider throttling your request speed"}],
    "messages": [],
    "result": None,
}


class Cloudflare(Answering):
    def __init__(self, zones: tuple[str, ...] = ("example.com",)) -> None:
        super().__init__(self._answer)
        self.zones = {f"{place:032x}": name for place, name in enumerate(zones, 1)}
        self.records: dict[str, dict[str, Any]] = {}
        self._ids = count(1)

    @property
    def api(self) -> str:
        return self.url + BASE

    def hold(self, kind: str, name: str, content: str, ttl: int = 1, **more: Any) -> None:
        """A record that is there already, as somebody made it on Cloudflare's page."""
        self._keep(
            next(iter(self.zones)),
            {"type": kind, "name": name, "content": content, "ttl": ttl, **more},
        )

    def held(self, kind: str, name: str) -> list[dict[str, Any]]:
        return [one for one in self.records.values() if (one["type"], one["name"]) == (kind, name)]

    def _keep(self, zone: str, said: dict[str, Any], number: str = "") -> dict[str, Any]:
        number = number or f"{next(self._ids):032x}"
        record = {
            "id": number,
            "zone_id": zone,
            "proxied": False,
            "comment": None,
            "tags": [],
            **said,
        }
        if record["type"] in ("CNAME", "MX"):
            record["content"] = record["content"].rstrip(".")
        if record["type"] == "CAA":
            data = record["data"]
            record["content"] = f'{data["flags"]} {data["tag"]} "{data["value"]}"'
        if record["proxied"]:
            record["ttl"] = 1
        self.records[number] = record
        return record

    def _answer(self, question: Question) -> tuple[int, Any]:
        if question.headers.get("authorization") != f"Bearer {TOKEN}":
            return 403, REFUSED
        match question.path.removeprefix(BASE).strip("/").split("/"):
            case ["zones"] if question.method == "GET":
                found = [{"id": key, "name": name} for key, name in self.zones.items()]
                return 200, _paged(found, question)
            case ["zones", zone, "dns_records"] if zone in self.zones:
                return self._records(zone, question)
            case ["zones", zone, "dns_records", number] if number in self.records:
                return self._record(zone, number, question)
        return 404, {"success": False, "errors": [{"code": 7003, "message": "Could not route"}]}

    def _records(self, zone: str, question: Question) -> tuple[int, Any]:
        if question.method == "GET":
            return 200, _paged(list(self.records.values()), question)
        said = question.body
        for other in self.records.values():
            if other["name"] == said["name"] and "CNAME" in (other["type"], said["type"]):
                return 400, {
                    "success": False,
                    "errors": [
                        {"code": 81053, "message": "A record with that host already exists."}
                    ],
                }
        return 200, _one(self._keep(zone, said))

    def _record(self, zone: str, number: str, question: Question) -> tuple[int, Any]:
        if question.method == "DELETE":
            del self.records[number]
            return 200, _one({"id": number})
        return 200, _one(self._keep(zone, question.body, number))


def _one(result: dict[str, Any]) -> dict[str, Any]:
    return {"success": True, "errors": [], "messages": [], "result": result}


def _paged(found: list[dict[str, Any]], question: Question) -> dict[str, Any]:
    page, size = int(question.query["page"]), int(question.query["per_page"])
    here = found[(page - 1) * size : page * size]
    info = {"page": page, "per_page": size, "count": len(here), "total_count": len(found)}
    return {"success": True, "errors": [], "messages": [], "result": here, "result_info": info}
