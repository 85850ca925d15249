"""Elasticsearch is told about the lines, and each shipper has a key of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from ops.elastic import arrange


class Elastic(arrange.Elasticsearch):
    def __init__(self, *refuses: str) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self._refuses = refuses

    def ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        self.asked.append((method, path, body))
        if method in self._refuses:
            raise arrange.Refused(f"{method} {path}: 404 {{}}")
        return {"id": "i", "api_key": "k", "encoded": "aTpr", "token": {"value": "t"}}


def test_a_template_comes_after_the_lifecycle_it_names(tmp_path: Path) -> None:
    for name in ("lifecycle", "template", "role-reader"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"of": name}))
    elastic = Elastic()
    arrange.put(elastic, tmp_path)
    assert elastic.asked == [
        ("PUT", "/_ilm/policy/flask-logs", {"of": "lifecycle"}),
        ("PUT", "/_index_template/flask-logs", {"of": "template"}),
        ("PUT", "/_security/role/raconteur-reader", {"of": "role-reader"}),
    ]


@pytest.mark.parametrize("refuses", [(), ("DELETE",)])
def test_a_new_key_ends_the_one_before_it(tmp_path: Path, refuses: tuple[str, ...]) -> None:
    rights = tmp_path / "key.json"
    rights.write_text('{"cluster": []}')
    elastic = Elastic(*refuses)
    assert arrange.key(elastic, rights, "pens", plain=False) == "aTpr"
    assert elastic.asked == [
        ("DELETE", "/_security/api_key", {"name": "pens", "owner": True}),
        (
            "POST",
            "/_security/api_key",
            {"name": "pens", "role_descriptors": {"shipper": {"cluster": []}}},
        ),
    ]


def test_logstash_wants_a_key_in_its_own_form(tmp_path: Path) -> None:
    rights = tmp_path / "key.json"
    rights.write_text("{}")
    assert arrange.key(Elastic(), rights, "pens", plain=True) == "i:k"


def test_kibana_gets_a_token() -> None:
    elastic = Elastic()
    assert arrange.token(elastic) == "t"
    [(method, path, _)] = elastic.asked
    assert (method, path) == ("POST", "/_security/service/elastic/kibana/credential/token")


@pytest.mark.parametrize("words", [[], ["put"], ["https://x", "ca", "password"]])
def test_a_wrong_call_says_how_it_is_called(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert arrange.main(words) == 2
    assert "put FOLDER" in capsys.readouterr().err


def test_what_is_missing_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert arrange.main(["https://127.0.0.1:1", "/no/ca", "/no/password", "token"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("arrange.py: ")
    assert said.count("\n") == 1
