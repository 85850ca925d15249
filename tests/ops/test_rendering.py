"""Templates are rendered strictly."""

import pytest
from jinja2 import DictLoader, UndefinedError

from ops import rendering


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    loader = DictLoader({"a.conf.j2": "{% if on %}\nlisten {{ port }};\n{% endif %}\n"})
    monkeypatch.setattr(rendering._templates, "loader", loader)


def test_a_template_leaves_no_empty_lines_where_its_conditions_stood() -> None:
    assert rendering.render("a.conf.j2", on=True, port=80) == "listen 80;\n"


def test_a_missing_value_is_an_error_and_no_empty_word() -> None:
    with pytest.raises(UndefinedError, match="port"):
        rendering.render("a.conf.j2", on=True)
