"""What leaves the machine, to whom and when."""

from raconteur.services.privacy import What, When
from raconteur.web.schemas.common import Out


class OutboundOut(Out):
    """Who is told something. `to` is an address for administrators, for others the server's name;
    `yours`: you connected it."""

    to: str
    what: What
    when: When
    yours: bool


class RetentionOut(Out):
    """Days after which it is removed for good; null: it stays."""

    trash_days: int | None
    audit_days: int | None
    notes_days: int | None


class PrivacyOut(Out):
    outbound: list[OutboundOut]
    retention: RetentionOut
    telemetry: bool
