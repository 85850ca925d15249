"""The files that a host gets are written from templates, here and never on the host."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    # What is written is configuration, never HTML.
    autoescape=False,  # noqa: S701
)


def render(name: str, **values: object) -> str:
    """A template below ops/ (`nginx/site.conf.j2`) with its values.

    Raises jinja2.UndefinedError where a value is missing.
    """
    return _templates.get_template(name).render(**values)
