"""`python -m ops.prometheus`: the dashboard, for a Grafana elsewhere."""

from ops.prometheus import dashboard

if __name__ == "__main__":
    print(dashboard.as_json(), end="")
