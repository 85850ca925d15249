"""The models that can write here: the embedded one, the one by URL, and what an Ollama holds."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from raconteur.craft.pen import Abilities
from raconteur.models.choice import GUIDED, LANGUAGES, Kind, ModelChoice
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.outbound import Outbound
from raconteur.models.presence import Presence
from raconteur.models.sentences import describe, why_not

# How long a finding is believed: a server may be started, stopped or given another model.
FRESH_S = 30.0
STALE_S = 5.0

# How the ids of discovered models begin, and those of models that people added.
DISCOVERED, ADDED = "ollama:", "own:"
# A user's number that is nobody's: who may write with what is everybody's, and nothing more.
EVERYBODY = 0
# Seconds that a list waits for all models people added that were never asked before, together.
LOOK_S = 2.0
# Clients of models that people added which are kept, each with its connections.
MOST_CLIENTS = 64

# Address, model and key; and `outbound` where it may only go outwards.
Probe = Callable[..., Abilities]

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
    """Where a model is reached. `name` is the model's name as its server knows it.

    outbound  where it may connect to; anywhere without
    broken    why it cannot be asked at all
    """

    id: str
    label: str
    kind: Kind
    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    local: bool = True
    outbound: Outbound | None = None
    broken: str = ""


@dataclass(slots=True)
class _Finding:
    endpoint: Endpoint
    abilities: Abilities | None
    until: float


class Models:
    """What can write, found by asking each server. Safe to use from several threads.

    endpoints    those that were configured, in order of preference
    discovered   finds further ones (an Ollama on loopback), asked now and then; raises ModelError
                 where there may be some that it cannot see
    presence     by id, those of which it is watched whether they answer
    added        those that a user may write with besides, as they are now; raises DatabaseError
    """

    def __init__(
        self,
        endpoints: list[Endpoint],
        probe: Probe,
        discovered: Callable[[], list[Endpoint]] = list,
        presence: Mapping[str, Presence] | None = None,
        added: Callable[[int], Sequence[Endpoint]] = lambda _user_id: (),
    ) -> None:
        self.presence = presence or {}
        self._configured = endpoints
        self._probe = probe
        self._discovered = discovered
        self._added = added
        self._found: list[Endpoint] = []
        self._unseen: ModelError | None = None
        self._looked_until = 0.0
        self._findings: dict[str, _Finding] = {}
        self._clients: dict[str, tuple[Endpoint, ModelClient]] = {}
        self._looks: dict[Endpoint, threading.Thread] = {}
        self._lock = threading.Lock()

    def choices(self, user_id: int | None = None) -> list[ModelChoice]:
        """Every model, the default one marked: the first that answers, else the first.

        user_id  whose own are among them; None: only what is configured, without asking anybody
        """
        added = self._added(user_id) if user_id is not None else ()
        self._meet(added)
        found = [self._choice(each) for each in (*self._endpoints(), *added)]
        default = next((each for each in found if each.available), found[0] if found else None)
        return [replace(each, default=each is default) for each in found]

    def pen(self, model_id: str, user_id: int | None = None) -> ModelClient:
        """The client of a model, with a usage of its own, for a story of this user's.

        Raises ModelError: `not_found` when there is no such model here any more, or it is somebody
        else's, and what probing raises when it was never reached.
        """
        endpoint = self._endpoint(model_id, user_id)
        finding = self._finding(endpoint)
        abilities = (finding and finding.abilities) or self._ask(endpoint)
        with self._lock:
            kept, client = self._clients.pop(model_id, (None, None))
            if client is None or kept != endpoint or client.abilities != abilities:
                # A server may be given another model; whoever writes keeps the old connections.
                client = ModelClient(
                    endpoint.url,
                    endpoint.name,
                    endpoint.key,
                    abilities,
                    outbound=endpoint.outbound,
                )
            self._clients[model_id] = endpoint, client
            self._let_go_of_old_clients()
        return client.metered()

    def kind(self, model_id: str, user_id: int | None = None) -> Kind | None:
        added = self._added_as(model_id, user_id)
        every = (*self._endpoints(), *added)
        return next((each.kind for each in every if each.id == model_id), None)

    def is_local(self, model_id: str) -> bool:
        """Whether nothing leaves this machine for it, and nobody is paid. Asks no server."""
        known = {each.id: each.local for each in self._configured}
        return known.get(model_id, model_id.startswith(DISCOVERED))

    def label(self, model_id: str) -> str:
        """What it is called by those who count: one word for all that people added."""
        if model_id.startswith(ADDED):
            return "own"
        every = (*self._configured, *self._found)
        return next((each.label for each in every if each.id == model_id), "other")

    def labels(self) -> list[str]:
        """Of those that were configured, and of people's own."""
        return [*(each.label for each in self._configured), "own"]

    def heard(self, model_id: str, error: ModelError | None) -> None:
        """What became of a request to it, for those who watch over it."""
        if model_id in self.presence:
            self.presence[model_id].heard(error)

    def close(self) -> None:
        with self._lock:
            clients, self._clients = list(self._clients.values()), {}
        for _, client in clients:
            client.close()

    def _endpoints(self) -> list[Endpoint]:
        if time.monotonic() >= self._looked_until:
            self._looked_until = time.monotonic() + FRESH_S
            try:
                self._found, self._unseen = self._discovered(), None
            except ModelError as error:
                self._found, self._unseen = [], error
        return [*self._configured, *self._found]

    def _added_as(self, model_id: str, user_id: int | None) -> Sequence[Endpoint]:
        """Where such an id is to be looked for; nobody is asked for one of another kind."""
        asked = user_id is not None and model_id.startswith(ADDED)
        return self._added(user_id) if asked and user_id is not None else ()

    def _let_go_of_old_clients(self) -> None:
        """Those that were asked for longest ago. What is being written goes on."""
        added = [each for each in self._clients if each.startswith(ADDED)]
        for model_id in added[: max(0, len(added) - MOST_CLIENTS)]:
            del self._clients[model_id]

    def _endpoint(self, model_id: str, user_id: int | None) -> Endpoint:
        """Raises ModelError: not_found, or what keeps discovered ones from being seen."""
        every = (*self._endpoints(), *self._added_as(model_id, user_id))
        found = {each.id: each for each in every}
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

    def _meet(self, added: Sequence[Endpoint]) -> None:
        """Wait a little for those that were never asked. The others are asked in the background:
        one person's server that is away keeps nobody waiting."""
        new = [look for each in added if (look := self._look_aside(each)) is not None]
        until = time.monotonic() + LOOK_S
        for look in new:
            look.join(max(0.0, until - time.monotonic()))

    def _look_aside(self, endpoint: Endpoint) -> threading.Thread | None:
        """Who asks it, where nothing is known of it yet."""
        with self._lock:
            finding = self._findings.get(endpoint.id)
            known = finding is not None and finding.endpoint == endpoint
            if known and finding is not None and time.monotonic() < finding.until:
                return None
            look = self._looks.get(endpoint)
            if look is None:
                look = threading.Thread(target=self._look, args=(endpoint,), daemon=True)
                self._looks[endpoint] = look
                look.start()
        return None if known else look

    def _abilities(self, endpoint: Endpoint) -> Abilities | None:
        """What was found lately, or None when the server does not answer."""
        if endpoint.id.startswith(ADDED):
            with self._lock:
                finding = self._findings.get(endpoint.id)
            return finding.abilities if finding and finding.endpoint == endpoint else None
        finding = self._finding(endpoint)
        return finding.abilities if finding else self._look(endpoint)

    def _finding(self, endpoint: Endpoint) -> _Finding | None:
        """What is still believed; None when the server is to be asked.

        An old finding is used once more while a new one is looked for, so that nobody who asks for
        a story waits for a server that is asked what it can do.
        """
        with self._lock:
            finding = self._findings.get(endpoint.id)
            if finding is None or finding.endpoint != endpoint:
                return None
            if time.monotonic() < finding.until:
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
            if endpoint.broken:
                raise ModelError("unauthorised", endpoint.broken, permanent=True)
            only = {"outbound": endpoint.outbound} if endpoint.outbound is not None else {}
            abilities = self._probe(endpoint.url, endpoint.name, endpoint.key, **only)
            return abilities
        finally:
            until = time.monotonic() + (FRESH_S if abilities else STALE_S)
            with self._lock:
                self._looks.pop(endpoint, None)
                self._findings[endpoint.id] = _Finding(endpoint, abilities, until)
