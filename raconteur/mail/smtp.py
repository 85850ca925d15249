"""A mail server: `smtps://` speaks TLS from the first byte, `smtp://` after STARTTLS.

Who we speak to is verified as a browser would; a private authority is named by `SSL_CERT_FILE`. A
server on this machine that offers no TLS is spoken to without: nobody is on the way.
"""

import ipaddress
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from raconteur.mail.letter import Letter, MailError, message

# Seconds for each step.
TIMEOUT_S = 20.0
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """implicit: TLS from the first byte."""

    host: str
    port: int
    user: str
    password: str
    implicit: bool

    @property
    def is_here(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def server(url: str) -> Server:
    """Of an address that `settings` has looked at."""
    parts = urlsplit(url)
    return Server(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit=parts.scheme == "smtps",
    )


class Smtp:
    """One connection a letter: there are few."""

    def __init__(self, url: str, sender: str, trusted: ssl.SSLContext | None = None) -> None:
        self._server, self._sender = server(url), sender
        self._trusted = trusted or ssl.create_default_context()

    def send(self, letter: Letter) -> None:
        """Raises MailError."""
        whole = message(letter, self._sender)
        try:
            with self._connected() as smtp:
                if self._server.user:
                    smtp.login(self._server.user, self._server.password)
                smtp.sendmail(self._sender, [letter.to], whole.as_bytes())
        except smtplib.SMTPNotSupportedError as error:
            raise MailError(f"{self._server.host}: {error}", passing=False) from None
        except smtplib.SMTPRecipientsRefused as error:
            # What the server says names the address.
            [(code, _)] = error.recipients.values()
            raise _refused(f"{self._server.host}: the address was refused", code) from None
        except smtplib.SMTPResponseException as error:
            said = f"{self._server.host}: {type(error).__name__}"
            raise _refused(said, error.smtp_code) from None
        except (smtplib.SMTPException, OSError) as error:
            verified = not isinstance(error, ssl.SSLCertVerificationError)
            raise MailError(f"{self._server.host}: {error}", passing=verified) from None

    def _connected(self) -> smtplib.SMTP:
        there = self._server
        # How we are called: by the sender's domain, not by this machine's own name.
        name = self._sender.rpartition("@")[2]
        if there.implicit:
            return smtplib.SMTP_SSL(
                there.host, there.port, name, timeout=TIMEOUT_S, context=self._trusted
            )
        smtp = smtplib.SMTP(there.host, there.port, name, timeout=TIMEOUT_S)
        try:
            smtp.ehlo()
            if smtp.has_extn("starttls") or not there.is_here:
                smtp.starttls(context=self._trusted)
                smtp.ehlo()
        except BaseException:
            with suppress(OSError):
                smtp.close()
            raise
        return smtp


def _refused(said: str, code: int) -> MailError:
    return MailError(f"{said} ({code})", passing=400 <= code < 500)
