"""`raconteur openapi`: the API as others can read it."""

import json
from pathlib import Path

import click

from raconteur.settings import Settings


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def openapi(path: Path) -> None:
    """Write the API's OpenAPI description to PATH."""
    from raconteur.web.app import create_app

    app = create_app(Settings(database_url="sqlite://"))
    with app.app_context():
        spec = json.dumps(app.spec, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(spec + "\n", encoding="utf-8")
