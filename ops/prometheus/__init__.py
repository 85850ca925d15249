"""What a host needs to watch and to be watched: Prometheus, Alertmanager, and what they ask.

    watched(inventory, host)   path to content, for every host: its node_exporter
    watching(inventory, host)  the same for the role `metrics`, nothing for others
    files(inventory, host)     both
    secrets(inventory, host)   the same for what only the user `prometheus` may read
    WATCHED, WATCHING          Debian's packages, to install before; their units have these names

Everything that Prometheus has is on the metrics host's loopback: it is looked at through a tunnel.
"""

from pathlib import Path

from ops.inventory import Host, Inventory, Wrong
from ops.prometheus.letters import Letters
from ops.prometheus.targets import NODE_PORT, nodes, pages, processes
from ops.rendering import render

ETC = "/etc/prometheus"
TOKEN = f"{ETC}/raconteur-token"
PASSWORD = f"{ETC}/raconteur-mail-password"
# Whoever makes a backup says so in a file here, which node_exporter reads.
TEXTFILES = "/var/lib/prometheus/node-exporter"
# What is set before `raconteur writer N` by systemd (%i: N, up to 99): 6001, 6002 ... 60010 ...
WRITER_PORT = "600%i"
PROMETHEUS, ALERTMANAGER, BLACKBOX = ("127.0.0.1:9090", "127.0.0.1:9093", "127.0.0.1:9115")
KEEP, KEEP_AT_MOST = "90d", "4GB"
WATCHED = ("prometheus-node-exporter",)
WATCHING = ("prometheus", "prometheus-alertmanager", "prometheus-blackbox-exporter")
# Units whose failing is told.
UNITS = "(raconteur-.+|nginx|postgresql.*|redis-server|rabbitmq-server|prometheus.*)"
_HERE = Path(__file__).parent


def files(inventory: Inventory, host: Host) -> dict[str, str]:
    """Raises Wrong where somebody watches and nothing says by which token."""
    return watched(inventory, host) | watching(inventory, host)


def watched(inventory: Inventory, host: Host) -> dict[str, str]:
    """On loopback where nobody watches: the package alone would listen everywhere."""
    return {"/etc/default/prometheus-node-exporter": _arguments(_node_arguments(inventory, host))}


def secrets(inventory: Inventory, host: Host) -> dict[str, str]:
    """For root:prometheus, 0640. Raises Wrong as `files`."""
    if "metrics" not in host.roles:
        return {}
    found = {TOKEN: _insist_on_token(inventory).read_text(encoding="utf-8").strip()}
    password = Letters.of(inventory).password
    return {**found, PASSWORD: password} if password else found


def writer_environment(inventory: Inventory, host: Host) -> list[str]:
    """What a writer's unit sets, so that it can be asked; nothing where nobody watches."""
    watching = {inventory.reach(each, host) for each in inventory.of("metrics")}
    if not watching:
        return []
    address = watching.pop() if len(watching) == 1 else "0.0.0.0"  # noqa: S104 (the firewall's)
    return [f"RACONTEUR_METRICS_HOST={address}", f"RACONTEUR_METRICS_PORT={WRITER_PORT}"]


def watching(inventory: Inventory, host: Host) -> dict[str, str]:
    """Raises Wrong without a token."""
    if "metrics" not in host.roles:
        return {}
    _insist_on_token(inventory)
    # Grafana's library is large, and few visits are to such a host.
    from ops.prometheus import dashboard

    arguments = {
        "prometheus": [
            f"--web.listen-address={PROMETHEUS}",
            f"--storage.tsdb.retention.time={KEEP}",
            f"--storage.tsdb.retention.size={KEEP_AT_MOST}",
        ],
        # One alone: it has nobody to agree with, and listens for none.
        "prometheus-alertmanager": [
            f"--web.listen-address={ALERTMANAGER}",
            "--cluster.listen-address=",
        ],
        "prometheus-blackbox-exporter": [
            f"--config.file={ETC}/blackbox.yml",
            f"--web.listen-address={BLACKBOX}",
        ],
    }
    defaults = {f"/etc/default/{name}": _arguments(each) for name, each in arguments.items()}
    return {
        **defaults,
        f"{ETC}/prometheus.yml": configuration(inventory, host),
        f"{ETC}/alertmanager.yml": render(
            "prometheus/alertmanager.yml.j2", letters=Letters.of(inventory), password=PASSWORD
        ),
        f"{ETC}/blackbox.yml": (_HERE / "blackbox.yml").read_text(encoding="utf-8"),
        **{f"{ETC}/raconteur/{name}": text for name, text in rules().items()},
        f"{ETC}/raconteur/dashboard.json": dashboard.as_json(),
    }


def configuration(inventory: Inventory, host: Host) -> str:
    """Prometheus' own, as it is on this host."""
    return render(
        "prometheus/prometheus.yml.j2",
        etc=ETC,
        token=TOKEN,
        alertmanager=ALERTMANAGER,
        prometheus=PROMETHEUS,
        blackbox=BLACKBOX,
        processes=processes(inventory, host),
        nodes=nodes(inventory, host),
        pages=pages(inventory.site),
    )


def rules() -> dict[str, str]:
    """Name to content."""
    return {
        name: (_HERE / name).read_text(encoding="utf-8") for name in ("recording.yml", "alerts.yml")
    }


def _insist_on_token(inventory: Inventory) -> Path:
    token = inventory.secrets.get("METRICS_TOKEN")
    if token is None:
        raise Wrong(
            "secrets.METRICS_TOKEN: is missing; the role metrics needs it: "
            "`openssl rand -base64 32` makes one"
        )
    return token


def _node_arguments(inventory: Inventory, host: Host) -> list[str]:
    watching = {inventory.reach(each, host) for each in inventory.of("metrics")} or {"127.0.0.1"}
    addresses = [_in_url(each) for each in sorted(watching)]
    return [
        *(f"--web.listen-address={each}:{NODE_PORT}" for each in addresses),
        f"--collector.textfile.directory={TEXTFILES}",
        "--collector.systemd",
        f"--collector.systemd.unit-include={UNITS}[.]service",
    ]


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _arguments(arguments: list[str]) -> str:
    """A file that systemd reads an environment from."""
    return f'# Written by ops/prometheus.\nARGS="{" ".join(arguments)}"\n'
