"""Takes lines from rsyslog to Elasticsearch: `deliver.py URL API_KEY_FILE CA_FILE`.

rsyslog hands a line over and waits for its word (omprog with confirmMessages and useTransactions).
Its word is given when Elasticsearch has the line; else rsyslog keeps it and comes again. Each line
is created under its own `event.id`: one that is there already is refused, and has arrived.

Runs by the host's Python and needs nothing else.
"""

import hashlib
import http.client
import json
import ssl
import sys
import syslog
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

TIMEOUT_S = 30.0
LONGEST = 30_000
ARRIVED = (200, 201, 409)
# Of the line, not of the moment: the same again would be refused again.
HOPELESS = (400, 413)
# Ubuntu 22.04 has Python 3.10, which has no datetime.UTC.
_UTC = timezone.utc  # noqa: UP017


class NotDelivered(Exception):
    """Try again later; the message says why not now."""


@dataclass(frozen=True)
class Line:
    """A document: its daily index, its id, and its JSON on one line."""

    index: str
    id: str
    body: str


def line_of(text: str) -> Line:
    """What has no name goes under its digest. What is no line of ours (cut off by a full disk) is
    kept as a message, on the day it was found."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    try:
        found = json.loads(text)
        at = datetime.fromisoformat(found["@timestamp"].replace("Z", "+00:00"))
        return Line(_index(at), _id(found) or digest, text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        now = datetime.now(_UTC)
        line = Line(_index(now), digest, text)
        return _plain(line, now.isoformat(), {"tags": ["_jsonparsefailure"]})


def refused(line: Line, reason: str) -> Line:
    """The same, as words alone: it is to be found even so."""
    at = json.loads(line.body)["@timestamp"]
    more = {"tags": ["_refused"], "error": {"message": reason[:1000]}}
    return _plain(line, at, more)


def _plain(line: Line, at: str, more: dict[str, Any]) -> Line:
    text = line.body[:LONGEST].encode("utf-8", "replace").decode()
    body = {"@timestamp": at, "message": text, "event": {"id": line.id}, **more}
    return Line(line.index, line.id, json.dumps(body))


def _id(found: dict[str, Any]) -> str:
    """Nested, or as a name with a dot."""
    event = found.get("event")
    name = event.get("id") if isinstance(event, dict) else found.get("event.id")
    return name if isinstance(name, str) else ""


def _index(at: datetime) -> str:
    return f"flask-logs-{at.astimezone(_UTC):%Y.%m.%d}"


class Elasticsearch:
    """One connection, kept open."""

    def __init__(self, url: str, key_file: Path, authority: Path) -> None:
        where = urlsplit(url)
        self._key_file = key_file
        self._http = http.client.HTTPSConnection(
            where.hostname or "",
            where.port or 9200,
            timeout=TIMEOUT_S,
            context=ssl.create_default_context(cafile=authority),
        )

    def create(self, lines: list[Line]) -> None:
        """Returns when it has them all. Raises NotDelivered."""
        hopeless = [refused(line, reason) for line, reason in self._create(lines)]
        if hopeless and (still := list(self._create(hopeless))):
            raise NotDelivered(still[0][1])

    def _create(self, lines: list[Line]) -> Iterator[tuple[Line, str]]:
        """Those that it will never take as they are, and why. Raises NotDelivered."""
        status, answer = self._ask(lines)
        if status in HOPELESS:
            if len(lines) > 1:
                for line in lines:
                    yield from self._create([line])
                return
            yield lines[0], f"{status}: {answer}"
            return
        if status != 200:
            raise NotDelivered(f"{status}: {str(answer)[:300]}")
        for line, item in zip(lines, answer["items"], strict=True):
            said = item["create"]
            if said["status"] in HOPELESS:
                yield line, json.dumps(said.get("error", ""))
            elif said["status"] not in ARRIVED:
                raise NotDelivered(f"{said['status']}: {json.dumps(said.get('error', ''))[:300]}")

    def _ask(self, lines: list[Line]) -> tuple[int, Any]:
        """Status and answer of one request."""
        body = "".join(
            f"{json.dumps({'create': {'_index': line.index, '_id': line.id}})}\n{line.body}\n"
            for line in lines
        )
        try:
            headers = {
                "Content-Type": "application/x-ndjson",
                # Read each time: it may have been replaced by a new one.
                "Authorization": f"ApiKey {self._key_file.read_text().strip()}",
            }
            self._http.request("POST", "/_bulk", body.encode("utf-8", "replace"), headers)
            response = self._http.getresponse()
            said = response.read()
            return response.status, json.loads(said) if response.status == 200 else said.decode()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._http.close()
            raise NotDelivered(f"{type(error).__name__}: {error}") from error


def serve(said: Iterable[str], answers: IO[str], elastic: Elasticsearch) -> None:
    """rsyslog's side of the talk, until it ends."""

    def answer(word: str) -> None:
        answers.write(f"{word}\n")
        answers.flush()

    answer("OK")
    waiting: list[Line] = []
    away = False
    for each in said:
        text = each.rstrip("\n")
        if text == "BEGIN TRANSACTION":
            waiting = []
            answer("OK")
        elif text != "COMMIT TRANSACTION":
            waiting.append(line_of(text))
            answer("DEFER_COMMIT")
        else:
            try:
                if waiting:
                    elastic.create(waiting)
            except NotDelivered as error:
                if not away:
                    syslog.syslog(syslog.LOG_WARNING, f"lines wait: {error}")
                away = True
                answer(f"lines wait: {error}".replace("\n", " ")[:500])
            else:
                if away:
                    syslog.syslog(syslog.LOG_NOTICE, "lines are delivered again")
                away = False
                answer("OK")


def main() -> None:
    url, key_file, authority = sys.argv[1:]
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    syslog.openlog("raconteur-shipper")
    serve(sys.stdin, sys.stdout, Elasticsearch(url, Path(key_file), Path(authority)))


if __name__ == "__main__":
    main()
