"""What a host needs: deployment, gateway, certificates, DNS, metrics and logs, as code."""
