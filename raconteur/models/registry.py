"""The models that can write here: the embedded one, the one by URL, and what an Ollama holds."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from raconteur.craft.pen import Abilities
from raconteur.models.choice import GUIDED, LANGUAGES, Kind, ModelChoice
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.presence import Presence
from raconteur.models.sentences import describe, why_not

# How long a finding is believed: a server may be started, stopped or given another model.
FRESH_S = 30.0
STALE_S = 5.0

# How the ids of discovered models begin.
DISCOVERED = "ollama:"

Probe = Callable[[str, str, str | None], Abilities]

# What is assumed of a server that has not been reached yet.
UNKNOWN = Abilities(
    completion=False,
    grammar=False,
    chat=True,
    context_tokens=8192,
    capable=True,
    prefix=False,
    free_languages=LANGUAGES,
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is reached. `name` is the model's name as its server knows it."""

    id: str
    label: str
    kind: Kind
    url: str
    name: str
    key: str | None = None
    local: bool = True


@dataclass(slots=True)
class _Finding:
    abilities: Abilities | None
    until: float


class Models:
    """What can write, found by asking each server. Safe to use from several threads.

    endpoints    those that were configured, in order of preference
    discovered   finds further ones (an Ollama on loopback), asked now and then; raises ModelError
                 where there may be some that it cannot see
    presence     by id, those of which it is watched whether they answer
    """

    def __init__(
        self,
        endpoints: list[Endpoint],
        probe: Probe,
        discovered: Callable[[], list[Endpoint]] = list,
        presence: Mapping[str, Presence] | None = None,
    ) -> None:
        self.presence = presence or {}
        self._configured = endpoints
        self._probe = probe
        self._discovered = discovered
        self._found: list[Endpoint] = []
        self._unseen: ModelError | None = None
        self._looked_until = 0.0
        self._findings: dict[str, _Finding] = {}
        self._clients: dict[str, ModelClient] = {}
        self._lock = threading.Lock()

    def choices(self) -> list[ModelChoice]:
        """Every model, the default one marked: the first that answers, else the first."""
        found = [self._choice(endpoint) for endpoint in self._endpoints()]
        default = next((each for each in found if each.available), found[0] if found else None)
        return [replace(each, default=each is default) for each in found]

    def pen(self, model_id: str) -> ModelClient:
        """The client of a model, with a usage of its own.

        Raises ModelError: `not_found` when there is no such model here any more, and what probing
        raises when it was never reached.
        """
        endpoint = self._endpoint(model_id)
        finding = self._finding(endpoint)
        abilities = (finding and finding.abilities) or self._ask(endpoint)
        with self._lock:
            client = self._clients.get(model_id)
            if client is None or client.abilities != abilities:
                # A server may be given another model; whoever writes keeps the old connections.
                client = ModelClient(endpoint.url, endpoint.name, endpoint.key, abilities)
                self._clients[model_id] = client
        return client.metered()

    def kind(self, model_id: str) -> Kind | None:
        return next((each.kind for each in self._endpoints() if each.id == model_id), None)

    def is_local(self, model_id: str) -> bool:
        """Whether nothing leaves this machine for it, and nobody is paid. Asks no server."""
        known = {each.id: each.local for each in self._configured}
        return known.get(model_id, model_id.startswith(DISCOVERED))

    def heard(self, model_id: str, error: ModelError | None) -> None:
        """What became of a request to it, for those who watch over it."""
        if model_id in self.presence:
            self.presence[model_id].heard(error)

    def close(self) -> None:
        with self._lock:
            clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            client.close()

    def _endpoints(self) -> list[Endpoint]:
        if time.monotonic() >= self._looked_until:
            self._looked_until = time.monotonic() + FRESH_S
            try:
                self._found, self._unseen = self._discovered(), None
            except ModelError as error:
                self._found, self._unseen = [], error
        return [*self._configured, *self._found]

    def _endpoint(self, model_id: str) -> Endpoint:
        """Raises ModelError: not_found, or what keeps discovered ones from being seen."""
        found = {each.id: each for each in self._endpoints()}
        if model_id not in found and model_id.startswith(DISCOVERED):
            # It may have come since.
            self._looked_until = 0.0
            found = {each.id: each for each in self._endpoints()}
            if (unseen := self._unseen) is not None:
                raise unseen
        if model_id not in found:
            raise ModelError("not_found", f"no model {model_id} here", permanent=True)
        return found[model_id]

    def _choice(self, endpoint: Endpoint) -> ModelChoice:
        found = self._abilities(endpoint)
        abilities = found or UNKNOWN
        crafts: Mapping[str, list[str]] = {
            "guided": list(GUIDED),
            "free": list(abilities.free_languages),
        }
        return ModelChoice(
            id=endpoint.id,
            name=endpoint.label,
            kind=endpoint.kind,
            available=found is not None,
            local=endpoint.local,
            crafts=dict(crafts),
            default_craft="free" if abilities.capable else "guided",
            description=describe(endpoint.kind, abilities, local=endpoint.local),
            why_not=why_not(endpoint.label, abilities),
            context_tokens=found.context_tokens if found else None,
        )

    def _abilities(self, endpoint: Endpoint) -> Abilities | None:
        """What was found lately, or None when the server does not answer."""
        finding = self._finding(endpoint)
        return finding.abilities if finding else self._look(endpoint)

    def _finding(self, endpoint: Endpoint) -> _Finding | None:
        """What is still believed; None when the server is to be asked.

        An old finding is used once more while a new one is looked for, so that nobody who asks for
        a story waits for a server that is asked what it can do.
        """
        with self._lock:
            finding = self._findings.get(endpoint.id)
            if finding is None or time.monotonic() < finding.until:
                return finding
            if finding.abilities is None:
                return None
            finding.until = time.monotonic() + FRESH_S
            threading.Thread(target=self._look, args=(endpoint,), daemon=True).start()
            return finding

    def _look(self, endpoint: Endpoint) -> Abilities | None:
        try:
            return self._ask(endpoint)
        except ModelError:
            return None

    def _ask(self, endpoint: Endpoint) -> Abilities:
        """Probe and remember. Raises ModelError, and remembers that too."""
        abilities: Abilities | None = None
        try:
            abilities = self._probe(endpoint.url, endpoint.name, endpoint.key)
            return abilities
        finally:
            until = time.monotonic() + (FRESH_S if abilities else STALE_S)
            with self._lock:
                self._findings[endpoint.id] = _Finding(abilities, until)
