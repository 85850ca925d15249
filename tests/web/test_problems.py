"""Problems say which one they are, and the page has words of its own for each."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy.exc import OperationalError

from raconteur.models.errors import Code
from raconteur.services.errors import ConflictKind
from raconteur.store.audit import What
from raconteur.store.base import Session
from raconteur.web.problems import body
from raconteur.web.schemas.common import In
from tests.conftest import Api

LOCALES = Path(__file__).parents[2] / "frontend/src/app/locales"
# What only a program can get wrong: the page never lets a person fill these in.
NOT_TYPED = {"prompt_id", "revision", "head", "after", "craft", "unattended"}
NOT_TYPED |= {"code", "role", "disabled", "scopes", "days"}
# Whose forms have sentences of their own.
PASSWORDS = {"password", "old", "new"}
AMOUNTS = {"tokens_a_day", "cost_a_month", "each_tokens_a_day", "currency", "prices", "completion"}
CONNECTING = {"label", "url", "key", "shared"}
# Chosen from lists and by switches.
CHOSEN = {"band", "family", "family_id", "guardian", "may_write", "preview", "reader_id"}
# What the door and the roles refuse, besides conflicts.
REFUSALS = {"csrf", "role", "gateway", "unfit", "guardian", "lastGuardian"}


def words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LOCALES / "en.json").read_text())
    return found


def test_a_problem_with_a_kind_has_a_type_of_its_own() -> None:
    assert body(409, "No.", kind="changed").type == "urn:raconteur:problem:changed"
    assert body(404, "No.").type == "about:blank"


def test_what_nobody_foresaw_tells_nothing_of_the_inside(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    api: Api = request.getfixturevalue("api")

    def broken(_session: Session) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(Session, "commit", broken)
    answer = api.post("/api/prompts", json={"content": "An owl"})
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


def test_a_model_that_does_not_answer_says_why(api: Api) -> None:
    answer = api.post("/api/models/url/test", json={})
    assert answer.status_code == 502
    assert answer.json["type"] == "urn:raconteur:problem:model-unreachable"


def test_a_database_that_is_lost_on_the_way_promises_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception(), connection_invalidated=True)

    monkeypatch.setattr(Session, "commit", lost)
    answer = api.post("/api/prompts", json={"content": "An owl"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Nothing was changed" not in answer.json["detail"]


def test_the_page_has_a_sentence_for_every_conflict_and_every_fault_of_a_model() -> None:
    assert set(words()["error"]["kind"]) == set(get_args(ConflictKind)) | REFUSALS
    # Whoever cancels a model's answer records why themselves.
    assert set(get_args(Code)) - {"cancelled"} <= set(words()["story"]["failed"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_has_a_sentence_for_everything_the_audit_log_knows(language: str) -> None:
    page = json.loads((LOCALES / f"{language}.json").read_text())
    said = set(page["people"]["audit"]["said"]) | set(page["family"]["audit"])
    # What is counted has a sentence for one and one for several.
    assert set(get_args(What)) <= {each.partition("_")[0] for each in said}


def test_the_page_has_a_rule_for_every_field_a_person_fills_in() -> None:
    fields = {name for model in In.__subclasses__() for name in model.model_fields}
    own = NOT_TYPED | PASSWORDS | AMOUNTS | CONNECTING | CHOSEN
    assert set(words()["error"]["field"]) == fields - own
