"""A mail server on this machine, as a provider's would be: STARTTLS, a certificate, a password."""

import datetime as dt
import queue
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.parts.process import free_port

USER, PASSWORD = "raconteur@example.com", "p@ss/w:rd"


@dataclass
class Mailbox:
    """What came; who waits for the next takes it from `arrived`.

    refuses  answers of the server's own to `RCPT TO`, each given once
    secured  of each letter whether it came by TLS
    """

    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    arrived: "queue.SimpleQueue[EmailMessage]" = field(default_factory=queue.SimpleQueue)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]
    ) -> str:
        if self.refuses:
            return self.refuses.pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert server.transport is not None
        assert isinstance(envelope.content, bytes)
        found = message_from_bytes(envelope.content, policy=default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        self.arrived.put(found)
        self.receivers += envelope.rcpt_tos
        self.secured.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


def serve(box: Mailbox, context: ssl.SSLContext | None, *, implicit: bool = False) -> Controller:
    """A server that is to be stopped: with TLS after STARTTLS, or from the first byte, and with a
    password; or without `context` neither."""
    secured = {"auth_required": True, "authenticator": _knows}
    starttls = {"require_starttls": True, "tls_context": context}
    over = {"ssl_context": context, "auth_require_tls": False}
    more: dict[str, Any] = {**secured, **(over if implicit else starttls)} if context else {}
    made = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
    made.start()
    return made


def _knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == known, handled=False)


def certificate(folder: Path, name: str = "localhost") -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's, and that of somebody who trusts who signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    moment = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(name)]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - dt.timedelta(hours=1))
        .not_valid_after(moment + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(
        cadata=made.public_bytes(serialization.Encoding.PEM).decode()
    )
