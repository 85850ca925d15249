"""A letter, and to whom one can be sent."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, make_msgid

# What `MAIL FROM` and `RCPT TO` carry without extensions: nothing in it ends a line, quotes, or
# begins a second address.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
LONGEST = 254


class MailError(Exception):
    """It could not be sent; says why, and to nobody for whom. `passing`: it may work later."""

    def __init__(self, message: str, *, passing: bool) -> None:
        super().__init__(message)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Letter:
    """to: one address. subject: one line. text: plain, in lines of their own length."""

    to: str
    subject: str
    text: str


def is_address(value: str) -> bool:
    return len(value) <= LONGEST and _ADDRESS.fullmatch(value) is not None


def message(letter: Letter, sender: str) -> EmailMessage:
    """As it goes over the wire. Raises ValueError for a header of more than one line."""
    if not is_address(letter.to):
        raise ValueError("not an address")
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, letter.to, letter.subject
    made["Date"] = format_datetime(localtime())
    # Not by the machine's own name, which is nobody's business.
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    # No robot should answer a robot (RFC 3834).
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte="quoted-printable")
    return made
