"""A model file from the Hugging Face hub: resumed where it stopped, checked, then put in place."""

import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

# The HTTP library of huggingface_hub, whose errors pass through it.
import httpx2
from huggingface_hub import HfFileMetadata, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
)

# hf_hub_download keeps nothing of a download that was interrupted; its own engine can go on.
from huggingface_hub.file_download import http_get
from huggingface_hub.utils import (  # type: ignore[attr-defined]
    build_hf_headers,
    disable_progress_bars,
)

from raconteur.models.catalogue import source
from raconteur.models.embedded import check_gguf
from raconteur.models.errors import Code, ModelError
from raconteur.models.seal import is_sealed, seal

_SHA256 = re.compile(r"[0-9a-f]{64}")
_STANDS = "The bundled model stands."


def pull(
    name: str, models_dir: Path, *, progress: bool = True, endpoint: str | None = None
) -> Path:
    """The file of a catalogue's name or of `owner/repository/file.gguf`.

    What an interrupted pull has fetched is kept, and the next one goes on from there. `endpoint`
    is another address of the hub. Raises ModelError with a sentence for the terminal.
    """
    repo, file = source(name)
    target = models_dir / Path(file).name
    try:
        url = hf_hub_url(repo, file, endpoint=endpoint)
        found = get_hf_file_metadata(url)
        if not is_sealed(target, found.etag or ""):
            models_dir.mkdir(parents=True, exist_ok=True)
            _fetch(url, found, target, progress)
    except _HUB_ERRORS as error:
        raise _meaning(name, error) from error
    except OSError as error:
        said = f"{name} cannot be kept in {models_dir}: {error.strerror or error}."
        raise ModelError("refused", said, permanent=True) from error
    return target


def partial(target: Path, etag: str) -> Path:
    """Where so much as has come of a file is kept until it is whole."""
    return target.with_name(f".{target.name}.{etag[:16]}.part")


def _fetch(url: str, found: HfFileMetadata, target: Path, progress: bool) -> None:
    part = partial(target, found.etag or "")
    for outdated in set(target.parent.glob(f".{target.name}.*.part")) - {part}:
        outdated.unlink()
    have = part.stat().st_size if part.exists() else 0
    missing = (found.size or 0) - have
    if shutil.disk_usage(target.parent).free < missing:
        said = f"The disk is full: {target.name} needs {missing / 1e9:.1f} GB in {target.parent}."
        raise ModelError("refused", said, permanent=True)
    if not progress:
        disable_progress_bars()
    headers = build_hf_headers()
    if urlsplit(found.location).netloc != urlsplit(url).netloc:
        headers.pop("authorization", None)  # the key is for the hub, not for its file servers
    with part.open("ab") as out:
        http_get(
            found.location,
            out,
            resume_size=have,
            headers=headers,
            expected_size=found.size,
            displayed_filename=target.name,
        )
    _check(part, found)
    part.replace(target)
    seal(target, found.etag or "")


def _check(part: Path, found: HfFileMetadata) -> None:
    """Large files have their SHA-256 as etag. What is wrong is removed: it cannot be mended."""
    try:
        if _SHA256.fullmatch(found.etag or ""):
            with part.open("rb") as opened:
                if hashlib.file_digest(opened, "sha256").hexdigest() != found.etag:
                    said = "What came from the hub is not the file it should be; it was not kept."
                    raise ModelError("nonsense", said)
        check_gguf(part)
    except ModelError:
        part.unlink()
        raise


_HUB_ERRORS = (httpx2.HTTPError, HFValidationError, OfflineModeIsEnabled)


def _meaning(name: str, error: Exception) -> ModelError:
    code: Code
    match error:
        case GatedRepoError():
            code, said = "unauthorised", "its licence must be accepted on the hub first"
        case RepositoryNotFoundError() | RemoteEntryNotFoundError() | HFValidationError():
            code, said = "not_found", "the hub does not have it"
        case HfHubHTTPError():
            code, said = "refused", f"the hub refused ({error.response.status_code})"
        case OfflineModeIsEnabled():
            code, said = "unreachable", "HF_HUB_OFFLINE is set"
        case _:
            code, said = "unreachable", "the hub cannot be reached"
    sentence = f"{name} could not be fetched: {said}. {_STANDS}"
    return ModelError(code, sentence, permanent=code != "unreachable")
