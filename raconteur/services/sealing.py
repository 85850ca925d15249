"""Keys that people give for their models, sealed for the database.

AES-256-GCM with a key made from RACONTEUR_SECRET_KEY. What a seal is about (whose key, for which
server) is bound to it: moved to another row, or to another address, it does not open.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MADE_FOR = b"raconteur: keys of models, 1"
_VERSION = "1:"
_NONCE_BYTES, _TAG_BYTES = 12, 16


class SealingError(Exception):
    """Something cannot be sealed, or not be opened; the message says what to do."""


class Seals:
    """The first key seals, all of them open.

    file  where a key is kept that is made when there is none; None: none is made
    """

    def __init__(self, keys: Sequence[str] = (), file: Path | None = None) -> None:
        self._given, self._file = tuple(keys), file

    def seal(self, secret: str, about: str) -> str:
        """Raises SealingError where there is no key and none is to be made."""
        key = next(iter(self._keys()), None) or self._made()
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + _cipher(key).encrypt(nonce, secret.encode(), about.encode())
        return _VERSION + base64.urlsafe_b64encode(sealed).decode()

    def open(self, sealed: str, about: str) -> str:
        """Raises SealingError."""
        # Heavy, and only those who have sealed keys need it.
        from cryptography.exceptions import InvalidTag

        nonce, text = _unpacked(sealed)
        for key in self._keys():
            try:
                return _cipher(key).decrypt(nonce, text, about.encode()).decode()
            except InvalidTag:
                continue
        raise SealingError(
            "the key was sealed with another RACONTEUR_SECRET_KEY: set that one again, also after "
            "a comma behind a new one, or type the key again"
        )

    def is_newest(self, sealed: str, about: str) -> bool:
        """Whether the key that seals now opens it."""
        newest = self._keys()[:1]
        try:
            Seals(newest).open(sealed, about)
        except SealingError:
            return False
        return True

    def _keys(self) -> list[str]:
        if self._file is None:
            return list(self._given)
        try:
            return [*self._given, self._file.read_text().strip()]
        except FileNotFoundError:
            return list(self._given)
        except OSError as error:
            raise SealingError(f"{self._file}: {error.strerror or error}") from error

    def _made(self) -> str:
        if self._file is None:
            raise SealingError(
                "no key can be kept here yet. Whoever runs this server sets RACONTEUR_SECRET_KEY, "
                "the same for all its processes"
            )
        try:
            _keep(self._file, secrets.token_urlsafe(32))
        except OSError as error:
            raise SealingError(f"{self._file}: {error.strerror or error}") from error
        return self._keys()[0]


def _unpacked(sealed: str) -> tuple[bytes, bytes]:
    """Raises SealingError for what is no seal."""
    try:
        packed = base64.urlsafe_b64decode(sealed.removeprefix(_VERSION))
    except ValueError:
        packed = b""
    if not sealed.startswith(_VERSION) or len(packed) < _NONCE_BYTES + _TAG_BYTES:
        raise SealingError("what is kept is no sealed key: type the key again")
    return packed[:_NONCE_BYTES], packed[_NONCE_BYTES:]


def _keep(file: Path, key: str) -> None:
    """A file that only its owner reads, there whole or not at all; one that is there stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w") as opened:
            opened.write(f"{key}\n")
            opened.flush()
            os.fsync(opened.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(part, file)
    finally:
        part.unlink(missing_ok=True)


def _cipher(key: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # The key is long and by chance (see `settings`): nothing slower is needed.
    return AESGCM(hmac.new(_MADE_FOR, key.encode(), hashlib.sha256).digest())
