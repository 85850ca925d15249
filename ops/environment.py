"""The settings of a host's processes, from the inventory: one file, and the secrets beside it."""

from ops.inventory import Host, Inventory
from ops.onhost.files import File
from ops.placing import placed, secret
from raconteur.settings import SECRETS as SECRET_SETTINGS

SETTINGS = "/etc/raconteur/raconteur.env"
SECRETS = "/etc/raconteur/secrets"
NAMES = tuple(name.upper() for name in SECRET_SETTINGS)
MODEL_PORT = 8081
PROGRAM = frozenset({"serve", "web", "writer", "model"})
# Passwords that nobody chose: made on one host, told to those that need them.
MADE = {
    "DATABASE_URL": "postgresql+psycopg://raconteur:{{postgres}}@DATABASE/raconteur",
    "BUS_URL": "redis://:{{redis}}@DATABASE:6379/0",
    "BROKER_URL": "redis://:{{redis}}@DATABASE:6379/1",
}


def settings(inventory: Inventory, host: Host) -> dict[str, str]:
    """By their names, without `RACONTEUR_`; no secret is in it."""
    site = inventory.site
    gateways = {each.private for each in inventory.of("gateway")} - {""}
    found = {
        "DATA_DIR": "/var/lib/raconteur",
        "PUBLIC_URL": site.url,
        "ACCOUNTS": "on",
        "TRUSTED_PROXIES": ",".join(["127.0.0.1", *sorted(gateways)]),
        "CORS_ORIGINS": ",".join([*([f"https://{site.name}"] if site.api else []), *site.cors]),
    }
    for lender in inventory.of("model"):
        address = bracketed(inventory.reach(host, lender))
        found["MODEL_URL"] = f"http://{address}:{MODEL_PORT}/v1"
    return found | dict(inventory.settings)


def secrets(inventory: Inventory, host: Host) -> dict[str, str]:
    """What is in each, by the setting's name; `{{...}}` is known to the hosts alone."""
    found: dict[str, str] = {}
    for database in inventory.of("database"):
        address = bracketed(inventory.reach(host, database))
        found |= {name: url.replace("DATABASE", address) for name, url in MADE.items()}
    if not inventory.of("serve"):
        found["SECRET_KEY"] = "{{secret_key}}"  # noqa: S105 (a place for one)
    if inventory.of("model"):
        found["MODEL_KEY"] = "{{model_key}}"
    return found | {name: path.read_text() for name, path in inventory.secrets.items()}


def maker(inventory: Inventory) -> Host | None:
    """On which host passwords are made that several need to know."""
    if inventory.of("serve"):
        return None
    return next(host for role in ("database", "model", "web") for host in inventory.of(role))


def files(inventory: Inventory, host: Host) -> list[File]:
    """The settings and secrets of this host."""
    kept = secrets(inventory, host)
    told = settings(inventory, host) | {f"{name}_FILE": _place(name) for name in kept}
    head = "# Written from the inventory by `fab deploy`; what is changed here is lost.\n"
    lines = "".join(f"RACONTEUR_{name}={_quoted(told[name])}\n" for name in sorted(told))
    return [
        placed(SETTINGS, head + lines, 0o640, group="raconteur"),
        *(
            secret(_place(name), content, fill=name not in inventory.secrets)
            for name, content in kept.items()
        ),
        *(placed(_place(name), None) for name in NAMES if name not in kept),
    ]


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _place(name: str) -> str:
    return f"{SECRETS}/{name.lower()}"


def _quoted(value: str) -> str:
    """As both systemd and a shell read it."""
    for each in '\\"$`':
        value = value.replace(each, f"\\{each}")
    return f'"{value}"'
