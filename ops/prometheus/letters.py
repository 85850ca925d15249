"""By which mail server an alert reaches whoever runs the site: the one that Raconteur sends by."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ops.inventory import Inventory


@dataclass(frozen=True)
class Letters:
    """server: host and port; empty where no mail can be sent, and alerts are only shown."""

    to: str = ""
    sender: str = ""
    server: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    by_tls: bool = True

    @classmethod
    def of(cls, inventory: Inventory) -> "Letters":
        file = inventory.secrets.get("SMTP_URL")
        if file is None or not inventory.site.mail:
            return cls()
        url = urlsplit(file.read_text(encoding="utf-8").strip())
        port = url.port or (465 if url.scheme == "smtps" else 587)
        return cls(
            to=inventory.site.mail,
            sender=inventory.settings.get("SMTP_FROM", inventory.site.mail),
            server=f"{url.hostname}:{port}",
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            # As Raconteur does: only a server on the same machine may do without.
            by_tls=url.hostname not in ("127.0.0.1", "localhost", "::1"),
        )
