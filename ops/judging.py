"""What the tables of an inventory must be to each other, before anything is touched."""

from typing import TYPE_CHECKING

from ops.tables import Wrong
from raconteur.settings import PREFIX, SECRETS, Settings, SettingsError, judged

if TYPE_CHECKING:
    from ops.inventory import Host, Inventory

# What a host's place in the inventory says, and nobody else.
OURS = (
    *("HOST", "PORT", "DATA_DIR", "LOG_FILE", "PAGE_DIR", "PUBLIC_URL", "CORS_ORIGINS"),
    *("METRICS_HOST", "METRICS_PORT"),
)
HIDDEN = tuple(name.upper() for name in SECRETS)
KNOWN = tuple(name.upper() for name in Settings.__struct_fields__ if "embedded" not in name)


def judge(inventory: "Inventory") -> None:
    """Raises Wrong with the first thing that cannot be."""
    _site(inventory)
    _settings(inventory)
    _secrets(inventory)
    _values(inventory)
    if not inventory.hosts:
        raise Wrong("hosts: there is none; add one, [hosts.stories]")
    for host in inventory.hosts:
        _host(inventory, host)
    _roles(inventory)


def _site(inventory: "Inventory") -> None:
    site = inventory.site
    if len(set(site.names)) < len(site.names):
        raise Wrong("site: name, api and also must be different names")
    if inventory.of("gateway") and "@" not in site.mail:
        raise Wrong("site.mail: is missing; letters about certificates go there")


def _settings(inventory: "Inventory") -> None:
    for name in inventory.settings:
        at = f"settings.{name}"
        if name in OURS:
            raise Wrong(f"{at}: comes from the rest of the inventory; leave it out")
        if name in HIDDEN:
            raise Wrong(f"{at}: is secret; put it into a file and name that under [secrets]")
        if name not in KNOWN:
            raise Wrong(f"{at}: there is no setting RACONTEUR_{name}; see docs/settings.md")
    if inventory.of("gateway") and inventory.settings.get("ACCOUNTS", "on") != "on":
        raise Wrong('settings.ACCOUNTS: must be "on", as everybody can reach the gateway')


def _secrets(inventory: "Inventory") -> None:
    for name, path in inventory.secrets.items():
        at = f"secrets.{name}"
        if name not in HIDDEN:
            raise Wrong(f"{at}: must be one of {', '.join(sorted(HIDDEN))}")
        if not path.is_file():
            raise Wrong(f"{at}: there is no file {path}")
    token = inventory.certificates.token
    if token and not token.is_file():
        raise Wrong(f"certificates.token: there is no file {token}")
    key = inventory.login.key
    if key and not key.is_file():
        raise Wrong(f"login.key: there is no file {key}")


def _values(inventory: "Inventory") -> None:
    """As the processes will judge them."""
    given = {name.lower(): value for name, value in inventory.settings.items()}
    given |= {name.lower(): path.read_text() for name, path in inventory.secrets.items()}
    site = {"accounts": "on", "public_url": inventory.site.url, "trusted_proxies": "127.0.0.1"}
    try:
        judged({**site, **given})
    except SettingsError as error:
        name, _, what = str(error).partition(": ")
        name = name.removeprefix(PREFIX)
        table = "secrets" if name in inventory.secrets else "settings"
        raise Wrong(f"{table}.{name}: {what}") from None


def _host(inventory: "Inventory", host: "Host") -> None:
    at = f"hosts.{host.name}"
    if not host.name.replace("-", "").isalnum():
        raise Wrong(f"{at}: a host's name is letters, digits and hyphens")
    if not host.roles:
        raise Wrong(f"{at}.roles: there is none; name what it does")
    if len(inventory.hosts) > 1 and not host.private:
        raise Wrong(f"{at}.private: is missing; the other hosts reach it there")
    for other in inventory.hosts:
        if other.name != host.name and (other.address, other.port) == (host.address, host.port):
            raise Wrong(f"{at}.address: {other.name} has the same")
        if other.name != host.name and other.private and other.private == host.private:
            raise Wrong(f"{at}.private: {other.name} has the same")


def _roles(inventory: "Inventory") -> None:
    serve, web, writer = (len(inventory.of(role)) for role in ("serve", "web", "writer"))
    if not serve and not web:
        raise Wrong('hosts: none serves the page; give one the role "serve", or "web"')
    if serve and (web or writer or inventory.of("model")):
        raise Wrong('hosts: "serve" does everything; leave out "web", "writer" and "model"')
    if serve > 1:
        raise Wrong('hosts: only one can have the role "serve"; many have "web" and "writer"')
    if web and not writer:
        raise Wrong('hosts: none writes; give one the role "writer"')
    if inventory.of("metrics") and "METRICS_TOKEN" not in inventory.secrets:
        raise Wrong(
            "secrets.METRICS_TOKEN: is missing; the role metrics needs it: "
            "`openssl rand -base64 32` makes one"
        )
    for role in ("database", "model"):
        if len(inventory.of(role)) > 1:
            raise Wrong(f'hosts: only one can have the role "{role}"')
    if serve and inventory.of("database"):
        raise Wrong('hosts: "serve" keeps its own database; leave out the role "database"')
    if web and not inventory.of("database"):
        for name in ("DATABASE_URL", "BROKER_URL", "BUS_URL"):
            if name not in inventory.secrets:
                raise Wrong(
                    'hosts: none has the role "database"; give it to one, or name a file with '
                    f"{name} under [secrets]"
                )
    if web and not inventory.of("model") and "MODEL_URL" not in inventory.settings:
        raise Wrong('hosts: none has the role "model"; give it to one, or set settings.MODEL_URL')
    if inventory.of("metrics") and "METRICS_TOKEN" not in inventory.secrets:
        raise Wrong(
            "secrets.METRICS_TOKEN: is missing; the role metrics needs it: "
            "`openssl rand -base64 32` makes one"
        )
