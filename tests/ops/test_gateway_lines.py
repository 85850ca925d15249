"""The gateway's lines have names that Elasticsearch knows, and one that is theirs alone."""

import json
import re

from ops import nginx
from ops.elastic.mapping import FIELDS, GATEWAY
from ops.rsyslog.deliver import line_of
from ops.shipping import GATEWAY as FILE
from tests.ops.log_hosts import ALONE

NUMBERS = ("$status", "$bytes_sent", "$nanoseconds")


def form() -> tuple[str, str]:
    """Of each line, and the file they go to."""
    files = nginx.files(ALONE, ALONE.hosts[0]).values()
    [said] = [text for text in files if "log_format ecs" in text]
    found = re.search(r"log_format ecs escape=json(.*?);\naccess_log (\S+) ecs;", said, re.DOTALL)
    assert found
    return "".join(re.findall(r"'([^']*)'", found[1])), found[2]


def test_its_names_are_known() -> None:
    line, file = form()
    for number in NUMBERS:
        line = line.replace(number, "1")
    found = json.loads(line)
    assert set(found) <= set(FIELDS)
    assert set(found) >= set(GATEWAY)
    assert file == FILE


def test_a_line_goes_by_the_name_of_its_request() -> None:
    line, _ = form()
    values = {"$time_iso8601": "2026-11-23T10:00:00+00:00", "$request_id": "9d1f", "$status": "200"}
    for name, value in (values | dict.fromkeys(NUMBERS[1:], "1")).items():
        line = line.replace(name, value)
    assert line_of(line).id == "9d1f"
    assert line_of(line).index == "flask-logs-2026.11.23"
