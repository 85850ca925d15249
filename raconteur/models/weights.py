"""Which file of weights this machine writes with."""

from pathlib import Path

from raconteur.models import bundled
from raconteur.models.embedded import check_gguf
from raconteur.models.errors import ModelError


def chosen(file: Path | None, models_dir: Path) -> Path:
    """The GGUF file that was named, else the bundled one where it was fetched.

    Raises ModelError (not_found) with a sentence that says what to do.
    """
    if file is None:
        file = bundled.path(models_dir)
        if not file.is_file():
            said = f"no model in {models_dir} yet; `raconteur models fetch` gets it"
            raise ModelError("not_found", said, permanent=True)
    check_gguf(file)
    return file
