"""What leaves the machine, to whom and when; and how long things are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from raconteur.models.connection import is_loopback
from raconteur.services.acting import Acting
from raconteur.services.permissions import ADMINISTRATOR
from raconteur.settings import Settings
from raconteur.store import connections

# story      what is asked for, of whom it tells, and what is written so far
# judgement  texts, to be judged whether they are fit for their reader
# mail       an address, and a link for a new password
# sign-in    that somebody signs in
# weights    nothing of anybody's: a model is fetched
# library    everything that is kept
What = Literal["story", "judgement", "mail", "sign-in", "weights", "library"]
When = Literal["writing", "judging", "forgotten", "signing-in", "starting", "always"]

# By its name: which address pip asks is for whoever set it up to know.
PYTHON_INDEX = "PyPI"


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told something. `to`: an address; `yours`: whoever looks at it connected it."""

    to: str
    what: What
    when: When
    yours: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Days; None is for ever."""

    trash_days: int | None
    audit_days: int | None
    notes_days: int | None


@dataclass(frozen=True, slots=True)
class Policy:
    """As the settings have it, without anything secret."""

    told: Sequence[Told]
    kept: Kept


def policy(settings: Settings) -> Policy:
    days = settings.keep_trash_days, settings.keep_audit_days, settings.keep_notes_days
    return Policy(tuple(_told(settings)), Kept(*(each or None for each in days)))


def outbound(acting: Acting, by_settings: Policy) -> list[Told]:
    """For whoever asks: administrators are shown addresses, others the servers' names."""
    added = [
        Told(_without_credentials(each.url), "story", "writing", each.user_id == acting.user_id)
        for each in connections.listed(acting.session, acting.user_id)
        if _is_elsewhere(each.url)
    ]
    every = [*by_settings.told, *added]
    if acting.visitor.role == ADMINISTRATOR:
        return every
    return [Told(_host(each.to), each.what, each.when, each.yours) for each in every]


def _told(settings: Settings) -> Iterator[Told]:
    found: list[tuple[str, What, When]] = [
        (settings.model_url, "story", "writing"),
        (settings.ollama_url, "story", "writing"),
        (
            settings.moderation_url if settings.moderation == "endpoint" else "",
            "judgement",
            "judging",
        ),
        (settings.bus_url, "story", "writing"),
        (settings.database_url, "library", "always"),
        (settings.oidc_issuer, "sign-in", "signing-in"),
        (settings.smtp_url, "mail", "forgotten"),
    ]
    for url, what, when in found:
        if _is_elsewhere(url):
            yield Told(_without_credentials(url), what, when)
    if not settings.model_url and settings.model_file is None:
        yield Told(PYTHON_INDEX, "weights", "starting")


def _is_elsewhere(url: str) -> bool:
    host = urlsplit(url or "").hostname
    return bool(host) and not is_loopback(host or "")


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _without_credentials(url: str) -> str:
    """Nor what follows a `?`, where databases take passwords too."""
    found = urlsplit(url)
    return f"{found.scheme}://{found.netloc.rpartition('@')[2]}{found.path}"
