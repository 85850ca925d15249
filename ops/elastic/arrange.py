"""Tells Elasticsearch about the lines, and makes keys: `arrange.py URL CA_FILE PASSWORD_FILE ...`

    put FOLDER                 lifecycle, index template, role of readers; as often as wanted
    key RIGHTS_FILE NAME       a key with these rights, printed; a former one of this name ends
    key RIGHTS_FILE NAME --plain   the same, as Logstash wants it
    token                      a token for Kibana, printed

As the user `elastic`. Runs by the host's Python and needs nothing else.
"""

import base64
import json
import ssl
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


class Refused(Exception):
    """What Elasticsearch said, in one line."""


class Elasticsearch:
    def __init__(self, url: str, authority: Path, password: str) -> None:
        self._url = url
        self._name = base64.b64encode(f"elastic:{password}".encode()).decode()
        tls = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority))
        self._opener = urllib.request.build_opener(tls, urllib.request.ProxyHandler({}))

    def ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Raises Refused, OSError."""
        headers = {"Authorization": f"Basic {self._name}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        where = self._url + path
        request = urllib.request.Request(where, data, headers, method=method)  # noqa: S310 (ours)
        try:
            with self._opener.open(request, timeout=60) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8", "replace")[:500]
            raise Refused(f"{method} {path}: {error.code} {said}") from error


def put(elastic: Elasticsearch, folder: Path) -> None:
    """In this order: a template names its lifecycle."""
    for path, name in (
        ("/_ilm/policy/flask-logs", "lifecycle.json"),
        ("/_index_template/flask-logs", "template.json"),
        ("/_security/role/raconteur-reader", "role-reader.json"),
    ):
        elastic.ask("PUT", path, json.loads((folder / name).read_text()))
        print(f"put {path}", file=sys.stderr)


def key(elastic: Elasticsearch, rights: Path, name: str, *, plain: bool) -> str:
    """As a header wants it, or `id:key`."""
    try:
        elastic.ask("DELETE", "/_security/api_key", {"name": name, "owner": True})
    except Refused as refused:
        if ": 404 " not in str(refused):
            raise
    descriptors = {"shipper": json.loads(rights.read_text())}
    wish = {"name": name, "role_descriptors": descriptors}
    made = elastic.ask("POST", "/_security/api_key", wish)
    return f"{made['id']}:{made['api_key']}" if plain else str(made["encoded"])


def token(elastic: Elasticsearch) -> str:
    path = "/_security/service/elastic/kibana/credential/token"
    return str(elastic.ask("POST", path)["token"]["value"])


def main(words: list[str]) -> int:
    try:
        url, authority, password, command, *rest = words
        elastic = Elasticsearch(url, Path(authority), Path(password).read_text().strip())
        if command == "put" and len(rest) == 1:
            put(elastic, Path(rest[0]))
        elif command == "key" and len(rest) in (2, 3):
            print(key(elastic, Path(rest[0]), rest[1], plain=rest[2:] == ["--plain"]))
        elif command == "token" and not rest:
            print(token(elastic))
        else:
            raise ValueError
    except ValueError:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    except (Refused, OSError) as error:
        print(f"arrange.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
